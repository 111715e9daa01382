import { expect, expectAccessible, test } from './fixtures';
import type { Scene } from './scenes';

/** Every place as a person sees it, in both themes; the phone's are in pages.phone.spec.ts. */
const places = [
  { name: 'dashboard', path: () => '/', heading: 'Dashboard' },
  { name: 'inbox', path: () => '/inbox', heading: 'Inbox' },
  { name: 'sessions', path: () => '/sessions', heading: 'Sessions' },
  { name: 'projects', path: () => '/projects', heading: 'Projects' },
  { name: 'settings', path: () => '/projects/billing-api?tab=settings', heading: 'billing-api' },
  { name: 'events', path: () => '/events', heading: 'Events' },
  { name: 'trash', path: () => '/trash', heading: 'Trash' },
  { name: 'new', path: () => '/new', heading: 'New session' },
  { name: 'session', path: (scene: Scene) => `/sessions/${scene.done}`, heading: 'Add idempotency keys' },
  {
    name: 'waiting',
    path: (scene: Scene) => `/sessions/${scene.approval}`,
    heading: 'Retry failed webhooks',
  },
  {
    name: 'changes',
    path: (scene: Scene) => `/sessions/${scene.done}?tab=changes`,
    heading: 'Add idempotency',
  },
  { name: 'log', path: (scene: Scene) => `/sessions/${scene.done}?tab=log`, heading: 'Add idempotency keys' },
  {
    name: 'artifacts',
    path: (scene: Scene) => `/sessions/${scene.done}?tab=artifacts`,
    heading: 'Add idempotency',
  },
  {
    name: 'history',
    path: (scene: Scene) => `/sessions/${scene.done}?tab=history`,
    heading: 'Add idempotency',
  },
];

for (const theme of ['light', 'dark'] as const)
  for (const place of places)
    test(`${place.name} can be used by everybody, ${theme}`, async ({ page, open, scene }) => {
      await page.emulateMedia({ colorScheme: theme });
      await open(place.path(scene));
      await expect(page.getByRole('heading', { name: place.heading }).first()).toBeVisible();
      await expectAccessible(page);
      await page.screenshot({ path: `test-results/pictures/${place.name}-${theme}.png` });
    });
