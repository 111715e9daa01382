import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answered, api, type InputRequest, type TranscriptEntry } from '../../api/client';
import { allPages, keys } from '../../api/queries';
import { useNewsOf } from '../../live/Live';
import { readMessages, withDelivered } from '../../session/messages';

const NEWEST = 24;
const SPOKEN = 'agent.message,agent.tool_started,agent.tool_finished,agent.error,agent.plan';
/** What a person looks for at a glance; thoughts and the daemon's own notes are on the page. */
const SHOWN = new Set(['message', 'plan', 'error', 'tool_started', 'prompt', 'follow_up', 'answer']);

/** One thing that was said or done; a tool call with how it ended. */
export interface Output {
  entry: TranscriptEntry;
  failed: boolean;
  /** A tool call that a person did not allow: it never ran. */
  denied: boolean;
  /** Of a tool call that has ended, without the wait for a person. */
  seconds: number | undefined;
}

/** The entries one looks at, each tool call with its end. */
export function outputsOf(entries: readonly TranscriptEntry[]): Output[] {
  const ends = new Map(
    entries.flatMap((entry) =>
      entry.kind === 'tool_finished' && entry.tool ? [[entry.tool.id, entry]] : [],
    ),
  );
  return entries
    .filter((entry) => SHOWN.has(entry.kind) && !entry.subagent)
    .map((entry) => {
      const end = entry.tool ? ends.get(entry.tool.id) : undefined;
      const { denied, seconds: waited } = answerOf(entry, entries);
      return {
        entry,
        denied,
        failed: !denied && (end?.tool?.failed ?? entry.kind === 'error'),
        seconds: end ? Math.max(0, secondsFrom(entry, end) - waited) : undefined,
      };
    });
}

const secondsFrom = (one: TranscriptEntry, other: TranscriptEntry): number =>
  (Date.parse(other.at) - Date.parse(one.at)) / 1000;

/** What a person said to the approval that a call asked for, and how long that took. */
function answerOf(
  call: TranscriptEntry,
  entries: readonly TranscriptEntry[],
): { denied: boolean; seconds: number } {
  const title = `${call.tool?.name}: ${call.text.split('\n', 1)[0]}`;
  const asked = entries.find(
    ({ seq, kind, text }) => call.tool && kind === 'approval' && seq > call.seq && text.startsWith(title),
  );
  const answer = asked && entries.find(({ seq, kind }) => kind === 'answer' && seq > asked.seq);
  if (!answer) return { denied: false, seconds: 0 };
  return { denied: /^deny\b/.test(answer.text), seconds: secondsFrom(asked, answer) };
}

/** Tools whose call is a question itself. */
const ASKING = new Set(['AskUserQuestion', 'ExitPlanMode']);

/** What stands beside the open requests: without what is said in their cards, and no plan a second time. */
export function besides(outputs: readonly Output[], open: readonly InputRequest[]): Output[] {
  const plans = new Set(open.filter(({ kind }) => kind === 'plan_review').map(({ detail }) => detail.trim()));
  return outputs.filter(({ entry, seconds }) => {
    if (entry.kind === 'plan') return !plans.has(entry.text.trim());
    const tool = entry.tool?.name ?? '';
    if (!ASKING.has(tool)) return true;
    return tool !== 'ExitPlanMode' && (open.length === 0 || seconds !== undefined);
  });
}

/** The newest of a transcript; the log says from where on that is, for a transcript is read from its begin. */
async function readNewest(id: string, signal: AbortSignal): Promise<TranscriptEntry[]> {
  const newest = await answered(
    api.GET('/api/v1/events', {
      params: { query: { session: id, type: SPOKEN, before: Number.MAX_SAFE_INTEGER, limit: NEWEST } },
      signal,
    }),
  );
  const after = (newest.items[0]?.seq ?? 1) - 1;
  const [entries, messages] = await Promise.all([
    allPages((cursor) =>
      answered(
        api.GET('/api/v1/sessions/{id}/transcript', {
          params: { path: { id }, query: { after, limit: 200, ...(cursor && { cursor }) } },
          signal,
        }),
      ),
    ),
    readMessages(id, signal),
  ]);
  return withDelivered(entries, messages, after);
}

/** The newest output of a session, the newest last; it goes on with the log. */
export function useLastOutput(id: string): {
  outputs: Output[];
  loading: boolean;
  error: Error | null;
  retry: () => void;
} {
  const cache = useQueryClient();
  const key = keys.ofSession(id, 'newest');
  const { data, isPending, error, refetch } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => outputsOf(await readNewest(id, signal)),
    staleTime: 0,
  });
  useNewsOf(id, (events) => {
    if (events.some((event) => /^(agent\.|follow_up|turn)/.test(event.type)))
      void cache.invalidateQueries({ queryKey: key }, { cancelRefetch: false });
  });
  return { outputs: data ?? [], loading: isPending, error, retry: () => void refetch() };
}
