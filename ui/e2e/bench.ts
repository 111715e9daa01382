import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import { Daemon } from './daemon';
import {
  atMost,
  heap,
  linesOf,
  printTable,
  row,
  runOf,
  scriptsOf,
  scrolled,
  seenLines,
  untilShown,
  watchLines,
} from './measured';

const SCROLL_MS = 5_000;
const LINES = 400;
const FLOOD_MS = 60_000;

let daemon: Daemon;
/** Frames a second of a page that has nothing but text. */
let bare: number;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000);
  daemon = await Daemon.start({ ORCH_MAX_SESSIONS: '8' }, (home) =>
    promisify(execFile)(resolve('../bench/store'), [home, '--sessions=1000', '--events=50000']),
  );
  await daemon.project('measured');
  const page = await browser.newPage();
  await page.setContent(
    `<main style="height:800px;overflow:auto">${'<p>One line of text</p>'.repeat(5_000)}</main>`,
  );
  bare = rate(await scrolled(page.locator('main'), SCROLL_MS));
  row('anchor: text alone is scrolled', 'frames/s', bare);
  await page.close();
});
test.afterAll(async () => {
  await daemon.end();
  printTable();
});

const rate = (frames: readonly number[]): number =>
  (frames.length * 1000) / frames.reduce((sum, one) => sum + one, 0);

async function open(page: Page, path: string): Promise<void> {
  await page.goto(await daemon.loginUrl(path));
}

const told = (frames: readonly number[]): string =>
  `19 of 20 frames within ${atMost(frames, 0.95).toFixed(1)} ms, the longest ${atMost(frames, 1).toFixed(1)} ms`;

test('first load', async ({ page }) => {
  const loaded = await scriptsOf(page);
  await open(page, '/');
  const command = page.getByRole('textbox', { name: 'Command' });
  await expect(command).toBeVisible();
  row('JavaScript of the first load, compressed', 'kB', loaded() / 1000, { most: 250 });
  const times: number[] = [];
  for (let n = 0; n < 7; n++) {
    await page.goto(`${daemon.url}/projects`);
    await page.goto(`${daemon.url}/`, { waitUntil: 'commit' });
    await expect(command).toBeEditable();
    await expect(page.getByRole('link', { name: /add caching to module/ }).first()).toBeVisible();
    times.push(await page.evaluate(() => performance.now()));
  }
  const best = Math.min(...times);
  row(
    'dashboard can be used, median',
    'ms',
    atMost(times, 0.5),
    { most: 1000 },
    undefined,
    `best ${best.toFixed(0)} ms`,
  );
});

test('sessions are filtered', async ({ page }) => {
  await open(page, '/sessions');
  await expect(page.getByRole('link', { name: /add caching to module/ }).first()).toBeVisible();
  const state = page.getByRole('group', { name: 'State' });
  const times: number[] = [];
  for (let n = 0; n < 10; n++)
    for (const name of [/^Done/, /^All/])
      times.push(await untilShown(state.getByRole('button', { name }), pressed(name)));
  row(
    '1,000 sessions are filtered, longest of 20',
    'ms',
    atMost(times, 1),
    { most: 100 },
    undefined,
    `median ${atMost(times, 0.5).toFixed(0)} ms`,
  );
});

const pressed = (name: RegExp): string =>
  `[...document.querySelectorAll('fieldset button[aria-pressed=true]')].some((one) => ${name}.test(one.textContent))`;

test('a long transcript is scrolled', async ({ page }) => {
  const id = await daemon.send('analyze', 'measured', 'Say much', '[[lines 5000]]');
  await expect.poll(async () => (await daemon.session(id)).state, { timeout: 240_000 }).toBe('completed');
  await open(page, `/sessions/${id}`);
  await expect(page.getByText('line 5000', { exact: true })).toBeVisible();
  const frames = await scrolled(page.getByRole('region', { name: 'Transcript' }), SCROLL_MS);
  row('5,000 entries are scrolled', 'frames/s', rate(frames), { least: 58 }, bare, told(frames));
});

test('a large diff is scrolled', async ({ page }) => {
  const id = await daemon.send('implement', 'measured', 'Write much', '[[write src/One.java class One {}]]');
  await daemon.until(id, 'done');
  const folder = join((await daemon.session(id)).worktree_path ?? '', 'src/made');
  await mkdir(folder, { recursive: true });
  const code = Array.from(
    { length: 7_500 },
    (_, n) => `  int method${n}(String s) { return s.length() + ${n}; }\n`,
  );
  for (let n = 0; n < 30; n++)
    await writeFile(join(folder, `Made${n}.java`), `class Made${n} {\n${code.join('')}}\n`);
  await open(page, `/sessions/${id}?tab=changes`);
  const diff = page.getByRole('region', { name: 'Diff', exact: true });
  await expect(diff.getByRole('table').first()).toBeVisible({ timeout: 60_000 });
  const frames = await scrolled(diff, SCROLL_MS);
  row('12 MB of a diff are scrolled', 'frames/s', rate(frames), { least: 58 }, bare, told(frames));
});

test('a line is on the screen', async ({ page }) => {
  const id = await daemon.send('analyze', 'measured', 'Count', `[[sleep 4000]] [[lines ${LINES} 40]]`);
  await open(page, `/sessions/${id}`);
  await expect(page.getByRole('region', { name: 'Transcript' })).toContainText('Count');
  await watchLines(page);
  const written = await linesOf(await runOf(join(daemon.home, '.local/state/orch'), id), LINES);
  await expect(page.getByText(`line ${LINES}`, { exact: true })).toBeVisible();
  const seen = await seenLines(page);
  const times = [...written].map(([number, at]) => (seen[number] ?? Number.POSITIVE_INFINITY) - at);
  row(
    'a line of an agent is on the screen, p99',
    'ms',
    atMost(times, 0.99),
    { most: 150 },
    undefined,
    `median ${atMost(times, 0.5).toFixed(0)} ms, ${LINES} lines`,
  );
});

test('200 events a second', async ({ page }) => {
  await open(page, '/');
  await expect(page.getByRole('textbox', { name: 'Command' })).toBeVisible();
  const floods: string[] = [];
  // Several at once: a pause before each line would cost a process for each.
  const flood = '[[lines 15]] [[sleep 100]] '.repeat(800);
  for (let n = 0; n < 2; n++) floods.push(await daemon.send('analyze', 'measured', `Flood ${n}`, flood));
  for (const id of floods) await daemon.until(id, 'working');
  const count = async (): Promise<number> => {
    const newest = await daemon.ask<{ items: { seq: number }[] }>(
      'GET',
      '/events?before=9000000000000000&limit=1',
    );
    return newest.items[0]?.seq ?? 0;
  };
  const began = await count();
  const before = await heap(page);
  const frames = await page.evaluate(
    (long) =>
      new Promise<number[]>((done) => {
        const gaps: number[] = [];
        let last = performance.now();
        const end = last + long;
        const next = (now: number): void => {
          gaps.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(next);
          else done(gaps.slice(1));
        };
        requestAnimationFrame(next);
      }),
    FLOOD_MS,
  );
  const events = ((await count()) - began) / (FLOOD_MS / 1000);
  row('events that came meanwhile', '/s', events, { least: 200 });
  row(
    'memory of the page after 60 s of them',
    'MB more',
    (await heap(page)) - before,
    { most: 5 },
    undefined,
    `${before.toFixed(1)} MB before`,
  );
  row('a frame meanwhile, p99', 'ms', atMost(frames, 0.99), { most: 150 }, undefined, told(frames));
  for (const id of floods) await daemon.ask('POST', `/sessions/${id}/stop`, {});
});
