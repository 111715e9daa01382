import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { api, type InputRequest } from '../../api/client';
import { keys } from '../../api/queries';
import { UNREAD_MS } from '../../request/useCard';
import { listenForKeys, useShortcuts } from '../../shell/shortcuts';
import { showAt } from '../../test/pages';
import { aSession } from '../../test/wire';
import Inbox from './Inbox';

vi.mock('../../live/Live', () => ({ useLive: () => ({ news: { put: vi.fn() } }) }));
vi.mock('../../kit/useMedia', () => ({ useMedia: () => false }));

const asks = (id: string, requested_at: string): InputRequest => ({
  id,
  session_id: id.replace('r', 's'),
  kind: 'approval',
  title: `Bash: ${id}`,
  detail: `make ${id}`,
  options: [],
  status: 'open',
  answer: null,
  requested_at,
  answered_at: null,
  expires_at: null,
});
const waiting = (id: string) =>
  aSession({ id, title: `Title ${id}`, state: 'waiting_for_user', reason: 'approval', actions: ['answer'] });

const dashboard = vi.fn();
function Page() {
  useShortcuts([{ keys: 'g d', label: 'Go to the dashboard', run: dashboard }], true);
  return <Inbox />;
}

const show = (address: string) =>
  showAt(address, <Page />, [
    [keys.sessions, [waiting('s1'), waiting('s2')]],
    [keys.requests, [asks('r1', '2026-12-01T09:00:00Z'), asks('r2', '2026-12-01T10:00:00Z')]],
    [keys.agents, []],
  ]);
const focused = () => document.activeElement?.getAttribute('aria-label');

beforeEach(() => {
  vi.restoreAllMocks();
  dashboard.mockClear();
});

test('the oldest has the focus on arrival, and the address names it', async () => {
  const { router } = show('/inbox');
  await waitFor(() => expect(focused()).toBe('Approval: Bash: r1'));
  expect(router.state.location.search).toEqual({ request: 'r1' });
});

test('the one that was left has it on the way back', async () => {
  show('/inbox?request=r2');
  await waitFor(() => expect(focused()).toBe('Approval: Bash: r2'));
});

test('G D goes to the dashboard and denies nothing', async () => {
  const post = vi.spyOn(api, 'POST').mockResolvedValue({ data: {}, response: new Response('{}') } as never);
  const end = listenForKeys();
  show('/inbox');
  const card = await screen.findByRole('region', { name: 'Approval: Bash: r1' });
  await waitFor(() => expect(document.activeElement).toBe(card));
  const later = Date.now() + UNREAD_MS;
  vi.spyOn(Date, 'now').mockImplementation(() => later);
  for (const key of ['g', 'd']) await act(async () => void fireEvent.keyDown(card, { key }));
  expect(dashboard).toHaveBeenCalledOnce();
  expect(post).not.toHaveBeenCalled();
  end();
});
