import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OrchEvent } from '../api/client';
import { anEvent } from '../test/wire';
import { holdsStream, listen } from './shared';
import type { StreamOptions, StreamState } from './stream';

const streamed = vi.hoisted(() => ({
  hear: (_events: OrchEvent[]) => {},
  refuse: () => {},
  after: -1,
}));

vi.mock('./stream', () => ({
  follow: (o: StreamOptions) => {
    streamed.after = o.after;
    streamed.hear = o.onBatch;
    o.onState('open');
    return new Promise<void>((resolve) => {
      o.signal.addEventListener('abort', () => resolve());
      streamed.refuse = () => {
        o.onState('refused');
        resolve();
      };
    });
  },
}));

/** One holder at a time, as the browser has it for all tabs of an origin. */
class Locks {
  private held: Promise<unknown> = Promise.resolve();

  request(
    _name: string,
    { signal }: { signal: AbortSignal },
    held: () => Promise<unknown>,
  ): Promise<unknown> {
    this.held = this.held.then(() => !signal.aborted && held());
    return this.held;
  }
}

let ending: AbortController[] = [];

beforeEach(() => {
  vi.stubGlobal('navigator', { ...navigator, locks: new Locks() });
});
afterEach(() => {
  for (const one of ending) one.abort();
  ending = [];
  vi.unstubAllGlobals();
});

function tab(lastSeq: () => Promise<number>): { seqs: number[]; states: StreamState[]; close: () => void } {
  const closing = new AbortController();
  ending.push(closing);
  const seqs: number[] = [];
  const states: StreamState[] = [];
  void listen(
    {
      onBatch: (events) => seqs.push(...events.map((event) => event.seq)),
      onState: (state) => states.push(state),
      onReset: () => {},
    },
    lastSeq,
    closing.signal,
  );
  return { seqs, states, close: () => closing.abort() };
}

test('one tab holds the stream, the other hears what it hears, and goes on where it is closed', async () => {
  const first = tab(async () => 10);
  await vi.waitFor(() => expect(streamed.after).toBe(10));
  const second = tab(async () => 11);
  await vi.waitFor(() => {
    streamed.hear([anEvent(11, 'agent.message'), anEvent(12, 'agent.message')]);
    expect(second.seqs).toEqual([12]);
  });
  expect(first.seqs).toEqual([11, 12]);
  first.close();
  await vi.waitFor(() => expect(streamed.after).toBe(12));
  streamed.hear([anEvent(13, 'agent.message')]);
  expect(second.seqs).toEqual([12, 13]);
});

test('a tab whose token is refused leaves alone, and another goes on', async () => {
  const first = tab(async () => 10);
  await vi.waitFor(() => expect(streamed.after).toBe(10));
  const second = tab(async () => 20);
  await vi.waitFor(() => expect(second.states).toEqual(['open']));
  streamed.refuse();
  await vi.waitFor(() => expect(streamed.after).toBe(20));
  expect(first.states.at(-1)).toBe('refused');
  expect(second.states).not.toContain('refused');
  streamed.refuse();
  await vi.waitFor(() => expect(holdsStream()).toBe(false));
});

test('what is heard before the own place in the log is known is kept until it is', async () => {
  tab(async () => 1);
  await vi.waitFor(() => expect(streamed.after).toBe(1));
  const place = Promise.withResolvers<number>();
  const late = tab(() => place.promise);
  const other = new BroadcastChannel('orch.events');
  const heard = new Promise((resolve) => {
    other.onmessage = resolve;
  });
  streamed.hear([anEvent(2, 'agent.message'), anEvent(3, 'agent.message')]);
  await heard;
  place.resolve(2);
  await vi.waitFor(() => expect(late.seqs).toEqual([3]));
  other.close();
});
