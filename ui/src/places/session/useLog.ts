import { EventSourceParserStream } from 'eventsource-parser/stream';
import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../api/problem';
import { token } from '../../login/token';
import { type Line, Printed } from './printed';

export type Stream = 'out' | 'err';

/** So much is read at once. */
export const STRETCH = 256 * 1024;
const NOT_FOUND = 404;
const NO_SUCH_RANGE = 416;
const RETRY_MS = 1000;

function headers(more: Record<string, string>): Headers {
  const all = new Headers(more);
  const mine = token();
  if (mine) all.set('authorization', `Bearer ${mine}`);
  return all;
}

interface Stretch {
  bytes: Uint8Array;
  from: number;
  total: number;
}

async function readRange(url: string, range: string, signal: AbortSignal): Promise<Stretch> {
  const response = await fetch(url, { headers: headers({ range: `bytes=${range}` }), signal });
  if (response.status === NO_SUCH_RANGE || response.status === NOT_FOUND)
    return { bytes: new Uint8Array(), from: 0, total: 0 };
  if (!response.ok) throw Problem.of(await response.json().catch(() => null), response.status);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const [, from = 0, , total = bytes.length] = (
    /bytes (\d+)-(\d+)\/(\d+)/.exec(response.headers.get('content-range') ?? '') ?? []
  ).map(Number);
  return { bytes, from, total };
}

export interface LogState {
  lines: readonly Line[];
  /** Undefined until the first stretch is there. */
  printed: Printed | undefined;
  total: number;
  error: unknown;
  /** What is printed next shows by itself. */
  follows: boolean;
}

const EMPTY: LogState = { lines: [], printed: undefined, total: 0, error: undefined, follows: false };

/**
 * What the process of a turn has printed: its end, or what stands around a place, and what is printed while it is
 * looked at. Older parts are read when they are asked for.
 */
export function useLog(
  id: string,
  turn: number,
  stream: Stream,
  around: number | undefined,
): LogState & { earlier: () => Promise<void>; retry: () => void } {
  const [state, setState] = useState<LogState>(EMPTY);
  const [attempt, setAttempt] = useState(0);
  const url = `/api/v1/sessions/${encodeURIComponent(id)}/log?turn=${turn}&stream=${stream}`;
  /** Whose older part is being read: that of what is no longer looked at is nobody's. */
  const reading = useRef<Printed>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further attempt begins anew
  useEffect(() => {
    const ending = new AbortController();
    const printed = new Printed();
    let due = 0;
    const show = (follows: boolean, total = 0): void => {
      cancelAnimationFrame(due);
      due = requestAnimationFrame(() =>
        setState((before) => ({
          lines: printed.get(),
          printed,
          total: Math.max(before.total, total, printed.end),
          error: undefined,
          follows,
        })),
      );
    };
    const run = async (): Promise<void> => {
      const range =
        around === undefined ? `-${STRETCH}` : `${Math.max(0, around - STRETCH / 4)}-${around + STRETCH}`;
      const first = await readRange(url, range, ending.signal);
      printed.begin(first.bytes, first.from);
      const isEnd = first.from + first.bytes.length >= first.total;
      show(isEnd, first.total);
      if (isEnd) await followLog(url, printed, ending.signal, () => show(true));
      show(false);
    };
    setState(EMPTY);
    run().catch((fault: unknown) => {
      if (!ending.signal.aborted) setState((before) => ({ ...before, error: fault, follows: false }));
    });
    return () => {
      ending.abort();
      cancelAnimationFrame(due);
    };
  }, [url, around, attempt]);

  const earlier = async (): Promise<void> => {
    const { printed } = state;
    if (!printed || printed.start === 0 || reading.current === printed) return;
    reading.current = printed;
    try {
      const from = Math.max(0, printed.start - STRETCH);
      const older = await readRange(url, `${from}-${printed.start - 1}`, new AbortController().signal);
      printed.addBefore(older.bytes, older.from);
      setState((before) => (before.printed === printed ? { ...before, lines: printed.get() } : before));
    } catch (fault) {
      setState((before) => (before.printed === printed ? { ...before, error: fault } : before));
    } finally {
      if (reading.current === printed) reading.current = undefined;
    }
  };
  return { ...state, earlier, retry: () => setAttempt((n) => n + 1) };
}

/** When somebody may look at the tab; at once if it is not hidden, and when `signal` ends it all. */
async function shown(signal: AbortSignal): Promise<void> {
  while (document.hidden && !signal.aborted) {
    const over = new AbortController();
    await new Promise<unknown>((resolve) => {
      document.addEventListener('visibilitychange', resolve, { signal: over.signal });
      signal.addEventListener('abort', resolve, { signal: over.signal });
    });
    over.abort();
  }
}

/**
 * Until the turn has ended. Each reader takes one of the few connections that a browser makes to one host, for all
 * its tabs: a hidden one gives its back, and goes on from where it was.
 */
export async function followLog(
  url: string,
  printed: Printed,
  signal: AbortSignal,
  show: () => void,
): Promise<void> {
  for (await shown(signal); !signal.aborted; await shown(signal)) {
    const hiding = new AbortController();
    const hide = (): void => {
      if (document.hidden) hiding.abort();
    };
    document.addEventListener('visibilitychange', hide);
    try {
      if (await isAtEnd(url, printed, AbortSignal.any([signal, hiding.signal]), show)) return;
    } catch {
      // The daemon is away, or nobody looks: it is asked again.
    } finally {
      document.removeEventListener('visibilitychange', hide);
    }
    if (!hiding.signal.aborted && !signal.aborted)
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** Reads on until the connection ends: true if there is nothing more to come. */
async function isAtEnd(
  url: string,
  printed: Printed,
  signal: AbortSignal,
  show: () => void,
): Promise<boolean> {
  const response = await fetch(`${url}&offset=${printed.end}`, {
    headers: headers({ accept: 'text/event-stream' }),
    cache: 'no-store',
    signal,
  });
  if (response.status === NOT_FOUND) return true;
  if (!response.ok || !response.body) throw new Error(String(response.status));
  const reader = response.body
    .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (part.value.event === 'end') return true;
    if (part.value.event !== 'output') continue;
    const chunk = JSON.parse(part.value.data) as { offset: number; text: string };
    // Its agent has emptied it and begun anew.
    if (chunk.offset < printed.end) printed.begin(new Uint8Array(), 0);
    printed.append(chunk.text);
    printed.end = Number(part.value.id);
    show();
  }
  return false;
}
