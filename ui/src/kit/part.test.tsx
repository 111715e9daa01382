import { CatchBoundary } from '@tanstack/react-router';
import { render, screen } from '@testing-library/react';
import { lazy, Suspense } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { PartFailed } from './PartFailed';
import { part, reload } from './part';

const page = (entry: string): string => `<script type="module" src="${entry}"></script>`;

beforeEach(() => {
  const entry = document.createElement('script');
  entry.setAttribute('src', '/assets/index-old.js');
  vi.spyOn(document, 'querySelector').mockReturnValue(entry);
  // React says in the console what a boundary has caught.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

const daemonServes = (answer: () => Promise<Response>) => vi.stubGlobal('fetch', vi.fn(answer));

const gone = (): Promise<never> =>
  Promise.reject(new TypeError('Failed to fetch dynamically imported module: /assets/Events-old.js'));

function show(load: () => Promise<{ default: () => string }>): void {
  const Part = lazy(() => part(load));
  render(
    <CatchBoundary getResetKey={() => 'one'} errorComponent={PartFailed}>
      <Suspense>
        <Part />
      </Suspense>
    </CatchBoundary>,
  );
}

test('a part that is there is shown', async () => {
  show(async () => ({ default: () => 'Events' }));
  await screen.findByText('Events');
});

test('a part that went with the older build says so, and a reload brings the newer one', async () => {
  daemonServes(async () => new Response(page('/assets/index-new.js')));
  const again = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
  show(gone);
  await screen.findByText('The daemon was upgraded');
  screen.getByRole('button', { name: 'Reload' }).click();
  await vi.waitFor(() => expect(again).toHaveBeenCalledOnce());
});

test('while the daemon is away a page is not given up for a part of it', async () => {
  daemonServes(async () => {
    throw new TypeError('Failed to fetch');
  });
  const again = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
  show(gone);
  await screen.findByText('This part is not loaded yet');
  await reload();
  expect(again).not.toHaveBeenCalled();
});

test('what else is wrong is not laid to an upgrade', async () => {
  daemonServes(async () => new Response(page('/assets/index-old.js')));
  show(() => Promise.reject(new Error('It cannot be read')));
  await screen.findByText(/It cannot be read/);
});
