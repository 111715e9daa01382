import { expect, test } from 'vitest';
import type { InputRequest } from '../../api/client';
import type { Item } from './entries';
import { askedOf, outcomeWords, pairRequests } from './requests';

const request = (id: string, more: Partial<InputRequest> = {}): InputRequest => ({
  id,
  session_id: 's',
  kind: 'approval',
  title: 'Bash: ls',
  detail: 'ls',
  options: [],
  status: 'open',
  answer: null,
  requested_at: '2026-12-01T10:00:00Z',
  answered_at: null,
  expires_at: null,
  ...more,
});
const asks = (seq: number, text: string): Item => ({
  seq,
  turn: 1,
  at: '2026-12-01T10:00:00Z',
  kind: 'request',
  request: 'approval',
  text,
});

test('the same command asked for twice is two requests, in their order', () => {
  const pairs = pairRequests(
    [asks(1, 'Bash: ls\nls'), asks(2, 'Bash: ls\nls'), asks(3, 'other')],
    [request('a'), request('b')],
  );
  expect([pairs.get(1)?.id, pairs.get(2)?.id, pairs.get(3)]).toEqual(['a', 'b', undefined]);
});

test('says what became of it', () => {
  const denied = { decision: 'deny', option: null, text: 'use rm' } as const;
  expect(outcomeWords(request('a', { status: 'answered', answer: denied }))).toBe('Approval denied: use rm');
  expect(outcomeWords(request('a', { status: 'withdrawn' }))).toBe('Approval withdrawn');
});

const call = (seq: number, target: string, tookMs?: number): Item => ({
  seq,
  turn: 1,
  at: '2026-12-01T10:00:00Z',
  kind: 'tool',
  tool: {
    seq,
    words: { kind: 'run', verb: 'Ran', target, added: 0, removed: 0 },
    input: '',
    output: '',
    failed: false,
    tookMs,
    ended: tookMs === undefined ? undefined : seq,
    subagent: null,
  },
});

test('the call that an open approval is of waits; one at work beside it does not', () => {
  const items = [call(1, 'ls', 5), call(2, 'make'), call(3, 'ls'), asks(4, 'Bash: ls\nls')];
  const open = (status: InputRequest['status']) => new Map([[4, request('a', { status })]]);
  expect([...askedOf(items, open('open'))]).toEqual([[3, { state: 'open', waitedMs: 0 }]]);
  const other = new Map([[4, request('a', { title: 'Other', detail: 'other' })]]);
  expect([...askedOf(items, other).keys()]).toEqual([]);
  const stopped = items.map((item) => (item.seq === 2 ? { ...item, turn: 0 } : item));
  expect([...askedOf(stopped, other).keys()]).toEqual([3]);
});

test('a call that has ended is told from what became of its approval, and how long that waited', () => {
  const ended = (item: Item, by: number): Item =>
    item.kind === 'tool' ? { ...item, tool: { ...item.tool, ended: by } } : item;
  const items = [ended(call(1, 'ls', 90_000), 6), asks(4, 'Bash: ls\nls')];
  const answered = (decision: 'allow' | 'deny') =>
    new Map([
      [
        4,
        request('a', {
          status: 'answered',
          answer: { decision, option: null, text: null },
          answered_at: '2026-12-01T10:01:20Z',
        }),
      ],
    ]);
  expect(askedOf(items, answered('deny')).get(1)).toEqual({ state: 'denied', waitedMs: 80_000 });
  expect(askedOf(items, answered('allow')).get(1)).toEqual({ state: 'answered', waitedMs: 80_000 });
});
