import { useCallback, useEffect, useRef, useState } from 'react';
import { answered, api, type OrchEvent } from '../../api/client';
import { useLive, useRecentEvents, useReturn } from '../../live/Live';
import { type Stretch, withLive, withNewer, withOlder } from './log';
import { type EventsSearch, fits } from './search';

const PAGE = 200;

interface Asked {
  after?: number;
  before?: number;
}

export interface Log extends Stretch {
  /** Undefined when nothing is being read. */
  reading: 'first' | 'older' | 'newer' | undefined;
  fault: unknown;
  readOlder: () => void;
  readNewer: () => void;
  retry: () => void;
}

const nothing: Stretch = { items: [], older: false, newer: false };

/**
 * The log as the filters leave it: read from the daemon, then carried on by the stream.
 *
 * @param projectId of the project that is asked for
 * @param still nothing of it is given up while somebody looks at it
 */
export function useLog(search: EventsSearch, projectId: string | undefined, still: boolean): Log {
  const { type, project, session, from } = search;
  const recent = useRecentEvents();
  const { log } = useLive();
  const [stretch, setStretch] = useState(nothing);
  const [reading, setReading] = useState<Log['reading']>('first');
  const [fault, setFault] = useState<unknown>();
  const [tries, setTries] = useState(0);
  const asking = useRef<AbortController>(undefined);

  const read = useCallback(
    async (asked: Asked, signal: AbortSignal): Promise<{ items: OrchEvent[]; more: boolean }> => {
      const page = await answered(
        api.GET('/api/v1/events', {
          params: {
            query: {
              limit: PAGE,
              ...(type && { type }),
              ...(project && { project }),
              ...(session && { session }),
              ...asked,
            },
          },
          signal,
        }),
      );
      return { items: page.items, more: page.next_cursor !== null };
    },
    [type, project, session],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try, and another log, are read from the beginning
  useEffect(() => {
    const ending = new AbortController();
    asking.current = ending;
    setStretch(nothing);
    setReading('first');
    setFault(undefined);
    const asked = from ? { after: from - 1 } : { before: Number.MAX_SAFE_INTEGER };
    read(asked, ending.signal).then(
      ({ items, more }) => {
        if (ending.signal.aborted) return;
        setStretch(from ? { items, older: from > 1, newer: more } : { items, older: more, newer: false });
        setReading(undefined);
      },
      (failed: unknown) => {
        if (ending.signal.aborted) return;
        setFault(failed);
        setReading(undefined);
      },
    );
    return () => ending.abort();
  }, [read, from, tries, log]);

  useEffect(() => {
    if (reading === 'first' || fault) return;
    const heard = recent.filter((event) =>
      fits(
        event,
        { ...(type && { type }), ...(project && { project }), ...(session && { session }) },
        projectId,
      ),
    );
    setStretch((before) =>
      withLive(
        before,
        heard.filter((event) => event.seq >= (from ?? 0)),
        still,
      ),
    );
  }, [recent, reading, fault, type, project, session, projectId, from, still]);

  useReturn(() => {
    if (fault) setTries((n) => n + 1);
  });
  // What came while it stood still and was full is not held; the newest are what is wanted now.
  const isShort = !still && !from && stretch.newer;
  useEffect(() => {
    if (isShort) setTries((n) => n + 1);
  }, [isShort]);

  const more = (what: 'older' | 'newer'): void => {
    const signal = asking.current?.signal;
    if (reading || !signal) return;
    const edge = what === 'older' ? (stretch.items[0]?.seq ?? from) : stretch.items.at(-1)?.seq;
    if (edge === undefined) return;
    setReading(what);
    read(what === 'older' ? { before: edge } : { after: edge }, signal).then(
      (page) => {
        if (signal.aborted) return;
        const join = what === 'older' ? withOlder : withNewer;
        setStretch((before) => join(before, page.items, page.more));
        setReading(undefined);
      },
      (failed: unknown) => {
        if (signal.aborted) return;
        setFault(failed);
        setReading(undefined);
      },
    );
  };
  return {
    ...stretch,
    reading,
    fault,
    readOlder: () => more('older'),
    readNewer: () => more('newer'),
    retry: () => setTries((n) => n + 1),
  };
}
