import { Toast } from '@base-ui/react/toast';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { Toasts } from '../kit/Toasts';

/** Shows it at this address, with a cache that holds what a test says, and nothing is old. */
export function showAt(
  address: string,
  shown: ReactNode,
  known: readonly (readonly [readonly unknown[], unknown])[] = [],
) {
  const cache = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  for (const [key, data] of known) cache.setQueryData(key, data);
  const root = createRootRoute();
  const [path = '/'] = address.split('?');
  const routeTree = root.addChildren([
    createRoute({ getParentRoute: () => root, path, component: () => shown }),
    createRoute({ getParentRoute: () => root, path: '$', component: () => <p>Elsewhere</p> }),
  ]);
  const router = createRouter({
    routeTree,
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  const { container } = render(
    <QueryClientProvider client={cache}>
      <Toast.Provider>
        <RouterProvider router={router as never} />
        <Toasts />
      </Toast.Provider>
    </QueryClientProvider>,
  );
  return { router, cache, container };
}
