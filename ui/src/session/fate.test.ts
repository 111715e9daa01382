import { expect, test } from 'vitest';
import { type Circumstances, type Fate, fateOf, labelOf, shortly } from './fate';

const fate = (more: Partial<Circumstances['session']>, rest: Partial<Circumstances> = {}): Fate =>
  fateOf({
    session: { state: 'running', reason: 'working', queued: null, turn_count: 2, stopping: null, ...more },
    way: 'auto',
    requests: [],
    steers: true,
    ...rest,
  });
const of = (...asked: Parameters<typeof fate>): string => fate(...asked).words;

test('a turn at work takes it, or keeps it', () => {
  expect(of({})).toContain('Goes into this turn');
  expect(of({}, { way: 'next_turn' })).toBe('Kept for turn 3, when this one has ended.');
  expect(of({}, { steers: false })).toContain('Kept for turn 3');
  expect(of({ stopping: { rung: 'interrupt', next_at: null } })).toContain('being stopped');
});

test('an approval is never decided by a message', () => {
  const waiting = { state: 'waiting_for_user', reason: 'approval' } as const;
  expect(of(waiting, { requests: [{ kind: 'approval' }] })).toBe(
    'Kept for turn 3. A message never decides an approval.',
  );
});

test('a single question or plan is answered by it, several are not', () => {
  const waiting = { state: 'waiting_for_user', reason: 'question' } as const;
  expect(of(waiting, { requests: [{ kind: 'question' }] })).toBe('Answers the question.');
  expect(of(waiting, { requests: [{ kind: 'plan_review' }] })).toBe('Sends the plan back with these words.');
  expect(of(waiting, { requests: [{ kind: 'question' }, { kind: 'question' }] })).toContain(
    '2 requests wait',
  );
  expect(of(waiting, { requests: [{ kind: 'question' }], way: 'next_turn' })).toContain('still waits');
});

test('what has ended goes on with it', () => {
  expect(of({ state: 'completed', reason: null })).toBe('Begins turn 3.');
  expect(of({ state: 'failed', reason: 'agent_error' })).toBe('Resumes it and begins turn 3.');
  expect(of({ state: 'waiting_for_user', reason: 'startup_blocked' })).toContain(
    'Tries the blocked start again',
  );
  expect(of({ state: 'waiting_for_user', reason: 'rate_limited' })).toContain('limit is over');
});

test('a field for a message, and the bar of a review, say the same in short', () => {
  const both = (one: Fate) => [labelOf(one), shortly(one, { turn_count: 2 })];
  expect(both(fate({}))).toEqual(['Message: into this turn, or after it', 'into this turn or after it']);
  expect(both(fate({}, { steers: false }))).toEqual(['Message for the next turn', 'kept for turn 3']);
  expect(both(fate({ state: 'completed' }))).toEqual(['Message: begins the next turn', 'begin turn 3']);
  const limited = { state: 'waiting_for_user', reason: 'rate_limited' } as const;
  expect(both(fate(limited))).toEqual(['Message for the next turn', 'kept for turn 3']);
  const question = fate({ state: 'waiting_for_user' }, { requests: [{ kind: 'question' }] });
  expect(labelOf(question)).toBe('Answer the question');
});
