import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { Bar, BarEnd } from '../kit/Bar';
import { showAt } from '../test/pages';
import { PhoneMenu } from './PhoneMenu';

const find = vi.fn();
const show = (before?: string) =>
  showAt(
    '/inbox',
    <BarEnd value={<PhoneMenu onFind={find} />}>
      <Bar title="Inbox" before={before} />
    </BarEnd>,
  );
const choose = async (name: string) => {
  await userEvent.click(await screen.findByRole('button', { name: 'Menu' }));
  await userEvent.click(await screen.findByRole('menuitem', { name }));
};

test('leads to the places that the bar below has no room for', async () => {
  const { router } = show();
  await userEvent.click(await screen.findByRole('button', { name: 'Menu' }));
  const names = (await screen.findAllByRole('menuitem')).map((one) => one.textContent);
  expect(names).toEqual([
    'Find or do',
    'Dashboard',
    'Projects',
    'Events',
    'Trash',
    'Theme: as the system',
    'Log out',
  ]);
  await userEvent.click(screen.getByRole('menuitem', { name: 'Projects' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/projects'));
});

test('opens the palette', async () => {
  show();
  await choose('Find or do');
  expect(find).toHaveBeenCalledOnce();
});

test('gives its room to the way back where there is one', async () => {
  show('Back');
  await screen.findByText('Back');
  expect(screen.queryByRole('button', { name: 'Menu' })).toBeNull();
});
