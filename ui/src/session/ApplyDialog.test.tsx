import { Toast } from '@base-ui/react/toast';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { api } from '../api/client';
import { Toasts } from '../kit/Toasts';
import { aSession } from '../test/wire';
import { ApplyDialog } from './ApplyDialog';

vi.mock('../live/Live', () => ({ useLive: () => ({ news: { put: vi.fn() } }) }));

const preview = {
  plan_hash: 'h',
  files: [{ path: 'a.txt', change: 'changed' }],
  conflicts: [],
  left_out: [],
  hint: null,
};

let now: string | null = null;

async function apply(appliedAt: string | null): Promise<void> {
  const answer = (data: unknown) => ({ data, response: new Response('{}') }) as never;
  now = '2026-12-01T11:00:00Z';
  vi.spyOn(api, 'GET').mockImplementation((async (path: string) =>
    answer(path.endsWith('/apply') ? preview : aSession({ applied_at: now }))) as never);
  vi.spyOn(api, 'POST').mockResolvedValue(answer(aSession({ applied_at: now })));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Toast.Provider>
        <ApplyDialog session={aSession({ id: 's1', applied_at: appliedAt })} close={vi.fn()} />
        <Toasts />
      </Toast.Provider>
    </QueryClientProvider>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Apply 1 file' }));
  await screen.findAllByText(/^Applied 1 file to the checkout/);
}
const undo = () => screen.queryByText('Undo');

test('the first apply can be undone at once', async () => {
  const taken = vi
    .spyOn(api, 'DELETE')
    .mockResolvedValue({ data: {}, response: new Response('{}') } as never);
  await apply(null);
  await userEvent.click(screen.getByText('Undo'));
  expect(await screen.findByText('The checkout is as it was')).toBeDefined();
  expect(taken).toHaveBeenCalledOnce();
});

test('but not once more was applied', async () => {
  const taken = vi.spyOn(api, 'DELETE');
  taken.mockClear();
  await apply(null);
  now = '2026-12-01T12:00:00Z';
  await userEvent.click(screen.getByText('Undo'));
  expect(await screen.findByText(/^More was applied since/)).toBeDefined();
  expect(taken).not.toHaveBeenCalled();
});

test('a later one cannot, for that would take back all of them, and says so', async () => {
  await apply('2026-12-01T10:00:00Z');
  expect(undo()).toBeNull();
  expect(screen.getByText(/^Applied.*take back all.*orch apply s1 --undo/)).toBeDefined();
  expect(screen.getByText(/^An undo takes back all that was applied of it/)).toBeDefined();
});

test('says that it is at work until it is done', async () => {
  await apply(null);
  vi.spyOn(api, 'POST').mockReturnValue(new Promise(() => undefined) as never);
  await userEvent.click(screen.getByRole('button', { name: 'Apply 1 file' }));
  expect(screen.getByRole('button', { name: 'Applying…' })).toHaveProperty('disabled', true);
});
