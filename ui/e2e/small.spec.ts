import { expect, test } from './fixtures';
import { expectShown, type Place, places } from './places';
import { withoutRoom } from './room';

/** A window of 1440 × 900 whose pages are shown at twice their size. */
test.use({ viewport: { width: 720, height: 450 } });

/** What lies beside a list, or over it. */
const more: readonly Place[] = [
  {
    name: 'peek',
    path: (scene) => `/sessions?peek=${scene.approval}`,
    heading: 'Sessions',
    shows: 'Allow once',
  },
  { name: 'replay', path: () => '/events?from=1&at=2', heading: 'Events', shows: 'Copy JSON' },
];
const all = [...places, ...more];

test('at twice the size nothing is cut off, and no place is scrolled sideways', async ({
  open,
  page,
  scene,
}) => {
  const found: Record<string, string[]> = {};
  for (const place of all) {
    await open(place.path(scene));
    await expectShown(page, place);
    await expect(page.getByRole('navigation', { name: 'Main' })).toContainText('Claude Code');
    await page.screenshot({ path: `test-results/pictures/${place.name}-small.png` });
    found[place.name] = await withoutRoom(page);
  }
  // What stands beside a session in a wide window is had here too.
  await open(`/sessions/${scene.done}`);
  await page.getByRole('button', { name: 'About this session' }).click();
  await expect(page.getByRole('dialog', { name: 'About this session' })).toContainText(scene.done);
  await page.screenshot({ path: 'test-results/pictures/about-small.png' });
  found.about = await withoutRoom(page);
  expect(found).toEqual(Object.fromEntries([...all, { name: 'about' }].map(({ name }) => [name, []])));
});
