import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { OrchEvent } from '../../api/client';
import { anEvent } from '../../test/wire';
import { MOST } from './log';
import { useLog } from './useLog';

const live = vi.hoisted(() => ({ log: 0, recent: [] as OrchEvent[], back: () => {} }));
vi.mock('../../live/Live', () => ({
  useLive: () => ({ log: live.log }),
  useRecentEvents: () => live.recent,
  useReturn: (listener: () => void) => {
    live.back = listener;
  },
}));

// The client takes the page's `fetch` as it is loaded.
const wire = vi.hoisted(() => {
  const it = { items: [] as OrchEvent[], isAway: false };
  globalThis.fetch = async () => {
    if (it.isAway) throw new TypeError('away');
    return Response.json({ items: it.items, next_cursor: null });
  };
  return it;
});

const run = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => anEvent(from + n, 'agent.message'));

beforeEach(() => Object.assign(live, { log: 0, recent: [] }));

const opened = async () => {
  const page = renderHook(({ still }) => useLog({}, undefined, still), { initialProps: { still: false } });
  await vi.waitFor(() => expect(page.result.current.reading).toBeUndefined());
  return { ...page, seqs: () => page.result.current.items.map((one) => one.seq) };
};

test('another log is told from its own beginning', async () => {
  wire.items = run(900, 901);
  const { rerender, seqs } = await opened();
  expect(seqs()).toEqual([900, 901]);
  wire.items = run(1, 2);
  Object.assign(live, { log: 1, recent: [] });
  act(() => rerender({ still: false }));
  await vi.waitFor(() => expect(seqs()).toEqual([1, 2]));
  live.recent = run(3, 3);
  act(() => rerender({ still: false }));
  expect(seqs()).toEqual([1, 2, 3]);
});

test('one that stood still for too long goes on with the newest', async () => {
  wire.items = run(1, 1);
  const { rerender, result, seqs } = await opened();
  live.recent = run(2, MOST + 5);
  act(() => rerender({ still: true }));
  expect(result.current.items.length).toBe(MOST);
  expect(result.current.newer).toBe(true);
  wire.items = run(MOST + 4, MOST + 5);
  act(() => rerender({ still: false }));
  await vi.waitFor(() => expect(seqs()).toEqual([MOST + 4, MOST + 5]));
  expect(result.current.newer).toBe(false);
});

test('what could not be read is read when the daemon is back', async () => {
  Object.assign(wire, { items: run(1, 2), isAway: true });
  const { result, seqs } = await opened();
  expect(result.current.fault).toBeDefined();
  wire.isAway = false;
  act(() => live.back());
  await vi.waitFor(() => expect(seqs()).toEqual([1, 2]));
  expect(result.current.fault).toBeUndefined();
});
