import { screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { api } from '../../api/client';
import { showAt } from '../../test/pages';
import { Dashboard } from './Dashboard';

vi.mock('../../live/Live', () => ({
  useLive: () => ({ news: { put: vi.fn() }, log: 0 }),
  useRecentEvents: () => [],
}));

beforeEach(() => {
  vi.spyOn(api, 'GET').mockResolvedValue({
    error: { type: 'urn:orch:problem:disk_full', title: 'Full', status: 503, detail: 'The disk is full' },
    response: new Response('', { status: 503 }),
  } as never);
});

test('what could not be read is not being loaded any more', async () => {
  showAt('/page', <Dashboard />);
  await screen.findByRole('alert');
  expect(screen.queryByRole('status', { name: 'Loading' })).toBeNull();
});
