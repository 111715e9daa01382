import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, titleOf } from './fixtures';
import { COMMAND } from './scenes';

test('what waits stands first and is answered in place', async ({ open, daemon }) => {
  await daemon.project('answered');
  const id = await daemon.send(
    'implement',
    'answered',
    'Migrate the table',
    `[[ask echo allowed > made.txt]]`,
  );
  await daemon.until(id, 'needs-you');
  const page = await open('/');
  const card = page.getByRole('region', { name: /Approval: .*echo allowed/ });
  await expect(card).toBeVisible();
  await expect(page).toHaveTitle(/^\(\d+\) Orchestrator/);
  await card.getByRole('button', { name: 'Allow once' }).click();
  await expect(card).toBeHidden();
  await daemon.until(id, 'done');
  await expect(page.getByRole('link', { name: 'Migrate the table' })).toBeVisible();
});

test('letters decide only while their card has the focus', async ({ open, daemon, scene }) => {
  const page = await open('/');
  const card = page.getByRole('region', { name: `Approval: Bash: ${COMMAND}` });
  await expect(card).toBeVisible();
  await page.keyboard.press('d');
  await page
    .getByRole('textbox', { name: /command/i })
    .first()
    .pressSequentially('add a dad');
  await expect(card).toBeVisible();
  expect((await daemon.session(scene.approval)).reason).toBe('approval');
});

test('the list filters by its address, and goes where the keys say', async ({ open, scene }) => {
  const page = await open('/sessions?group=needs');
  await expect(page.getByRole('link', { name: 'Retry failed webhooks' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Dark mode for the account area' })).toBeHidden();
  await page.goto(page.url().replace('group=needs', 'project=storefront'));
  await expect(page.getByRole('link', { name: 'Dark mode for the account area' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Retry failed webhooks' })).toBeHidden();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  const shown = [scene.question, scene.plan, scene.failed, scene.running];
  await expect(page).toHaveURL(new RegExp(`/sessions/(${shown.join('|')})`));
});

test('the palette finds a session by its words and goes there', async ({ open, scene }) => {
  const page = await open('/events');
  await expect(titleOf(page, 'Events')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Find or do' }).fill('idempotency');
  await expect(page.getByRole('option', { name: /idempotency/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/sessions/${scene.done}`));
});

test('what happens while the daemon is killed and comes back is shown, once', async ({ open, daemon }) => {
  await daemon.project('survivor');
  const enough = join(daemon.home, 'enough');
  const id = await daemon.send('analyze', 'survivor', 'Count the lines', `[[lines 10 200 ${enough}]]`);
  const page = await open(`/sessions/${id}`);
  const lines = page.getByRole('region', { name: 'Transcript' }).getByText(/^line \d+$/);
  await expect(lines.last()).toBeVisible();
  await daemon.kill9();
  await expect(page.getByText('Reconnecting')).toBeVisible();
  await daemon.up();
  await expect(page.getByText('Reconnecting')).toBeHidden();
  await writeFile(enough, '');
  await daemon.until(id, 'done');
  await expect(page.getByText('Turn 1: completed')).toBeVisible();

  const said = await daemon.orch(
    'events',
    '--json',
    '--session',
    id,
    '--type',
    'agent.message',
    '--limit',
    '500',
  );
  const recorded = said.match(/"line \d+"/g) ?? [];
  const last = `line ${recorded.length}`;
  expect(new Set(recorded).size).toBe(recorded.length);
  expect(recorded.at(-1)).toBe(`"${last}"`);
  await expect(page.getByRole('region', { name: 'Transcript' }).getByText(last, { exact: true })).toHaveCount(
    1,
  );
});
