import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

const act = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
};

test('what was made comes into the checkout as shown, byte for byte, and leaves it as it was', async ({
  open,
  daemon,
}) => {
  const folder = await daemon.project('taken');
  const made = join(folder, 'src/Made.java');
  const changed = join(folder, 'src/Retry.java');
  const before = await readFile(changed);
  const id = await daemon.send(
    'implement',
    'taken',
    'Make one, change one',
    '[[write src/Made.java class Made {}\\n// ü €]] [[write src/Retry.java class Retry {}]] [[write notes.txt no]]',
  );
  await daemon.until(id, 'done');
  const page = await open(`/sessions/${id}`);
  await act(page, 'Apply to the checkout');
  const dialog = page.getByRole('dialog', { name: 'Apply to the checkout?' });
  await expect(dialog.getByRole('region', { name: 'Come into the checkout, 3' })).toContainText(
    'src/Made.java',
  );
  await dialog.getByRole('checkbox', { name: 'Take notes.txt' }).uncheck();
  await expect(dialog.getByRole('region', { name: 'Left out, 1' })).toContainText('notes.txt');
  expect(existsSync(made)).toBe(false);
  await dialog.getByRole('button', { name: 'Apply 2 files' }).click();
  await expect(page.getByText('Applied 2 files to the checkout')).toBeVisible();
  const { worktree_path: worktree } = await daemon.session(id);
  for (const path of ['src/Made.java', 'src/Retry.java'])
    expect(await readFile(join(folder, path))).toEqual(await readFile(join(worktree ?? '', path)));
  expect(existsSync(join(folder, 'notes.txt'))).toBe(false);

  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByText('The checkout is as it was')).toBeVisible();
  expect(await readFile(changed)).toEqual(before);
  expect(existsSync(made)).toBe(false);
});

test('a released worktree is gone, and the next message makes it again with what was in it', async ({
  open,
  daemon,
}) => {
  await daemon.project('let-go');
  const id = await daemon.send('implement', 'let-go', 'Write one', '[[write src/One.java class One {}]]');
  await daemon.until(id, 'done');
  const { worktree_path } = await daemon.session(id);
  const worktree = worktree_path ?? '';
  const page = await open(`/sessions/${id}`);
  await act(page, 'Release the worktree');
  const dialog = page.getByRole('dialog', { name: 'Release the worktree?' });
  await expect(dialog.getByRole('table')).not.toHaveCount(0);
  await dialog.getByRole('button', { name: /^Release \d/ }).click();
  await expect(dialog).toBeHidden();
  expect(existsSync(worktree)).toBe(false);

  await page.getByRole('textbox', { name: 'Message' }).fill('Go on [[write src/Two.java class Two {}]]');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Turn 2: completed')).toBeVisible();
  expect(await readFile(join(worktree, 'src/One.java'), 'utf8')).toContain('class One');
  expect(existsSync(join(worktree, 'src/Two.java'))).toBe(true);
});

test('a session is archived and its worktree released in one step, and the archive undone', async ({
  open,
  daemon,
}) => {
  await daemon.project('put-away');
  const id = await daemon.send('implement', 'put-away', 'Write one', '[[write src/One.java class One {}]]');
  await daemon.until(id, 'done');
  const { worktree_path } = await daemon.session(id);
  const page = await open(`/sessions/${id}`);
  await act(page, 'Archive and release the worktree');
  const dialog = page.getByRole('dialog', { name: 'Archive and release the worktree?' });
  await expect(dialog.getByRole('table')).not.toHaveCount(0);
  await dialog.getByRole('button', { name: /^Archive and release \d/ }).click();
  await expect(page.getByText('Archived Write one')).toBeVisible();
  expect((await daemon.session(id)).state).toBe('archived');
  expect(existsSync(worktree_path ?? '')).toBe(false);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('Write one is back')).toBeVisible();
  expect((await daemon.session(id)).released_at).not.toBeNull();
});

test('a delete says first what it takes; the trash has it, and gives it back', async ({ open, daemon }) => {
  await daemon.project('thrown');
  const id = await daemon.send('implement', 'thrown', 'Write one', '[[write src/One.java class One {}]]');
  await daemon.until(id, 'done');
  const { worktree_path } = await daemon.session(id);
  const worktree = worktree_path ?? '';
  const page = await open(`/sessions/${id}`);
  await act(page, 'Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete this session?' });
  await expect(dialog.getByRole('table', { name: /In the trash/ })).toContainText('src/One.java');
  await expect(dialog.getByRole('table', { name: 'Gone for good' })).toContainText('Artifacts');
  // The harmless button has the focus.
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await dialog.getByRole('button', { name: 'Delete session' }).click();
  await expect(page.getByRole('heading', { name: 'This session was deleted' })).toBeVisible();
  await expect.poll(() => existsSync(worktree)).toBe(false);
  await page.getByRole('link', { name: 'To the trash' }).click();
  const row = page.getByRole('region', { name: 'Trash' }).getByRole('listitem').filter({ hasText: 'thrown' });
  await row.getByRole('button', { name: /^Restore / }).click();
  await expect(page.getByRole('status').filter({ hasText: 'It is back' })).toContainText(worktree);
  await expect(row).toHaveCount(0);
  expect(await readFile(join(worktree, 'src/One.java'), 'utf8')).toContain('class One');
});

test('a stop goes rung by rung, and on to the next when it is asked again', async ({ open, daemon }) => {
  await daemon.project('halted');
  const id = await daemon.send(
    'implement',
    'halted',
    'Never end',
    '[[deaf]] [[ignore-term]] [[say Deaf]] [[hang]]',
  );
  const page = await open(`/sessions/${id}`);
  await expect(
    page.getByRole('region', { name: 'Transcript' }).getByText('Deaf', { exact: true }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('timer', { name: /Interrupting, \d+ s/ })).toBeVisible();
  await page.getByRole('button', { name: 'Terminate now' }).click();
  await expect(page.getByRole('timer', { name: /Terminating, \d+ s/ })).toBeVisible();
  await page.getByRole('button', { name: 'Kill now' }).click();
  await expect(page.getByRole('button', { name: 'Resume' }).first()).toBeVisible();
  expect((await daemon.session(id)).state).toBe('stopped');
});

test('all of a session is saved in one file, its change as a patch, and its raw log', async ({
  open,
  daemon,
}) => {
  await daemon.project('saved');
  const id = await daemon.send('implement', 'saved', 'Add one', '[[write src/One.java class One {}]]');
  await daemon.until(id, 'done');
  const page = await open(`/sessions/${id}?tab=artifacts`);
  const saved = async (button: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    const file = await download;
    return { name: file.suggestedFilename(), content: await readFile(await file.path(), 'latin1') };
  };
  const all = await saved('Save all');
  expect(all.name).toBe(`orch-${id}.zip`);
  expect(all.content).toMatch(/^PK/);
  await page.getByRole('link', { name: /^Changes/ }).click();
  const patch = await saved('Save the patch');
  expect(patch.name).toBe(`orch-${id}.patch`);
  expect(patch.content).toContain('+class One {}');
  await page.getByRole('link', { name: 'Log' }).click();
  const log = await saved('Save the log');
  expect(log.name).toBe(`orch-${id}-turn-1.out.log`);
  const printed = await daemon.orch('logs', id, '--raw');
  expect(log.content).toBe(printed);
});
