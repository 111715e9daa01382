import { describe, expect, it } from 'vitest';
import type { OrchEvent } from '../../api/client';
import { MOST, upTo, withLive, withNewer, withOlder } from './log';

const event = (seq: number): OrchEvent => ({
  seq,
  type: 'process.lost',
  at: '2026-12-01T10:00:00Z',
  project_id: null,
  session_id: null,
  turn: null,
  actor: { kind: 'daemon', detail: null },
  payload: { why: 'gone' },
});
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => event(from + n));
const seqs = (items: readonly OrchEvent[]) => items.map((one) => one.seq);

describe('a stretch of the log', () => {
  const stretch = { items: run(10, 12), older: true, newer: false };
  it('goes on with the stream, each event once', () => {
    expect(seqs(withLive(stretch, run(11, 14), false).items)).toEqual([10, 11, 12, 13, 14]);
    expect(withLive(stretch, run(1, 12), false)).toBe(stretch);
  });
  it('takes nothing live while there is a gap before it', () => {
    const behind = { ...stretch, newer: true };
    expect(withLive(behind, run(20, 21), false)).toBe(behind);
    expect(withNewer(behind, run(13, 21), false)).toMatchObject({ newer: false });
    expect(seqs(withNewer(behind, run(12, 14), true).items)).toEqual([10, 11, 12, 13, 14]);
  });
  it('grows upwards without doubles', () => {
    expect(seqs(withOlder(stretch, run(8, 10), false).items)).toEqual([8, 9, 10, 11, 12]);
  });
  it('lets go of the oldest, which can be read again', () => {
    const full = { items: run(1, MOST), older: false, newer: false };
    const grown = withLive(full, run(MOST, MOST + 1), false);
    expect(grown.items.length).toBeLessThan(MOST);
    expect(grown.older).toBe(true);
    expect(grown.items.at(-1)?.seq).toBe(MOST + 1);
  });
  it('takes no more than it can hold while it stands still', () => {
    const full = withLive({ items: run(1, MOST - 1), older: false, newer: false }, run(MOST, MOST + 9), true);
    expect(full).toMatchObject({ older: false, newer: true });
    expect(full.items[0]?.seq).toBe(1);
    expect(full.items.at(-1)?.seq).toBe(MOST);
    expect(withLive(full, run(MOST + 10, MOST + 20), true)).toBe(full);
  });
});

it('counts what came while it stands still', () => {
  expect(upTo(run(1, 5), undefined)).toMatchObject({ waiting: 0 });
  const { shown, waiting } = upTo(run(1, 5), 3);
  expect(seqs(shown)).toEqual([1, 2, 3]);
  expect(waiting).toBe(2);
});
