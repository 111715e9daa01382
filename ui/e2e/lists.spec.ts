import { expect, test } from './fixtures';

test('several at once: each action says how many it is for, and what was refused is said', async ({
  open,
  daemon,
}) => {
  await daemon.project('many');
  const done = [
    await daemon.send('implement', 'many', 'First of many', '[[write one.txt 1]]'),
    await daemon.send('implement', 'many', 'Second of many', '[[write two.txt 2]]'),
  ];
  for (const id of done) await daemon.until(id, 'done');
  const working = await daemon.send('implement', 'many', 'Third of many', '[[say On it]] [[hang]]');
  await daemon.until(working, 'working');
  const page = await open('/sessions?project=many');
  const bar = page.getByRole('toolbar', { name: 'Selected sessions' });
  const row = (title: string) => page.getByRole('link', { name: title });
  await page.getByRole('checkbox', { name: 'Select First of many' }).check();
  await page.getByRole('checkbox', { name: 'Select Second of many' }).check();
  await row('Third of many').click({ modifiers: ['ControlOrMeta'] });
  await expect(bar.getByRole('status')).toHaveText('3 selected');
  await expect(bar.getByRole('button', { name: 'Archive 2' })).toBeVisible();
  await expect(bar.getByRole('button', { name: 'Stop 1' })).toBeVisible();

  await bar.getByRole('button', { name: 'Archive 2' }).click();
  await expect(page.getByText('Archived 2')).toBeVisible();
  for (const id of done) expect((await daemon.session(id)).state).toBe('archived');
  await expect(bar).toBeHidden();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('Brought back 2')).toBeVisible();
  for (const id of done) expect((await daemon.session(id)).state).toBe('completed');

  await page.getByRole('checkbox', { name: 'Select First of many' }).check();
  await row('Second of many').click({ modifiers: ['Shift'] });
  await bar.getByRole('button', { name: 'Delete… 2' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete 2 sessions?' });
  await expect(dialog).toContainText('artifacts of 2 sessions');
  // One of them is at work again before the person agrees.
  await daemon.ask('POST', `/sessions/${done[0]}/followup`, { message: 'Go on [[hang]]' });
  await daemon.until(done[0] ?? '', 'working');
  await dialog.getByRole('button', { name: 'Delete 2' }).click();
  await expect(page.getByText(/Deleted 1, 1 refused/)).toBeVisible();
  for (const id of [done[0], working]) await daemon.ask('POST', `/sessions/${id}/stop`, {});
});

test('the list is worked by keys: peek, answer beside it, and the focus stays with the row', async ({
  open,
  daemon,
}) => {
  await daemon.project('glimpsed');
  const id = await daemon.send('analyze', 'glimpsed', 'Ask by keys', '[[question Which one?]] [[say Taken]]');
  await daemon.until(id, 'needs-you');
  const page = await open('/sessions?project=glimpsed');
  await expect(page.getByRole('link', { name: 'Ask by keys' })).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('r');
  const card = page.getByRole('region', { name: /^Question/ });
  await expect(card).toBeFocused();
  await expect(async () => {
    await page.keyboard.press('1');
    await expect(card).toBeHidden({ timeout: 1000 });
  }).toPass();
  await daemon.until(id, 'done');
  await expect(page.getByRole('link', { name: 'Ask by keys' })).toBeFocused();
  await page.keyboard.press(' ');
  await expect(page.getByRole('complementary', { name: /Ask by keys/ })).toContainText('Taken');
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/peek/);
});
