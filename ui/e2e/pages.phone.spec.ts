import { expect, expectAccessible, test } from './fixtures';
import type { Scene } from './scenes';

/** The same on a phone: nothing is wider than it, and a finger hits what it aims at. */
const places = [
  { name: 'dashboard', path: () => '/' },
  { name: 'inbox', path: () => '/inbox' },
  { name: 'sessions', path: () => '/sessions' },
  { name: 'projects', path: () => '/projects' },
  { name: 'events', path: () => '/events' },
  { name: 'trash', path: () => '/trash' },
  { name: 'new', path: () => '/new' },
  { name: 'session', path: (scene: Scene) => `/sessions/${scene.done}` },
  { name: 'waiting', path: (scene: Scene) => `/sessions/${scene.approval}` },
];

for (const theme of ['light', 'dark'] as const)
  for (const place of places)
    test(`${place.name} fits a phone, ${theme}`, async ({ page, open, scene }) => {
      await page.emulateMedia({ colorScheme: theme });
      await open(place.path(scene));
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
      await expectAccessible(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(390);
      await page.screenshot({ path: `test-results/pictures/${place.name}-phone-${theme}.png` });
    });
