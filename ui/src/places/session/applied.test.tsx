import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { api, type Session } from '../../api/client';
import { showAt } from '../../test/pages';
import { aSession } from '../../test/wire';
import { Details } from './Details';
import { Head } from './Head';

vi.mock('../../live/Live', () => ({ useLive: () => ({ news: { put: vi.fn() } }) }));

const ended = '2026-12-01T10:00:00Z';
const done = (differs: Partial<Session>): Session =>
  aSession({
    id: 's1',
    state: 'completed',
    reason: null,
    actions: ['follow_up', 'archive', 'apply', 'release', 'delete'],
    state_since: ended,
    ended_at: ended,
    worktree_path: '/home/me/worktrees/s1',
    ...differs,
  });
const applied = { applied_at: '2026-12-01T13:12:00Z' };

function show(session: Session): void {
  showAt(
    '/page',
    <>
      <Head session={session} run={vi.fn()} />
      <Details session={session} />
    </>,
  );
}
const about = () => screen.findByRole('complementary', { name: 'About this session' });

beforeEach(() => {
  vi.spyOn(api, 'GET').mockResolvedValue({ data: { items: [] }, response: new Response('{}') } as never);
});

test('what waits to be applied is the first thing to do', async () => {
  show(done({}));
  expect((await about()).textContent).not.toContain('Applied');
  expect(screen.getByRole('button', { name: /^Apply/ })).toBeDefined();
});

test('what was applied is said, with when, and is not the first thing to do any more', async () => {
  show(done(applied));
  expect((await about()).textContent).toMatch(/Applied to the checkout at .*\d\d:\d\d/);
  expect(screen.queryByRole('button', { name: /^Apply/ })).toBeNull();
});

test('what came since waits to be applied', async () => {
  show(done({ ...applied, ended_at: '2026-12-01T14:00:00Z' }));
  expect((await about()).textContent).toContain('What came since is not in it.');
  expect(screen.getByRole('button', { name: /^Apply/ })).toBeDefined();
});

test('an apply is undone from the details, and from the menu', async () => {
  const taken = vi
    .spyOn(api, 'DELETE')
    .mockResolvedValue({ data: {}, response: new Response('{}') } as never);
  show(done(applied));
  await userEvent.click(within(await about()).getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('The checkout is as it was')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'More actions' }));
  await userEvent.click(await screen.findByRole('menuitem', { name: /^Undo the apply of/ }));
  expect(taken).toHaveBeenCalledTimes(2);
  for (const n of [1, 2])
    expect(taken).toHaveBeenNthCalledWith(n, '/api/v1/sessions/{id}/apply', expect.anything());
});

test('nothing is taken back while it works', async () => {
  show(done({ ...applied, state: 'running', actions: ['stop', 'follow_up'], ended_at: null }));
  expect(within(await about()).queryByRole('button', { name: 'Undo' })).toBeNull();
});
