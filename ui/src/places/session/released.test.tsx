import { screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { api, type Session } from '../../api/client';
import { showAt } from '../../test/pages';
import { aSession } from '../../test/wire';
import { Details } from './Details';

vi.mock('../../live/Live', () => ({ useLive: () => ({ news: { put: vi.fn() } }) }));

const show = (differs: Partial<Session>) =>
  showAt('/page', <Details session={aSession({ worktree_path: '/home/me/worktrees/s1', ...differs })} />);
const copy = () => screen.queryByRole('button', { name: 'Copy: worktree' });

beforeEach(() => {
  vi.spyOn(api, 'GET').mockResolvedValue({ data: { items: [] }, response: new Response('{}') } as never);
});

test('the folder can be copied while it is there', async () => {
  show({});
  await screen.findByText('Worktree');
  expect(copy()).not.toBeNull();
});

test('once it is released that is said, and no folder is offered', async () => {
  show({ released_at: '2026-12-01T13:12:00Z' });
  expect(await screen.findByText(/^Released at .*; a message makes it again$/)).toBeDefined();
  expect(copy()).toBeNull();
});
