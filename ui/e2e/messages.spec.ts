import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures';

test('a message says what will become of it; a kept one is changed in place, withdrawn and had back', async ({
  open,
  daemon,
}) => {
  await daemon.project('talked');
  const enough = join(daemon.home, 'talked-enough');
  const id = await daemon.send('implement', 'talked', 'Count the lines', `[[lines 1 50 ${enough}]]`);
  await daemon.until(id, 'working');
  const page = await open(`/sessions/${id}`);
  const box = page.getByRole('textbox', { name: 'Message' });
  await expect(page.getByText(/Goes into this turn/)).toBeVisible();
  await page.getByRole('radio', { name: 'Next turn' }).check({ force: true });
  await expect(page.getByText('Kept for turn 2, when this one has ended.')).toBeVisible();

  await box.fill('Now the words');
  // What is written survives a reload.
  await page.reload();
  await expect(box).toHaveValue('Now the words');
  await page.getByRole('radio', { name: 'Next turn' }).check({ force: true });
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(box).toHaveValue('');
  const kept = page.getByRole('list', { name: 'Kept messages' });
  await expect(kept).toContainText('Now the words');

  await kept.getByRole('button', { name: 'Edit the kept message' }).click();
  await page
    .getByRole('textbox', { name: 'The kept message' })
    .fill('Now the letters [[say Letters counted]]');
  await kept.getByRole('button', { name: 'Save' }).click();
  await expect(kept).toContainText('Now the letters');
  await expect(kept).not.toContainText('Now the words');

  await kept.getByRole('button', { name: 'Withdraw the kept message' }).click();
  await expect(kept).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(kept).toContainText('Now the letters');

  await writeFile(enough, '');
  const transcript = page.getByRole('region', { name: 'Transcript' });
  await expect(transcript.getByText('Letters counted', { exact: true })).toBeVisible();
  await expect(kept).toBeHidden();
  expect((await daemon.session(id)).turn_count).toBe(2);
});

test('a message answers a question, and begins the next turn of what is done', async ({ open, daemon }) => {
  await daemon.project('asked');
  const id = await daemon.send('analyze', 'asked', 'Ask me', '[[question Which one?]] [[say Thanks]]');
  await daemon.until(id, 'needs-you');
  const page = await open(`/sessions/${id}`);
  await expect(page.getByText('Answers the question.')).toBeVisible();
  await page.keyboard.press('m');
  await page.keyboard.type('The second one');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText('Answered with your message')).toBeVisible();
  await expect(page.getByText('Begins turn 2.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Message' }).fill('And now? [[say Again]]');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(
    page.getByRole('region', { name: 'Transcript' }).getByText('Again', { exact: true }),
  ).toBeVisible();
});
