import { Toast } from '@base-ui/react/toast';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { api } from '../api/client';
import { Toasts } from '../kit/Toasts';
import { aSession } from '../test/wire';
import { DeleteDialog } from './DeleteDialog';
import type { InventoryItem } from './inventory';

vi.mock('../live/Live', () => ({ useLive: () => ({ news: { put: vi.fn() } }) }));

const item = (kind: InventoryItem['kind'], path: string): InventoryItem => ({
  kind,
  path,
  size_bytes: 10,
  lost: false,
  raw: false,
});

async function show(...items: InventoryItem[]): Promise<void> {
  const answer = (data: unknown) => ({ data, response: new Response('{}') }) as never;
  vi.spyOn(api, 'GET').mockImplementation((async (path: string) =>
    answer(
      path.endsWith('/cleanup-preview') ? { plan_hash: 'h', items, freed_bytes: 0 } : { settings: [] },
    )) as never);
  vi.spyOn(api, 'POST').mockResolvedValue(answer(aSession({ state: 'deleted' })));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Toast.Provider>
        <DeleteDialog session={aSession({ id: 's1' })} close={vi.fn()} />
        <Toasts />
      </Toast.Provider>
    </QueryClientProvider>,
  );
  await screen.findByText('Gone for good');
}
const restoring = () => screen.queryAllByText(/orch restore s1/);
const remove = () => userEvent.click(screen.getByRole('button', { name: 'Delete session' }));

test('what goes into the trash can be had back', async () => {
  await show(item('untracked', 'a'), item('log', '/l'));
  expect(restoring()).toHaveLength(1);
  await remove();
  await screen.findAllByText('Deleted. Its work can be had back: orch restore s1');
});

test('of a session that only read the checkout nothing is promised', async () => {
  await show(item('log', '/l'), item('records', 'transcript'));
  expect(restoring()).toHaveLength(0);
  await remove();
  await screen.findAllByText('Deleted');
  expect(restoring()).toHaveLength(0);
});
