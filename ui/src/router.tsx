import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { PartFailed } from './kit/PartFailed';
import { part } from './kit/part';
import { Dashboard } from './places/dashboard/Dashboard';
import { eventsSearch } from './places/events/search';
import { sessionsSearch } from './places/sessions/search';
import { NotFound, Shell } from './shell/Shell';

/** Every address of the pages. What is looked at, filters among it, is in the address: it can be kept and shared. */
const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const routeTree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: Dashboard }),
  createRoute({
    getParentRoute: () => root,
    path: '/new',
    component: lazyRouteComponent(() => part(() => import('./places/dashboard/NewSession'))),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/inbox',
    validateSearch: (search: Record<string, unknown>): { request?: string } =>
      typeof search.request === 'string' ? { request: search.request } : {},
    component: lazyRouteComponent(() => part(() => import('./places/inbox/Inbox'))),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sessions',
    validateSearch: sessionsSearch,
    component: lazyRouteComponent(() => part(() => import('./places/sessions/Sessions'))),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sessions/$id',
    validateSearch: (
      search: Record<string, unknown>,
    ): { tab?: string; turn?: number; file?: string; line?: string } => ({
      ...(typeof search.tab === 'string' && { tab: search.tab }),
      ...(typeof search.turn === 'number' && { turn: search.turn }),
      ...(typeof search.file === 'string' && { file: search.file }),
      ...(typeof search.line === 'string' && { line: search.line }),
    }),
    component: lazyRouteComponent(() => part(() => import('./places/session/SessionPage'))),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/projects',
    component: lazyRouteComponent(() => part(() => import('./places/projects/Projects'))),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/projects/$id',
    validateSearch: (search: Record<string, unknown>): { tab?: string } =>
      typeof search.tab === 'string' ? { tab: search.tab } : {},
    component: lazyRouteComponent(() => part(() => import('./places/projects/ProjectPage'))),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/trash',
    component: lazyRouteComponent(() => part(() => import('./places/trash/Trash'))),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/events',
    validateSearch: eventsSearch,
    component: lazyRouteComponent(() => part(() => import('./places/events/Events'))),
  }),
]);

// Scroll restoration puts a script into the page, which the policy refuses.
export const router = createRouter({
  routeTree,
  scrollRestoration: false,
  defaultErrorComponent: PartFailed,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
