import { QueryClient } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import type { Session } from '../api/client';
import { keys } from '../api/queries';
import { aSession } from '../test/wire';
import { News } from './news';
import { hearSeen, tellSeen } from './seen';

test('what was looked at in one tab is seen in the list of another', async () => {
  const cache = new QueryClient();
  const session = aSession({ state: 'completed', reason: null, seen_at: null });
  cache.setQueryData(keys.sessions, [session]);
  const news = new News(cache, async () => session);
  const leaving = new AbortController();
  hearSeen((seen) => news.put(seen), leaving.signal);
  tellSeen({ ...session, seen_at: '2026-12-01T12:00:00Z' });
  await vi.waitFor(() =>
    expect(cache.getQueryData<Session[]>(keys.sessions)?.[0]?.seen_at).toBe('2026-12-01T12:00:00Z'),
  );
  leaving.abort();
});
