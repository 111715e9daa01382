import { expect, test, titleOf } from './fixtures';

test('a page is let in by a link that works once, and keeps nothing of it', async ({
  page,
  browser,
  daemon,
}) => {
  const link = await daemon.loginUrl();
  await page.goto(link);
  await expect(titleOf(page, 'Dashboard')).toBeVisible();
  expect(page.url()).not.toContain('code');
  await page.reload();
  await expect(titleOf(page, 'Dashboard')).toBeVisible();

  const second = await browser.newContext();
  const stranger = await second.newPage();
  await stranger.goto(link);
  await expect(stranger.getByText('orch ui')).toBeVisible();
  await second.close();
});

test('the link lets in at the port of the pages, by each name of this machine', async ({ page, daemon }) => {
  const link = await daemon.link();
  expect(new URL(link).port).not.toBe(String(daemon.port));
  await page.goto(link);
  await expect(titleOf(page, 'Dashboard')).toBeVisible();
  await page.goto((await daemon.link()).replace('127.0.0.1', 'localhost'));
  await expect(titleOf(page, 'Dashboard')).toBeVisible();
  expect(new URL(page.url()).hostname).toBe('localhost');
});

test('a tab opened from a page that is let in needs no link of its own', async ({ open, context }) => {
  const page = await open('/');
  const sessions = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sessions' });
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    sessions.click({ modifiers: ['ControlOrMeta'] }),
  ]);
  await expect(titleOf(tab, 'Sessions')).toBeVisible();
});

test('who leaves is out in every tab, and is told how to come back', async ({ open, context, daemon }) => {
  const page = await open('/');
  const other = await context.newPage();
  await other.goto(`${daemon.url}/events`);
  await expect(titleOf(other, 'Events')).toBeVisible();
  const copy = await page.evaluate(() => sessionStorage.getItem('orch.token'));
  const projects = { headers: { authorization: `Bearer ${copy}` } };
  expect((await page.request.get(`${daemon.url}/api/v1/projects`, projects)).status()).toBe(200);
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByText('orch ui')).toBeVisible();
  await expect(other.getByText('orch ui')).toBeVisible();
  await expect(async () => {
    expect((await page.request.get(`${daemon.url}/api/v1/projects`, projects)).status()).toBe(401);
  }).toPass();
});

test('who leaves while the daemon is away is out at it too once it is back', async ({ open, daemon }) => {
  const page = await open('/');
  await expect(titleOf(page, 'Dashboard')).toBeVisible();
  const copy = await page.evaluate(() => sessionStorage.getItem('orch.token'));
  await daemon.kill9();
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByText('has not heard that you left')).toBeVisible();
  await daemon.up();
  await expect(page.getByText('has not heard that you left')).toBeHidden();
  const projects = { headers: { authorization: `Bearer ${copy}` } };
  expect((await page.request.get(`${daemon.url}/api/v1/projects`, projects)).status()).toBe(401);
});

test('a tab whose link was used is let in by one that is', async ({ context, daemon }) => {
  const link = await daemon.loginUrl();
  const first = await context.newPage();
  await first.goto(link);
  await expect(titleOf(first, 'Dashboard')).toBeVisible();
  const page = await context.newPage();
  await page.goto(link);
  await expect(titleOf(page, 'Dashboard')).toBeVisible();
});

test('a login outlives the daemon', async ({ open, daemon }) => {
  const page = await open('/');
  await expect(titleOf(page, 'Dashboard')).toBeVisible();
  await daemon.kill9();
  await expect(page.getByText('Reconnecting')).toBeVisible();
  await daemon.up();
  await expect(page.getByText('Reconnecting')).toBeHidden();
  await page.reload();
  await expect(titleOf(page, 'Dashboard')).toBeVisible();
});

test('a page that an upgrade has overtaken says so, and a reload brings what was asked for', async ({
  open,
}) => {
  const page = await open('/');
  await expect(titleOf(page, 'Dashboard')).toBeVisible();
  await page.route(/\/assets\/Events-/, (route) => route.fulfill({ status: 404 }));
  const newer = '<script type="module" src="/assets/index-newer.js"></script>';
  await page.route(
    (url) => url.pathname === '/',
    (route) => route.fulfill({ contentType: 'text/html', body: newer }),
  );
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Events' }).click();
  await expect(page.getByText('The daemon was upgraded')).toBeVisible();
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(titleOf(page, 'Events')).toBeVisible();
});
