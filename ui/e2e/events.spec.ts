import { expect, test, titleOf } from './fixtures';

test('the log stands still while it is paused, and goes on where it stood', async ({ open, daemon }) => {
  const page = await open('/events');
  await expect(titleOf(page, 'Events')).toBeVisible();
  const log = page.getByRole('region', { name: 'Event log' });
  const rows = log.getByRole('button', { name: /^[a-z_]+\./ });
  await expect(rows.first()).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
  await daemon.project('paused');
  await expect(page.getByRole('button', { name: /^[1-9]\d* new$/ })).toBeVisible();
  await expect(log).not.toContainText('paused');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(rows.first()).toHaveText('project.registered');
  await expect(log).toContainText('paused');
});

test('the newest stand on top, and what is read stays where it is when others come', async ({
  open,
  page,
  daemon,
}) => {
  await page.setViewportSize({ width: 1440, height: 300 });
  await daemon.project('read');
  const id = await daemon.send('analyze', 'read', 'Say something', '[[say Something]]');
  await daemon.until(id, 'done');
  await open('/events');
  const log = page.getByRole('region', { name: 'Event log' });
  const created = log.getByRole('button', { name: 'session.created' }).first();
  const newest = log.getByRole('button', { name: 'project.registered' }).first();
  await expect(log.getByRole('button', { name: 'session.completed' }).first()).toBeVisible();
  await log.hover();
  await page.mouse.wheel(0, 93);
  await created.scrollIntoViewIfNeeded();
  const place = async () => Math.round((await created.boundingBox())?.y ?? 0);
  const before = await place();
  // Out of the list, whose rows the pointer holds.
  await titleOf(page, 'Events').hover();
  await daemon.project('come-since');
  const unseen = page.getByRole('button', { name: /^[1-9]\d* new$/ });
  await expect(unseen).toBeVisible();
  expect(await place()).toBe(before);
  await unseen.click();
  await expect(newest).toBeInViewport();
  await expect(log).toContainText('come-since');
  await expect(unseen).toBeHidden();
});

test('the log is filtered by type and session, told from a number on, and shows an event whole', async ({
  open,
  daemon,
}) => {
  await daemon.project('logged');
  const id = await daemon.send('analyze', 'logged', 'Say something', '[[say Something]]');
  await daemon.until(id, 'done');
  const page = await open(`/events?session=${id}`);
  const log = page.getByRole('region', { name: 'Event log' });
  await page.getByRole('button', { name: 'Type' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'session.*' }).click();
  await page.keyboard.press('Escape');
  await expect(log.getByRole('button', { name: 'session.created' })).toBeVisible();
  await expect(log.getByRole('button', { name: /^agent\./ })).toHaveCount(0);

  await log.getByRole('button', { name: 'session.created' }).click();
  const payload = page.getByRole('region', { name: 'Payload' });
  await expect(payload).toContainText('"type": "session.created"');
  await expect(payload).toContainText(id);
  const first = Number(/at=(\d+)/.exec(page.url())?.[1]);
  await page.keyboard.press('Escape');
  await expect(payload).toBeHidden();

  await page.getByRole('textbox', { name: 'Replay from sequence number' }).fill(String(first + 1));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`from=${first + 1}`));
  await expect(log.getByRole('button', { name: 'session.created' })).toHaveCount(0);
  await expect(log.getByRole('button', { name: 'session.completed' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to the end' }).click();
  await expect(log.getByRole('button', { name: 'session.created' })).toBeVisible();
});

test('the log is filtered by who did it and by words', async ({ open, daemon }) => {
  await daemon.project('worded');
  const id = await daemon.send(
    'analyze',
    'worded',
    'Say two things',
    '[[say First thing]] [[say Other thing]]',
  );
  await daemon.until(id, 'done');
  const page = await open(`/events?session=${id}`);
  const log = page.getByRole('region', { name: 'Event log' });
  await expect(log).toContainText('First thing');
  await page.getByRole('button', { name: 'Actor' }).click();
  await page.getByRole('menuitemradio', { name: 'agent' }).click();
  await expect(log.getByRole('button', { name: 'session.created' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Actor: agent' })).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type('other');
  await expect(log).not.toContainText('First thing');
  await expect(log).toContainText('Other thing');
  await expect(page).toHaveURL(/actor=agent/);
  await expect(page).toHaveURL(/q=other/);
  await page.getByRole('textbox', { name: 'Filter events' }).fill('nobody said this');
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(log.getByRole('button', { name: 'session.completed' }).first()).toBeVisible();
});
