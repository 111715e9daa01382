import { describe, expect, it } from 'vitest';
import { Problem } from '../../api/problem';
import { aSession } from '../../test/sessions';
import { cleanupSums, forEach, resultWords, severalOf } from './sums';

describe('actions on several', () => {
  it('say to how many each applies, and leave out what applies to none', () => {
    const done = (id: string) => aSession({ id, actions: ['follow_up', 'archive', 'delete'] });
    const sums = severalOf([done('a'), done('b'), aSession({ id: 'c', actions: ['stop', 'answer'] })]);
    expect(sums.map((one) => [one.name, one.sessions.length])).toEqual([
      ['archive', 2],
      ['stop', 1],
      ['delete', 2],
    ]);
  });
  it('are told once, with who refused and why', () => {
    const problem = Problem.of({ title: 'Still running', detail: 'x' }, 409);
    expect(resultWords('archive', 3, [{ session: aSession({ title: 'Dark mode' }), problem }])).toEqual({
      title: 'Archived 3, 1 refused',
      more: 'Still running: Dark mode',
    });
    expect(resultWords('stop', 2, [])).toEqual({ title: 'Asked 2 to stop', more: '' });
    const two = [aSession({ title: 'A' }), aSession({ title: 'B' })].map((session) => ({ session, problem }));
    expect(resultWords('delete', 0, two).more).toBe('Still running: A and 1 more');
  });
  it('go on behind one that fails to be done', async () => {
    const done: number[] = [];
    let most = 0;
    let now = 0;
    await forEach(
      [1, 2, 3, 4, 5],
      async (n) => {
        now += 1;
        most = Math.max(most, now);
        await Promise.resolve();
        done.push(n);
        now -= 1;
      },
      2,
    );
    expect(done).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });
});

it('sums what deleting several takes away, by what becomes of it', () => {
  const item = (
    kind: 'changed' | 'worktree' | 'process' | 'commits' | 'log',
    size_bytes: number,
    lost = false,
  ) => ({
    kind,
    path: 'x',
    size_bytes,
    lost,
    raw: false,
  });
  expect(
    cleanupSums([
      {
        plan_hash: '1',
        freed_bytes: 100,
        items: [item('worktree', 90), item('changed', 10), item('log', 5)],
      },
      {
        plan_hash: '2',
        freed_bytes: 50,
        items: [item('process', 0, true), item('commits', 0), item('changed', 7, true)],
      },
    ]),
  ).toEqual({
    gone: { bytes: 12, lost: 1 },
    trash: { bytes: 10, files: 1, branches: 1 },
    processes: 1,
    teardowns: 0,
    freed: 150,
  });
});
