import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { expect, test } from './fixtures';

/** Presses it until it acts: what has just come takes no letters, so that nothing unread is answered. */
const pressOn = (pane: Locator, key: string) =>
  expect(async () => {
    await pane.press(key, { timeout: 1000 });
    await expect(pane).toBeHidden({ timeout: 1000 });
  }).toPass();

test('the inbox is worked through by keys, and what is withdrawn goes away', async ({ open, daemon }) => {
  await daemon.project('inboxed');
  const send = async (title: string, script: string): Promise<string> => {
    const id = await daemon.send('implement', 'inboxed', title, script);
    await daemon.until(id, 'needs-you');
    return id;
  };
  const allowed = join(daemon.home, 'allowed');
  const denied = join(daemon.home, 'denied');
  await send('Allow this', `[[ask touch ${allowed}]]`);
  await send('Deny this', `[[ask touch ${denied}]]`);
  const stopped = await send('Stop this', '[[ask echo stopped]]');
  const last = await send('Answer this', '[[question Which one?]]');

  const page = await open('/inbox');
  const pane = (name: RegExp) => page.getByRole('region', { name });
  await page.getByRole('link', { name: 'Allow this' }).first().click();
  await pane(/^Approval: .*allowed/).focus();
  await pressOn(pane(/^Approval: .*allowed/), 'a');
  await expect(pane(/^Approval: .*denied/)).toBeFocused();
  await pressOn(pane(/^Approval: .*denied/), 'd');
  await expect(pane(/^Approval: .*stopped/)).toBeFocused();
  await expect.poll(() => existsSync(allowed)).toBe(true);

  await daemon.ask('POST', `/sessions/${stopped}/stop`, {});
  await expect(page.getByText('Answered or withdrawn elsewhere: Stop this')).toBeVisible();
  await expect(pane(/^Approval: .*stopped/)).toBeHidden();
  await expect(pane(/^Question: /)).toBeVisible();
  expect(existsSync(denied)).toBe(false);

  await pane(/^Question: /).focus();
  await page.keyboard.press('r');
  await expect(page.getByRole('textbox', { name: 'Your answer' })).toBeFocused();
  await page.keyboard.type('a d 1: none of them');
  await page.keyboard.press('ControlOrMeta+Enter');
  await daemon.until(last, 'done');
  expect(await daemon.log(last)).toContain('none of them');
});

test('equal ones are answered together, and only when that is asked for', async ({ open, daemon }) => {
  await daemon.project('equal');
  const ids: string[] = [];
  for (const title of ['One of two', 'Two of two']) {
    const id = await daemon.send('implement', 'equal', title, '[[ask echo the same]]');
    await daemon.until(id, 'needs-you');
    ids.push(id);
  }
  const page = await open('/inbox');
  await page.getByRole('link', { name: 'One of two' }).first().click();
  await page.getByRole('checkbox', { name: /Answer all 2 equal ones/ }).check();
  await page.getByRole('button', { name: 'Allow once' }).click();
  await expect(page.getByText('Answered 2 of 2')).toBeVisible();
  for (const id of ids) await daemon.until(id, 'done');
});
