import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { Daemon } from './daemon';
import { type Scene, workday } from './scenes';

declare global {
  interface Window {
    violations: string[];
    pwned?: boolean;
  }
}

interface Worker {
  daemon: Daemon;
  /** Sessions of every kind on this worker's daemon; begun when a test first asks for them. */
  scene: Scene;
}

/** What a browser says of its own when the daemon is away or refuses; the page says it in words. */
const NETWORK = /Failed to load resource|net::ERR/;

/**
 * A page that is let in, on a daemon that belongs to this worker alone. Every test fails on a violation of the
 * policy, an error of the page or one in its console, without asking for it.
 */
export const test = base.extend<{ clean: undefined; open: (path: string) => Promise<Page> }, Worker>({
  daemon: [
    // biome-ignore lint/correctness/noEmptyPattern: the way in which fixtures say that they need no other
    async ({}, use) => {
      const daemon = await Daemon.start();
      await use(daemon);
      await daemon.end();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  scene: [async ({ daemon }, use) => use(await workday(daemon)), { scope: 'worker', timeout: 300_000 }],
  clean: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (said) => {
        if (said.type() === 'error' && !NETWORK.test(said.text())) faults.push(said.text());
      });
      await page.addInitScript(() => {
        window.violations = [];
        document.addEventListener('securitypolicyviolation', (event) =>
          window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`),
        );
      });
      await use(undefined);
      expect(await page.evaluate(() => window.violations ?? [])).toEqual([]);
      expect(await page.evaluate(() => window.pwned)).toBeUndefined();
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
  open: async ({ page, daemon }, use) => {
    await use(async (path) => {
      await page.goto(await daemon.loginUrl(path));
      return page;
    });
  },
});

/** What stands above a place; parts of it have headings of their own, some with the same word. */
export const titleOf = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

/** The themes of the system, one after the other, which an open page goes along with. */
export async function* themes(page: Page): AsyncGenerator<'light' | 'dark'> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    yield colorScheme;
  }
}

/** No violation of any weight that axe knows, once nothing moves any more. */
export async function expectAccessible(page: Page): Promise<void> {
  // What fades in has half its colours.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity),
  );
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'], preload: false })
    .analyze();
  expect(violations.map((one) => `${one.impact} ${one.id} ${one.nodes[0]?.target}`)).toEqual([]);
}

export { expect };
