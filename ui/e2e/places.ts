import { expect, type Page } from '@playwright/test';
import type { Scene } from './scenes';

export interface Place {
  name: string;
  path: (scene: Scene) => string;
  /** In it, once it is there. */
  heading: string;
  /** In it, once what it shows has been read. */
  shows: string | RegExp;
}

/** Every place of the pages. */
export const places: readonly Place[] = [
  { name: 'dashboard', path: () => '/', heading: 'Dashboard', shows: 'Allow once' },
  { name: 'inbox', path: () => '/inbox', heading: 'Inbox', shows: 'Allow once' },
  { name: 'sessions', path: () => '/sessions', heading: 'Sessions', shows: 'Dark mode' },
  { name: 'projects', path: () => '/projects', heading: 'Projects', shows: 'storefront' },
  {
    name: 'settings',
    path: () => '/projects/billing-api?tab=settings',
    heading: 'billing-api',
    shows: 'Branch name',
  },
  { name: 'events', path: () => '/events', heading: 'Events', shows: 'session.completed' },
  { name: 'trash', path: () => '/trash', heading: 'Trash', shows: /^Nothing in the trash$|Restore$/ },
  { name: 'new', path: () => '/new', heading: 'New session', shows: 'Or field by field' },
  {
    name: 'session',
    path: (scene) => `/sessions/${scene.done}`,
    heading: 'Add idempotency keys',
    shows: 'Done:',
  },
  {
    name: 'waiting',
    path: (scene) => `/sessions/${scene.approval}`,
    heading: 'Retry failed webhooks',
    shows: 'Allow once',
  },
  {
    name: 'changes',
    path: (scene) => `/sessions/${scene.done}?tab=changes`,
    heading: 'Add idempotency',
    shows: 'Refund.java',
  },
  {
    name: 'log',
    path: (scene) => `/sessions/${scene.done}?tab=log`,
    heading: 'Add idempotency keys',
    shows: 'session_id',
  },
  {
    name: 'artifacts',
    path: (scene) => `/sessions/${scene.done}?tab=artifacts`,
    heading: 'Add idempotency',
    shows: 'transcript.md',
  },
  {
    name: 'history',
    path: (scene) => `/sessions/${scene.done}?tab=history`,
    heading: 'Add idempotency',
    shows: 'Turn 1',
  },
];

/** Waits until the place is there, and what it shows. */
export async function expectShown(page: Page, place: Place): Promise<void> {
  await expect(page.getByRole('heading', { name: place.heading }).first()).toBeVisible();
  await expect(page.getByRole('main').getByText(place.shows).filter({ visible: true }).first()).toBeVisible();
}
