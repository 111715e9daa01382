import { expectAccessible, test, themes } from './fixtures';
import { expectShown, places } from './places';

/** Every place as a person sees it, in both themes; the phone's are in pages.phone.spec.ts. */
for (const place of places)
  test(`${place.name} can be used by everybody`, async ({ page, open, scene }) => {
    await open(place.path(scene));
    for await (const theme of themes(page)) {
      await expectShown(page, place);
      await expectAccessible(page);
      await page.screenshot({ path: `test-results/pictures/${place.name}-${theme}.png` });
    }
  });
