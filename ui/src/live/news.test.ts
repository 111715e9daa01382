import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Session } from '../api/client';
import { Problem } from '../api/problem';
import { keys, sessionQuery } from '../api/queries';
import { anEvent, aSession } from '../test/wire';
import { effectOf, News, withSession } from './news';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const message = (seq: number, text: string) => anEvent(seq, 'agent.message', { payload: { text } });

test('what an agent says changes a line and reads nothing', () => {
  const effect = effectOf([message(1, 'I read\n  both files'), message(2, 'Done')]);
  expect([...effect.lines]).toEqual([['jffxskp9ym', 'Done']]);
  expect(effect.sessions.size).toBe(0);
  expect(effect.stats).toBe(false);
});

test('a step of the lifecycle reads the session again, an input the inbox, a project the projects', () => {
  const effect = effectOf([
    anEvent(1, 'session.waiting'),
    anEvent(2, 'input.requested'),
    anEvent(3, 'project.updated', { session_id: null }),
  ]);
  expect([...effect.sessions]).toEqual(['jffxskp9ym']);
  expect(effect).toMatchObject({ requests: true, projects: true, stats: true });
});

test('many events of a session read it once, and put it in its place of the list', async () => {
  const cache = new QueryClient();
  const rows = [aSession({ id: 'newer00000', created_at: '2026-12-01T11:00:00Z' }), aSession()];
  cache.setQueryData(keys.sessions, rows);
  const read = vi.fn(async () => aSession({ state: 'completed', version: 2 }));
  const news = new News(cache, read);
  news.take([anEvent(1, 'turn.finished'), anEvent(2, 'session.completed')]);
  news.take([anEvent(3, 'artifact.created')]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(read).toHaveBeenCalledOnce();
  const now = cache.getQueryData<Session[]>(keys.sessions);
  expect(now?.map((row) => [row.id, row.state])).toEqual([
    ['newer00000', 'running'],
    ['jffxskp9ym', 'completed'],
  ]);
});

test('a session that spends is read once a second, and at once when more of it changes', async () => {
  const read = vi.fn(async () => aSession());
  const news = new News(new QueryClient(), read);
  for (let n = 1; n <= 20; n++) {
    news.take([anEvent(n, 'agent.usage')]);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(read.mock.calls.length).toBeLessThanOrEqual(2);
  await vi.advanceTimersByTimeAsync(2000);
  read.mockClear();
  news.take([anEvent(21, 'agent.usage'), anEvent(22, 'turn.finished')]);
  await vi.advanceTimersByTimeAsync(200);
  expect(read).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(2000);
  expect(read).toHaveBeenCalledOnce();
});

test('a daemon that has started anew may have found other agents', () => {
  const cache = new QueryClient();
  cache.setQueryData(keys.agents, []);
  new News(cache, async () => aSession()).take([anEvent(1, 'daemon.started', { session_id: null })]);
  expect(cache.getQueryState(keys.agents)?.isInvalidated).toBe(true);
});

const inLine = (id: string, position: number) =>
  aSession({ id, queued: { position, because: 'global' } as Session['queued'] });

test('when one leaves the line, the others are told their new places', async () => {
  const cache = new QueryClient();
  cache.setQueryData(keys.sessions, [
    inLine('third00000', 3),
    inLine('second0000', 2),
    inLine('first00000', 1),
    aSession({ id: 'other00000' }),
  ]);
  const now = new Map([
    ['first00000', aSession({ id: 'first00000', version: 2 })],
    ['second0000', inLine('second0000', 1)],
    ['third00000', inLine('third00000', 2)],
  ]);
  const read = vi.fn(async (id: string) => now.get(id) ?? aSession({ id }));
  const news = new News(cache, read);
  news.take([anEvent(1, 'session.started', { session_id: 'first00000' })]);
  await vi.advanceTimersByTimeAsync(2000);
  const rows = cache.getQueryData<Session[]>(keys.sessions);
  expect(rows?.map((row) => row.queued?.position)).toEqual([2, 1, undefined, undefined]);
  expect(read).toHaveBeenCalledTimes(3);
});

test('when one leaves a long line, or is deleted out of it, the list is read once', async () => {
  const cache = new QueryClient();
  const rows = Array.from({ length: 40 }, (_, n) => inLine(`s${n}`.padEnd(10, '0'), n + 1));
  cache.setQueryData(keys.sessions, rows);
  const read = vi.fn(async (id: string): Promise<Session> => {
    throw Problem.of({ title: `There is no ${id}` }, 404);
  });
  const news = new News(cache, read);
  news.take([anEvent(1, 'session.deleted', { session_id: rows[0]?.id })]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(read).toHaveBeenCalledOnce();
  expect(cache.getQueryState(keys.sessions)?.isInvalidated).toBe(true);
});

test('an answer that is older than what is known is dropped', () => {
  const cache = new QueryClient();
  const news = new News(cache, async () => aSession());
  news.put(aSession({ version: 5, state: 'completed' }));
  news.put(aSession({ version: 4 }));
  expect(cache.getQueryData<Session>(keys.session('jffxskp9ym'))?.state).toBe('completed');
});

test('what is told while a list is being read is not lost when an older list lands', async () => {
  const cache = new QueryClient();
  const news = new News(cache, async () => aSession());
  const listed = Promise.withResolvers<Session[]>();
  const listing = cache.fetchQuery({ queryKey: keys.sessions, queryFn: () => listed.promise });
  const [a, b, c] = ['a000000000', 'b000000000', 'c000000000'];
  news.put(aSession({ id: a, version: 3, state: 'completed' }));
  news.put(aSession({ id: b, version: 2, state: 'archived' }));
  news.put(aSession({ id: c, version: 2, state: 'failed' }));
  listed.resolve([
    aSession({ id: a, version: 2 }),
    aSession({ id: b, version: 1 }),
    aSession({ id: c, version: 4, state: 'completed' }),
  ]);
  await listing;
  await vi.advanceTimersByTimeAsync(10);
  const rows = () => cache.getQueryData<Session[]>(keys.sessions)?.map((row) => `${row.id[0]} ${row.state}`);
  expect(rows()).toEqual(['a completed', 'c completed']);
  // Once: a list that is read later knows more.
  await cache.fetchQuery({ queryKey: keys.sessions, queryFn: async () => [aSession({ id: b, version: 3 })] });
  expect(rows()).toEqual(['b running']);
});

test('what is told of a session while it is being read is not lost when an older answer lands', async () => {
  const cache = new QueryClient();
  const news = new News(cache, async () => aSession());
  const read = Promise.withResolvers<Session>();
  const reading = cache.fetchQuery({ ...sessionQuery('jffxskp9ym'), queryFn: () => read.promise });
  news.put(aSession({ version: 3, state: 'completed' }));
  read.resolve(aSession({ version: 2 }));
  await reading;
  expect(cache.getQueryData<Session>(keys.session('jffxskp9ym'))?.state).toBe('completed');
});

test('a session that is gone leaves the list', async () => {
  const cache = new QueryClient();
  cache.setQueryData(keys.sessions, [aSession()]);
  const news = new News(cache, async () => {
    throw Problem.of({ title: 'There is no such session' }, 404);
  });
  news.take([anEvent(1, 'session.deleted')]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(cache.getQueryData(keys.sessions)).toEqual([]);
});

test('what could not be read while the daemon was away is read when it is back', async () => {
  const cache = new QueryClient();
  const asked: string[] = [];
  const look = (queryKey: readonly unknown[], initialData?: number) =>
    new QueryObserver(cache, {
      queryKey,
      queryFn: () => {
        asked.push(queryKey.slice(0, 3).join(' '));
        return Promise.reject(Problem.unreachable());
      },
      initialData,
      retry: false,
      staleTime: Number.POSITIVE_INFINITY,
    }).subscribe(() => {});
  const id = 'jffxskp9ym';
  for (const key of [keys.sessions, keys.requests, keys.agents, keys.ofSession(id, 'turns')]) look(key, 0);
  for (const what of ['transcript', 'diff']) look(keys.ofSession(id, what), 0);
  look([...keys.ofSession('other00000', 'diff'), 'all']);
  await vi.advanceTimersByTimeAsync(10);
  asked.length = 0;
  const news = new News(cache, async () => aSession());
  const returned = vi.fn();
  news.onReturn(returned);
  for (const state of ['connecting', 'open'] as const) news.streamIs(state);
  await vi.advanceTimersByTimeAsync(10);
  expect(asked).toEqual([]);
  for (const state of ['waiting', 'connecting', 'open', 'open'] as const) news.streamIs(state);
  await vi.advanceTimersByTimeAsync(10);
  expect(asked.sort()).toEqual([
    'agents',
    'requests',
    'session jffxskp9ym turns',
    'session other00000 diff',
    'sessions',
  ]);
  expect(returned).toHaveBeenCalledOnce();
});

test('a reading that has failed is done again with the next news', async () => {
  const cache = new QueryClient();
  cache.setQueryData(keys.sessions, [aSession()]);
  const read = vi
    .fn(async () => aSession({ state: 'completed', version: 2 }))
    .mockRejectedValueOnce(Problem.unreachable());
  const diff = keys.ofSession('jffxskp9ym', 'diff');
  cache.setQueryData(diff, 'as it was');
  const news = new News(cache, read);
  news.take([anEvent(1, 'session.completed')]);
  await vi.advanceTimersByTimeAsync(500);
  expect(cache.getQueryState(diff)?.isInvalidated).toBe(false);
  news.take([anEvent(2, 'agent.message', { session_id: 'other00000', payload: { text: 'Hi' } })]);
  await vi.advanceTimersByTimeAsync(1500);
  expect(cache.getQueryData<Session[]>(keys.sessions)?.[0]?.state).toBe('completed');
});

test('one that was not known stands where its age puts it, an archived one nowhere', () => {
  const old = aSession({ id: 'old0000000', created_at: '2026-12-01T08:00:00Z' });
  const young = aSession({ id: 'young00000', created_at: '2026-12-01T12:00:00Z' });
  expect(withSession([young, old], aSession()).map((row) => row.id)).toEqual([
    'young00000',
    'jffxskp9ym',
    'old0000000',
  ]);
  expect(withSession([aSession()], aSession({ state: 'archived' }))).toEqual([]);
});
