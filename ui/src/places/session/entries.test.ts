import { expect, test } from 'vitest';
import type { TranscriptEntry } from '../../api/client';
import { itemsOf, placeOf } from './entries';

let seq = 0;
const entry = (kind: string, more: Partial<TranscriptEntry> = {}): TranscriptEntry => ({
  seq: ++seq,
  turn: 1,
  at: `2026-12-01T10:00:${String(seq % 60).padStart(2, '0')}Z`,
  role: kind.startsWith('tool') ? 'tool' : 'agent',
  kind,
  text: '',
  tool: null,
  subagent: null,
  source: null,
  ...more,
});
const call = (id: string, name: string, failed = false): TranscriptEntry[] => [
  entry('tool_started', { text: `${id}.java`, tool: { id, name, input: null, failed: false } }),
  entry('tool_finished', { text: 'out', tool: { id, name: null, input: null, failed } }),
];
const kinds = (entries: TranscriptEntry[]): string[] => itemsOf(entries, null).map((item) => item.kind);

test('three silent calls in a row are one line', () => {
  const items = itemsOf([...call('a', 'Read'), ...call('b', 'Grep'), ...call('c', 'Read')], null);
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ kind: 'run', tools: [{ output: 'out' }, {}, {}] });
});

test('two of them stay, and so do calls that change something', () => {
  expect(kinds([...call('a', 'Read'), ...call('b', 'Read')])).toEqual(['tool', 'tool']);
  expect(kinds([...call('a', 'Edit'), ...call('b', 'Write'), ...call('c', 'Bash')])).toHaveLength(3);
});

test('one that failed, or runs still, is never folded away', () => {
  const failing = [...call('a', 'Read'), ...call('b', 'Read', true), ...call('c', 'Read')];
  expect(kinds(failing)).toEqual(['tool', 'tool', 'tool']);
  const running = [...call('a', 'Read'), ...call('b', 'Read'), ...call('c', 'Read').slice(0, 1)];
  expect(kinds(running)).toEqual(['tool', 'tool', 'tool']);
});

test('what was said between calls parts them', () => {
  expect(kinds([...call('a', 'Read'), ...call('b', 'Read'), entry('message'), ...call('c', 'Read')])).toEqual(
    ['tool', 'tool', 'message', 'tool'],
  );
});

test('a plan that is to be decided stands once', () => {
  expect(kinds([entry('plan', { text: 'p' }), entry('plan_review', { text: 'p' })])).toEqual(['request']);
});

test('a failure is said once', () => {
  const failed = entry('session_failed', { role: 'system', text: 'agent_failed' });
  expect(kinds([entry('error', { role: 'system', text: 'API Error' }), failed])).toEqual(['error']);
  expect(kinds([failed])).toEqual(['error']);
});

test('a link to an entry within a folded run leads to the run', () => {
  const first = entry('message');
  const calls = [...call('a', 'Read'), ...call('b', 'Read'), ...call('c', 'Read')];
  const items = itemsOf([first, ...calls, entry('message')], null);
  expect(placeOf(items, calls[3]?.seq ?? 0)).toBe(1);
});

test('a message that went into the turn stands as what was asked; an answer stands on its request', () => {
  const mine = (kind: string, text: string) => entry(kind, { role: 'user', text });
  expect(kinds([mine('follow_up', 'into the turn'), mine('answer', 'allow')])).toEqual(['prompt']);
});
