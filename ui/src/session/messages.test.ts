import { expect, test } from 'vitest';
import type { OrchEvent, TranscriptEntry } from '../api/client';
import { anEvent } from '../test/wire';
import { withDelivered } from './messages';

const entry = (seq: number, kind: string, text: string, turn = 1): TranscriptEntry => ({
  seq,
  turn,
  at: '2026-12-01T10:00:00Z',
  role: kind === 'message' ? 'agent' : 'user',
  kind,
  text,
  tool: null,
  subagent: null,
  source: null,
});
const event = (seq: number, what: string, id: string, more: object = {}): OrchEvent =>
  anEvent(seq, `follow_up.${what}` as OrchEvent['type'], { payload: { follow_up_id: id, ...more } });
const said = (entries: TranscriptEntry[]) => entries.map(({ seq, text }) => [seq, text]);

test('of two messages that wait none is said, and each change is of the one that it names', () => {
  const entries = [
    entry(1, 'prompt', 'begin'),
    entry(3, 'follow_up', 'one'),
    entry(4, 'follow_up', 'two'),
    entry(5, 'follow_up_edited', 'ONE'),
    entry(6, 'message', 'working'),
    entry(7, 'follow_up_withdrawn', ''),
  ];
  const events = [
    event(3, 'kept', 'a', { message: 'one' }),
    event(4, 'kept', 'b', { message: 'two' }),
    event(5, 'edited', 'a', { message: 'ONE' }),
    event(7, 'withdrawn', 'b'),
  ];
  const before = [
    [1, 'begin'],
    [6, 'working'],
  ];
  expect(said(withDelivered(entries, events))).toEqual(before);
  const intoTurn = event(8, 'delivered', 'a', { turn: 1 });
  expect(said(withDelivered(entries, [...events, intoTurn]))).toEqual([...before, [8, 'ONE']]);
});

test('one that went into the turn is said where it was delivered', () => {
  const entries = [entry(1, 'prompt', 'begin'), entry(2, 'follow_up', 'one'), entry(9, 'message', 'done')];
  const events = [event(2, 'kept', 'a', { message: 'one' }), event(5, 'delivered', 'a', { turn: 1 })];
  expect(withDelivered(entries, events)).toMatchObject([
    { seq: 1 },
    { seq: 5, kind: 'follow_up', role: 'user', text: 'one', turn: 1 },
    { seq: 9 },
  ]);
});

test('one that began a turn is its prompt', () => {
  const entries = [entry(2, 'follow_up', 'one'), entry(5, 'prompt', 'one', 2), entry(6, 'message', 'x', 2)];
  const events = [event(2, 'kept', 'a', { message: 'one' }), event(5, 'delivered', 'a', { turn: 2 })];
  expect(said(withDelivered(entries, events))).toEqual([
    [5, 'one'],
    [6, 'x'],
  ]);
});

test('of a stretch of the transcript it is only what was said in it', () => {
  const events = [event(2, 'kept', 'a', { message: 'one' }), event(3, 'delivered', 'a', { turn: 1 })];
  expect(said(withDelivered([entry(9, 'message', 'x')], events, 8))).toEqual([[9, 'x']]);
});
