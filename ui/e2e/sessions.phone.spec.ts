import { expect, test } from './fixtures';

test('several sessions are picked with a finger, and done with at once', async ({ open, daemon }) => {
  await daemon.project('fingers');
  const ids = [
    await daemon.send('analyze', 'fingers', 'First under a finger', '[[say One]]'),
    await daemon.send('analyze', 'fingers', 'Second under a finger', '[[say Two]]'),
  ];
  for (const id of ids) await daemon.until(id, 'done');
  const page = await open('/sessions?project=fingers');
  await page.getByRole('button', { name: 'Actions for First under a finger' }).tap();
  await page.getByRole('menuitem', { name: 'Select' }).tap();
  await page.getByRole('link', { name: 'Second under a finger' }).tap();
  const bar = page.getByRole('toolbar', { name: 'Selected sessions' });
  await expect(bar.getByRole('status')).toHaveText('2 selected');
  await expect(page.getByRole('checkbox', { name: 'Select Second under a finger' })).toBeChecked();
  await bar.getByRole('button', { name: 'Archive 2' }).tap();
  await expect(page.getByText('Archived 2')).toBeVisible();
  for (const id of ids) expect((await daemon.session(id)).state).toBe('archived');
  // Nothing is picked any more: a tap opens again.
  await expect(bar).toBeHidden();
});
