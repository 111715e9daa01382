import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { answered, api, type TranscriptEntry } from '../../api/client';
import { keys } from '../../api/queries';
import { useNewsOf, useReturn } from '../../live/Live';

const PAGE = 500;
const PATIENCE_MS = 100;

async function readAfter(id: string, after: number, signal?: AbortSignal): Promise<TranscriptEntry[]> {
  const entries: TranscriptEntry[] = [];
  let from = after;
  for (;;) {
    const { items } = await answered(
      api.GET('/api/v1/sessions/{id}/transcript', {
        params: { path: { id }, query: { limit: PAGE, ...(from > 0 && { after: from }) } },
        ...(signal && { signal }),
      }),
    );
    entries.push(...items);
    const last = items.at(-1);
    if (items.length < PAGE || !last) return entries;
    from = last.seq;
  }
}

/**
 * At once when asked to, then at most so often, never twice at a time, and once more for all that came in between.
 */
export function paced(act: () => Promise<void>, everyMs: number): { ask: () => void; end: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let again = false;
  const run = async (): Promise<void> => {
    busy = true;
    again = false;
    try {
      await act();
    } catch {
      // Away: what was missed is read on its return, else with the next news.
    }
    timer = setTimeout(() => {
      busy = false;
      if (again) void run();
    }, everyMs);
  };
  return {
    ask: () => {
      if (busy) again = true;
      else void run();
    },
    end: () => {
      clearTimeout(timer);
      busy = false;
      again = false;
    },
  };
}

/** What was said while all of it was being read again is known, and newer than what was read. */
function withKnown(known: unknown, read: unknown): unknown {
  const entries = read as TranscriptEntry[];
  const last = entries.at(-1)?.seq ?? 0;
  const newer = ((known ?? []) as TranscriptEntry[]).filter((entry) => entry.seq > last);
  return newer.length ? [...entries, ...newer] : entries;
}

/**
 * All that was said in a session, and what is said while it is looked at. What is known stays, whatever fails: an error
 * is of the first reading alone.
 */
export function useTranscript(id: string): {
  entries: readonly TranscriptEntry[] | undefined;
  error: Error | null;
  retry: () => void;
} {
  const cache = useQueryClient();
  const key = useMemo(() => keys.ofSession(id, 'transcript'), [id]);
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => readAfter(id, 0, signal),
    // Nobody keeps it true while nobody looks: on return what was said meanwhile is read, and until then, or while
    // the daemon is away, it stays as it was.
    structuralSharing: withKnown,
  });
  const reading = useMemo(
    () =>
      paced(async () => {
        const known = cache.getQueryData<TranscriptEntry[]>(key);
        if (!known) return;
        const fresh = await readAfter(id, known.at(-1)?.seq ?? 0);
        if (!fresh.length) return;
        cache.setQueryData<TranscriptEntry[]>(key, (now) => {
          const last = now?.at(-1)?.seq ?? 0;
          return [...(now ?? []), ...fresh.filter((entry) => entry.seq > last)];
        });
      }, PATIENCE_MS),
    [cache, id, key],
  );
  useEffect(() => reading.end, [reading]);
  useNewsOf(id, reading.ask);
  useReturn(reading.ask);
  // What was said between the first reading and its arrival, or while it was not looked at.
  const arrived = data !== undefined;
  useEffect(() => {
    if (arrived) reading.ask();
  }, [arrived, reading]);
  return { entries: data, error: arrived ? null : error, retry: () => void refetch() };
}
