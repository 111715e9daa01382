import { describe, expect, it } from 'vitest';
import type { InputRequest, Session } from '../api/client';
import { equalTo, nextAfter, waitingOf } from './waiting';

const request = (id: string, more: Partial<InputRequest> = {}): InputRequest => ({
  id,
  session_id: `of-${id}`,
  kind: 'approval',
  title: 'Bash: make test',
  detail: 'make test',
  options: [],
  status: 'open',
  answer: null,
  requested_at: '2026-12-01T10:00:00Z',
  answered_at: null,
  expires_at: null,
  ...more,
});
const session = (id: string, reason: Session['reason'], since: string): Session =>
  ({
    id,
    state: 'waiting_for_user',
    reason,
    state_since: since,
    queued: null,
    archived_from: null,
  }) as Session;

describe('what waits for a person', () => {
  it('is what is asked and what is blocked, the oldest first', () => {
    const waiting = waitingOf(
      [
        session('blocked', 'startup_blocked', '2026-12-01T09:00:00Z'),
        session('limited', 'rate_limited', '2026-12-01T08:00:00Z'),
        session('of-a', 'approval', '2026-12-01T10:00:00Z'),
      ],
      [request('a')],
    );
    expect(waiting.map((one) => one.id)).toEqual(['blocked', 'a']);
    expect(waiting[1]?.session?.id).toBe('of-a');
  });
  it('does not call a session blocked whose answer is on its way', () => {
    expect(waitingOf([session('s', 'approval', '2026-12-01T10:00:00Z')], [])).toEqual([]);
  });
  it('goes on with the next one, at the end with the one before', () => {
    const list = waitingOf([], [request('a'), request('b')]);
    expect(nextAfter('a', list)).toBe('b');
    expect(nextAfter('b', list)).toBe('a');
    expect(nextAfter('b', list, (id) => id === 'a')).toBeUndefined();
    expect(nextAfter('a', list.slice(0, 1))).toBeUndefined();
  });
});

describe('equal requests', () => {
  it('ask the same to the letter', () => {
    const open = [
      request('a'),
      request('b'),
      request('c', { detail: 'make test ' }),
      request('d', { kind: 'question' }),
      request('e', { options: ['Yes'] }),
    ];
    expect(equalTo(request('a'), open).map((one) => one.id)).toEqual(['b']);
  });
  it('are never plans: each is to be read', () => {
    const open = [request('a', { kind: 'plan_review' }), request('b', { kind: 'plan_review' })];
    expect(equalTo(open[0] as InputRequest, open)).toEqual([]);
  });
});
