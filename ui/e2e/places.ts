import type { Scene } from './scenes';

export interface Place {
  name: string;
  path: (scene: Scene) => string;
  /** In it, once it is there. */
  heading: string;
}

/** Every place of the pages. */
export const places: readonly Place[] = [
  { name: 'dashboard', path: () => '/', heading: 'Dashboard' },
  { name: 'inbox', path: () => '/inbox', heading: 'Inbox' },
  { name: 'sessions', path: () => '/sessions', heading: 'Sessions' },
  { name: 'projects', path: () => '/projects', heading: 'Projects' },
  { name: 'settings', path: () => '/projects/billing-api?tab=settings', heading: 'billing-api' },
  { name: 'events', path: () => '/events', heading: 'Events' },
  { name: 'trash', path: () => '/trash', heading: 'Trash' },
  { name: 'new', path: () => '/new', heading: 'New session' },
  { name: 'session', path: (scene) => `/sessions/${scene.done}`, heading: 'Add idempotency keys' },
  {
    name: 'waiting',
    path: (scene) => `/sessions/${scene.approval}`,
    heading: 'Retry failed webhooks',
  },
  {
    name: 'changes',
    path: (scene) => `/sessions/${scene.done}?tab=changes`,
    heading: 'Add idempotency',
  },
  { name: 'log', path: (scene) => `/sessions/${scene.done}?tab=log`, heading: 'Add idempotency keys' },
  {
    name: 'artifacts',
    path: (scene) => `/sessions/${scene.done}?tab=artifacts`,
    heading: 'Add idempotency',
  },
  {
    name: 'history',
    path: (scene) => `/sessions/${scene.done}?tab=history`,
    heading: 'Add idempotency',
  },
];
