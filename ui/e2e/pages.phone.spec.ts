import { expect, expectAccessible, test, themes } from './fixtures';
import { expectShown, places } from './places';

const onPhones = [
  'dashboard',
  'inbox',
  'sessions',
  'projects',
  'events',
  'trash',
  'new',
  'session',
  'waiting',
];

/** The same on a phone: nothing is wider than it, and a finger hits what it aims at. */
for (const place of places.filter(({ name }) => onPhones.includes(name)))
  test(`${place.name} fits a phone`, async ({ page, open, scene }) => {
    await open(place.path(scene));
    for await (const theme of themes(page)) {
      await expectShown(page, place);
      await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible();
      await expectAccessible(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(390);
      await page.screenshot({ path: `test-results/pictures/${place.name}-phone-${theme}.png` });
    }
  });
