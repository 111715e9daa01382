import { expect, test, titleOf } from './fixtures';

test('the palette does what the session at hand allows, and nothing else', async ({ open, daemon }) => {
  await daemon.project('found');
  const id = await daemon.send('implement', 'found', 'Put aside', '[[say Done]]');
  await daemon.until(id, 'done');
  const page = await open(`/sessions/${id}`);
  await expect(titleOf(page, 'Put aside')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  const finder = page.getByRole('combobox', { name: 'Find or do' });
  await finder.fill('stop');
  const actions = page.getByRole('group', { name: 'This session' });
  await expect(actions.getByRole('option', { name: /^Stop/ })).toBeHidden();
  await finder.fill('archive');
  await expect(actions.getByRole('option', { name: /^Archive(?! and)/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Archived Put aside')).toBeVisible();
  expect((await daemon.session(id)).state).toBe('archived');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('Put aside is back')).toBeVisible();
});

test('the palette finds what was said, and takes it at the speed of a hand that knows the way', async ({
  open,
  daemon,
}) => {
  await daemon.project('spoken');
  const id = await daemon.send('analyze', 'spoken', 'Look around', '[[say The turnstile is locked]]');
  await daemon.until(id, 'done');
  const page = await open('/events');
  await expect(titleOf(page, 'Events')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Find or do' }).fill('turnstile');
  await expect(page.getByRole('option', { name: /turnstile is locked/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/sessions/${id}`));

  // Without waiting for a list to be shown.
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Find or do' })).toBeFocused();
  await page.keyboard.type('proj');
  await page.keyboard.press('Enter');
  await expect(titleOf(page, 'Projects')).toBeVisible();
});
