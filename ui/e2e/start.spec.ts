import { expect, test } from './fixtures';

test('the composer shows what it understood, puts a wrong word right, and starts without leaving', async ({
  open,
  daemon,
}) => {
  await daemon.project('started');
  const page = await open('/');
  const composer = page.getByRole('region', { name: 'New session' });
  const command = composer.getByRole('textbox', { name: 'Command' });
  await command.click();
  await command.fill('claude implement startd add caching [[write cache.txt yes]]');
  await composer.getByRole('button', { name: /did you mean/ }).click();
  await expect(command).toHaveValue(/^claude implement started add caching/);
  const chips = composer.getByRole('listitem');
  await expect(chips.filter({ hasText: 'Project' })).toContainText('started');
  await expect(chips.filter({ hasText: 'Prompt' })).toContainText('add caching');
  await expect(chips.filter({ hasText: 'Agent' })).toContainText('Claude Code');
  await command.press('ControlOrMeta+Enter');
  await expect(page.getByText(/^Started: add caching/)).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
  // The next one begins as this one did.
  await expect(command).toHaveValue('claude implement started ');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /add caching/ })).toBeVisible();
});

test('the form says what is missing, and starts what it says', async ({ open, daemon }) => {
  await daemon.project('formed');
  const page = await open('/new');
  const form = page.getByRole('form', { name: 'Field by field' });
  await form.getByRole('radio', { name: 'plan' }).check({ force: true });
  await expect(form.getByText('prompt is missing: plan needs one')).toBeVisible();
  await expect(form.getByRole('button', { name: 'Start' })).toBeDisabled();
  await form.getByLabel('Project').selectOption('formed');
  await form.getByLabel('Prompt').fill('Split the module [[plan In two steps]]');
  await form.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('region', { name: /^Plan: / })).toContainText('In two steps');
});
