import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { api, type OrchEvent, type TrashEntry } from '../../api/client';
import { keys } from '../../api/queries';
import { showAt } from '../../test/pages';
import { anEvent } from '../../test/wire';
import Trash from './Trash';

let tell: (events: OrchEvent[]) => void = () => undefined;
vi.mock('../../live/Live', () => ({
  useLive: () => ({
    news: {
      subscribe: (listener: typeof tell) => {
        tell = listener;
        return () => undefined;
      },
    },
  }),
}));

const DAY_MS = 86_400_000;
const entry = (differs: Partial<TrashEntry> = {}): TrashEntry => ({
  id: 't7hq2m9xk4',
  session_id: 'jffxskp9ym',
  project_id: 'npckb0m336',
  kind: 'worktree',
  size_bytes: 2048,
  branch: 'orch/claude/storefront/dark-mode',
  created_at: new Date(Date.now() - DAY_MS).toISOString(),
  expires_at: new Date(Date.now() + 12.5 * DAY_MS).toISOString(),
  operation: null,
  ...differs,
});

const answer = (data: unknown, status = 200) =>
  ({ data, error: status < 400 ? undefined : data, response: new Response(null, { status }) }) as never;
const show = (...entries: TrashEntry[]) =>
  showAt('/trash', <Trash />, [
    [keys.trash, { pages: [{ items: entries, next_cursor: null }], pageParams: [''] }],
    [keys.projects, [{ id: 'npckb0m336', slug: 'storefront' }]],
  ]);

beforeEach(() => vi.restoreAllMocks());

test('an entry says what it is of, how large it is and how long it stays', async () => {
  show(entry());
  const row = await screen.findByRole('listitem');
  expect(row.textContent).toMatch(/dark-mode.*storefront.*2\.0 kB.*12d left/);
});

test('what was restored is told with its branch and its folder, and stays told', async () => {
  vi.spyOn(api, 'GET').mockResolvedValue(answer({ items: [], next_cursor: null }));
  const post = vi.spyOn(api, 'POST').mockResolvedValue(answer({ branch: 'orch/b-2', worktree_path: '/w/b' }));
  show(entry());
  fireEvent.click(await screen.findByRole('button', { name: /^Restore/ }));
  const told = await screen.findByText(/It is back/);
  expect(told.textContent).toBe('It is back on the branch orch/b-2, in /w/b');
  expect(post).toHaveBeenCalledWith('/api/v1/trash/{id}/restore', {
    params: { path: { id: 't7hq2m9xk4' } },
    body: {},
  });
  await screen.findByText('Nothing in the trash');
  expect(screen.getByText(/It is back/)).toBe(told);
});

test('a refusal is told in the words of the daemon, and the entry stays', async () => {
  const refusal = {
    type: 'urn:orch:problem:path_missing',
    title: 'Path missing',
    detail: 'gone',
    hint: 'move it',
  };
  vi.spyOn(api, 'POST').mockResolvedValue(answer(refusal, 409));
  vi.spyOn(api, 'GET').mockResolvedValue(answer({ items: [entry()], next_cursor: null }));
  show(entry());
  fireEvent.click(await screen.findByRole('button', { name: /^Restore/ }));
  expect(await screen.findAllByText('Path missing')).not.toHaveLength(0);
  expect(screen.getByRole('button', { name: /^Restore/ })).toBeDefined();
});

test('nothing is removed for good before that was agreed to', async () => {
  const remove = vi.spyOn(api, 'DELETE').mockResolvedValue(answer(undefined, 204));
  vi.spyOn(api, 'GET').mockResolvedValue(answer({ items: [], next_cursor: null }));
  show(entry());
  fireEvent.click(await screen.findByRole('button', { name: /for good$/ }));
  const dialog = await screen.findByRole('dialog');
  expect(remove).not.toHaveBeenCalled();
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Cancel'));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Remove it' }));
  await screen.findByText('2.0 kB removed for good');
  expect(remove).toHaveBeenCalledOnce();
});

test('one that somebody works on offers nothing', async () => {
  show(entry({ operation: { kind: 'restore', stage: 'working', since: '2026-12-01T10:00:00Z' } }));
  const row = await screen.findByRole('listitem');
  expect(within(row).getByText('Being given back')).toBeDefined();
  expect(within(row).queryByRole('button')).toBeNull();
});

test('what is deleted elsewhere comes into it', async () => {
  vi.spyOn(api, 'GET').mockResolvedValue(answer({ items: [entry()], next_cursor: null }));
  show();
  await screen.findByText('Nothing in the trash');
  act(() => tell([anEvent(1, 'agent.message')]));
  expect(api.GET).not.toHaveBeenCalled();
  act(() => tell([anEvent(2, 'session.deleted')]));
  await screen.findByRole('listitem');
});
