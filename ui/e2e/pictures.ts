import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Browser, devices, expect, type Page, test } from '@playwright/test';
import { Daemon } from './daemon';
import { type Showcase, showcase } from './showcase';

const FOLDER = resolve('../docs/pictures');
const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { ...devices['Pixel 7'], viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
/** A moment at which things have waited for a while. */
const LATER_MS = 14 * 60_000;

let daemon: Daemon;
let shown: Showcase;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  await mkdir(FOLDER, { recursive: true });
  daemon = await Daemon.start({ ORCH_MAX_SESSIONS: '4' });
  shown = await showcase(daemon);
});
test.afterAll(async () => await daemon.end());

type Kind = { name: string; device: object; path: () => string; ready: (page: Page) => Promise<void> };

const pictures: readonly Kind[] = [
  {
    name: 'dashboard',
    device: desktop,
    path: () => '/',
    ready: async (page) => {
      const command = page.getByRole('textbox', { name: 'Command' });
      await command.fill('claude implement billing-api add idempotency keys to POST /refunds --model opus');
      await expect(page.getByRole('listitem').filter({ hasText: 'Model' })).toBeVisible();
      await page.getByRole('region', { name: /^Approval: Bash: .\/gradlew/ }).focus();
    },
  },
  {
    name: 'transcript',
    device: desktop,
    path: () => `/sessions/${shown.approval}`,
    ready: async (page) => {
      await page.getByRole('region', { name: /^Approval/ }).focus();
      await expect(page.getByRole('region', { name: 'Files' })).toContainText('RetryPolicy.java');
    },
  },
  {
    name: 'changes',
    device: desktop,
    path: () => `/sessions/${shown.approval}?tab=changes`,
    ready: commented,
  },
  {
    name: 'phone-inbox',
    device: phone,
    path: () => '/inbox',
    ready: async (page) => await expect(page.getByRole('region', { name: /^Question/ })).toBeVisible(),
  },
];

const POLICY = 'src/main/java/billing/webhook/RetryPolicy.java';
const REMARK =
  'The shift overflows nothing here, but cap the exponent where the constant is, with a test for attempt 64.';

/** With a comment that is kept, made by the first picture of it, and a place that is looked at. */
async function commented(page: Page): Promise<void> {
  const lines = page.getByRole('table', { name: `Lines of ${POLICY}` }).first();
  await expect(lines).toBeVisible();
  const remark = page.getByRole('article').filter({ hasText: 'The shift overflows' });
  if (!(await page.getByText('1 draft comment').isVisible())) {
    await page.getByRole('cell', { name: /^var exponential/ }).hover();
    await page.getByRole('button', { name: /^Comment on line/ }).click();
    await page.getByRole('textbox', { name: /^Comment on line/ }).fill(REMARK);
    await page.getByRole('button', { name: 'Keep draft' }).click();
  }
  await expect(remark).toBeVisible();
  await page.getByRole('cell', { name: /^if .header.isEmpty/ }).hover();
}

async function take(browser: Browser, kind: Kind, theme: 'light' | 'dark'): Promise<void> {
  const context = await browser.newContext({ ...kind.device, colorScheme: theme });
  const page = await context.newPage();
  await page.clock.install({ time: Date.now() + LATER_MS });
  await page.goto(await daemon.loginUrl(kind.path()));
  await kind.ready(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${kind.name}-${theme}.png`), animations: 'disabled' });
  await context.close();
}

for (const kind of pictures)
  for (const theme of ['light', 'dark'] as const)
    test(`${kind.name}, ${theme}`, async ({ browser }) => await take(browser, kind, theme));
