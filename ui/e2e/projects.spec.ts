import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures';

test('a folder that is no repository is refused in the daemon’s words, and nothing is registered', async ({
  open,
  daemon,
}) => {
  const folder = join(daemon.home, 'no-repository');
  await mkdir(folder, { recursive: true });
  const page = await open('/projects');
  await page.getByRole('button', { name: 'Register' }).first().click();
  await page.getByLabel('Folder').fill(folder);
  await page.getByRole('dialog').getByRole('button', { name: 'Register' }).click();
  await expect(page.getByRole('dialog')).toContainText(/git/);
  expect(await daemon.orch('projects')).not.toContain('no-repository');
});

test('a setting is saved and is what the next session begins with', async ({ open, daemon }) => {
  await daemon.project('settled');
  const page = await open('/projects/settled?tab=settings');
  await page.getByLabel('Sessions at once').fill('2');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Nothing changed')).toBeVisible();
  expect(await daemon.orch('projects', 'show', 'settled', '--json')).toContain('"max_sessions":2');
});
