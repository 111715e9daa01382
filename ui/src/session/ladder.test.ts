import { expect, test } from 'vitest';
import { ladderOf } from './ladder';

const at = (seconds: number) => () => seconds;

test('says what is done now, for how long, and what comes next', () => {
  const stopping = { rung: 'interrupt', next_at: '2026-12-01T10:00:08Z' } as const;
  expect(ladderOf(stopping, at(7.2))).toEqual({ words: 'Interrupting, 8 s', next: 'Terminate now' });
  expect(ladderOf({ ...stopping, rung: 'terminate' }, at(3))).toEqual({
    words: 'Terminating, 3 s',
    next: 'Kill now',
  });
});

test('never counts below nothing', () => {
  expect(ladderOf({ rung: 'interrupt', next_at: '2026-12-01T10:00:08Z' }, at(-2)).words).toBe('Interrupting');
});

test('nothing goes further than a kill, and one not begun has no next rung', () => {
  expect(ladderOf({ rung: 'kill', next_at: null }).next).toBeUndefined();
  expect(ladderOf({ rung: null, next_at: null })).toEqual({ words: 'Stopping', next: undefined });
});
