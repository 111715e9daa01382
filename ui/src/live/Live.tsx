import { onlineManager, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { answered, api, type OrchEvent } from '../api/client';
import { readSession } from '../api/queries';
import { forgetToken } from '../login/token';
import { News } from './news';
import { hearSeen } from './seen';
import { listen } from './shared';
import type { StreamState } from './stream';

/** Events in memory for the pages that show them; older ones are read from the daemon. */
const WINDOW = 2000;

interface Live {
  news: News;
  state: StreamState;
  /** When the stream was last open, by this machine's clock; undefined while it is. */
  since: number | undefined;
  recent: RecentEvents;
  /** Grows when the log is another one than before: numbers of events mean something else. */
  log: number;
  /** The number of the newest event is known, or that the daemon is away: from now on pages may read. */
  asked: boolean;
}

class RecentEvents {
  private events: readonly OrchEvent[] = [];
  private readonly listeners = new Set<() => void>();

  add(batch: readonly OrchEvent[]): void {
    this.events = [...this.events, ...batch].slice(-WINDOW);
    for (const listener of this.listeners) listener();
  }

  clear(): void {
    this.events = [];
    for (const listener of this.listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): readonly OrchEvent[] => this.events;
}

const LiveContext = createContext<Live | null>(null);

async function newestSeq(): Promise<number> {
  const page = await answered(
    api.GET('/api/v1/events', { params: { query: { limit: 1, before: Number.MAX_SAFE_INTEGER } } }),
  );
  return page.items[0]?.seq ?? 0;
}

/** Tries until the daemon answers: a page may be opened before the daemon is. */
async function patiently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (fault) {
      if (signal.aborted) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

// The daemon is on this machine: whether there is a network says nothing of it. Queries are held back by this instead.
onlineManager.setEventListener(() => () => undefined);

/** Keeps what is shown below it as the event log says, for as long as it is there. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const news = useMemo(() => new News(cache, readSession), [cache]);
  const recent = useRef(new RecentEvents()).current;
  const [state, setState] = useState<StreamState>('connecting');
  const [since, setSince] = useState<number>();
  const [log, setLog] = useState(0);
  const [asked, setAsked] = useState(false);
  // What is read before the number of the newest event is known could miss what happens in between: no query below
  // runs until then. They begin in effects, which come after this one.
  useLayoutEffect(() => onlineManager.setOnline(asked), [asked]);
  useEffect(() => {
    const ending = new AbortController();
    const beginAnew = (): void => {
      news.reset();
      setLog((before) => before + 1);
    };
    const heard = {
      onBatch: (events: OrchEvent[]) => {
        recent.add(events);
        news.take(events);
      },
      onState: (next: StreamState) => {
        setState(next);
        news.streamIs(next);
        setSince((before) => (next === 'open' ? undefined : (before ?? Date.now())));
        if (next === 'refused') forgetToken();
      },
      onReset: () => {
        recent.clear();
        beginAnew();
      },
    };
    const begin = async (): Promise<number> => {
      try {
        return await newestSeq();
      } catch {
        setAsked(true); // the pages say that the daemon is away
        const seq = await patiently(newestSeq, ending.signal);
        beginAnew();
        return seq;
      } finally {
        setAsked(true);
      }
    };
    hearSeen((session) => news.put(session), ending.signal);
    listen(heard, begin, ending.signal).catch((fault: unknown) => {
      if (!ending.signal.aborted) throw fault;
    });
    return () => ending.abort();
  }, [news, recent]);
  const live = useMemo(
    () => ({ news, state, since, recent, log, asked }),
    [news, state, since, recent, log, asked],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = use(LiveContext);
  if (!live) throw new Error('not below a LiveProvider');
  return live;
}

/** The newest events that this tab has heard, the newest last. */
export function useRecentEvents(): readonly OrchEvent[] {
  const { recent } = useLive();
  return useSyncExternalStore(recent.subscribe, recent.get);
}

/** Calls when the daemon is there again after it was away. */
export function useReturn(listener: () => void): void {
  const { news } = useLive();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(() => news.onReturn(() => latest.current()), [news]);
}

/** Calls with each batch that holds events of this session. */
export function useNewsOf(sessionId: string, listener: (events: readonly OrchEvent[]) => void): void {
  const { news } = useLive();
  const latest = useRef(listener);
  latest.current = listener;
  useEffect(
    () =>
      news.subscribe((events) => {
        const its = events.filter((event) => event.session_id === sessionId);
        if (its.length) latest.current(its);
      }),
    [news, sessionId],
  );
}
