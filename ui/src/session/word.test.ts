import { expect, test } from 'vitest';
import { clockOf } from '../kit/figures';
import { aSession } from '../test/wire';
import { groupOf, kindOf, lineOf, wordOf } from './word';

const queued = {
  since: '2026-12-01T10:00:00Z',
  position: 4,
  because: 'agent' as const,
  limit: 2,
  running: [],
  not_before: null,
};

test.each([
  [{ state: 'created', reason: 'preparing' }, 'working', 'running'],
  [{ state: 'created', reason: 'queued', queued }, 'queued', 'queued'],
  [{ state: 'running', reason: 'working' }, 'working', 'running'],
  [{ state: 'waiting_for_user', reason: 'approval' }, 'needs', 'needs'],
  [{ state: 'waiting_for_user', reason: 'startup_blocked' }, 'needs', 'needs'],
  [{ state: 'waiting_for_user', reason: 'rate_limited' }, 'queued', 'queued'],
  [{ state: 'completed', reason: null }, 'ready', 'review'],
  [{ state: 'completed', reason: null, seen_at: '2026-12-01T10:00:00Z' }, 'done', 'done'],
  [{ state: 'completed', reason: null, queued }, 'queued', 'queued'],
  [{ state: 'failed', reason: 'agent_error' }, 'failed', 'review'],
  [{ state: 'failed', reason: 'agent_error', seen_at: '2026-12-01T10:00:00Z' }, 'failed', 'done'],
  [{ state: 'stopped', reason: 'user' }, 'stopped', 'done'],
  [{ state: 'archived', reason: null, archived_from: { state: 'failed', reason: null } }, 'failed', 'done'],
] as const)('%o is said as %s and stands in %s', (differs, word, group) => {
  const session = aSession(differs as Parameters<typeof aSession>[0]);
  expect(wordOf(session)).toBe(word);
  expect(groupOf(session)).toBe(group);
});

test('the line of one that waits for a place says which and why', () => {
  expect(lineOf(aSession({ state: 'created', queued }))).toBe('fourth in line, the agent’s limit');
});

test('the line of one that could not begin says when it is tried again', () => {
  const not_before = '2026-12-01T10:03:00Z';
  const late = { ...queued, because: 'could_not_begin' as const, not_before };
  expect(lineOf(aSession({ state: 'created', queued: late }))).toBe(
    `fourth in line, could not begin, tried again at ${clockOf(not_before)}`,
  );
});

test('what a session waits for is named, and nothing is where it waits for nobody', () => {
  expect(kindOf(aSession({ state: 'waiting_for_user', reason: 'plan_review' }))).toBe('Plan');
  expect(kindOf(aSession({ state: 'waiting_for_user', reason: 'auth_required' }))).toBe('Blocked');
  expect(kindOf(aSession())).toBeUndefined();
});
