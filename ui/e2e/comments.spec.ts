import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

const POLICY = 'class Policy {\\n  int times = 3;\\n  int pause = 5;\\n  int most = 9;\\n}';
const SHORTER = 'class Policy {\\n  int times = 4;\\n  int pause = 5;';

/** Begins a comment by the button in the gutter, as somebody with a mouse does. */
async function write(page: Page, line: number, text: string): Promise<void> {
  await page.getByRole('cell', { name: shown[line] ?? '', exact: true }).hover();
  await page.getByRole('button', { name: `Comment on line ${line}`, exact: true }).click();
  await page.getByRole('textbox', { name: `Comment on line ${line}` }).fill(text);
}

const shown: Record<number, string> = {
  2: 'int times = 3;',
  3: 'int pause = 5;',
  4: 'int most = 9;',
};
const card = (page: Page, line: number) => page.getByRole('article', { name: `Comment on line ${line}` });
const keep = (page: Page, line: number) =>
  card(page, line).getByRole('button', { name: 'Keep draft' }).click();

test('a review is written in two tabs, goes out as one message, and says what became of each comment', async ({
  open,
  context,
  daemon,
}) => {
  await daemon.project('reviewed');
  const id = await daemon.send(
    'implement',
    'reviewed',
    'Add a policy',
    `[[write src/Policy.java ${POLICY}]]`,
  );
  await daemon.until(id, 'done');
  const first = await open(`/sessions/${id}?tab=changes`);
  await write(first, 2, `Four times. [[write src/Policy.java ${SHORTER}]]`);
  await keep(first, 2);
  await expect(first.getByText('1 draft comment')).toBeVisible();

  const second = await context.newPage();
  await second.goto(first.url());
  await expect(card(second, 2)).toContainText('Four times.');
  // Both write before either has heard of the other.
  await write(second, 3, 'In seconds.');
  await write(first, 4, 'What is it the most of?');
  await Promise.all([keep(second, 3), keep(first, 4)]);
  for (const page of [first, second]) {
    await expect(page.getByText('3 draft comments')).toBeVisible();
    for (const line of [2, 3, 4]) await expect(card(page, line)).toContainText('Draft');
  }

  await second.getByRole('button', { name: 'Send 3 comments' }).click();
  await expect(first.getByText('3 draft comments')).toBeHidden();
  await daemon.until(id, 'done');
  expect((await daemon.session(id)).turn_count).toBe(2);
  const asked = await daemon.log(id);
  for (const words of ['Four times.', 'In seconds.', 'What is it the most of?'])
    expect(asked).toContain(words);

  await first.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(card(first, 2)).toContainText('Changed since');
  await expect(card(first, 3)).toContainText('Unchanged');
  await first.getByRole('button', { name: /comment.* on lines that the diff does not show/ }).click();
  await expect(first.getByRole('article', { name: 'Comment on src/Policy.java, line 4' })).toContainText(
    'Stale',
  );
});

test('a comment is begun, kept, changed and deleted by keys alone, and Undo has it back', async ({
  open,
  daemon,
}) => {
  await daemon.project('keyed');
  const id = await daemon.send('implement', 'keyed', 'Add a policy', `[[write src/Policy.java ${POLICY}]]`);
  await daemon.until(id, 'done');
  const page = await open(`/sessions/${id}?tab=changes`);
  await expect(page.getByRole('table', { name: 'Lines of src/Policy.java' })).toBeVisible();
  await page.keyboard.press('c');
  await page.keyboard.type('Final, please.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText('1 draft comment')).toBeVisible();
  const comment = page.getByRole('article', { name: /Comment on line/ });
  await comment.getByRole('button', { name: /^Edit/ }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('A record, please.');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(comment).toContainText('A record, please.');
  await comment.getByRole('button', { name: /^Delete/ }).click();
  await expect(comment).toBeHidden();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(comment).toContainText('A record, please.');
  await page.reload();
  await expect(comment).toContainText('A record, please.');
});
