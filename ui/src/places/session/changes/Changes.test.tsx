import { Toast } from '@base-ui/react/toast';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useEffect } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { OrchEvent, Session } from '../../../api/client';
import { Toasts } from '../../../kit/Toasts';
import { anEvent, aSession } from '../../../test/wire';
import Changes from './Changes';
import type { Review, Wanted } from './comments';
import { tellsOfChanges } from './diff';
import { bigPatch } from './testPatch';
import { whyEmpty } from './why';

type Listener = (events: readonly OrchEvent[]) => void;
const hear = new Set<Listener>();
vi.mock('../../../live/Live', () => ({
  useNewsOf: (_: string, listener: Listener) =>
    useEffect(() => {
      hear.add(listener);
      return () => void hear.delete(listener);
    }),
}));

// The client takes the page's `fetch` as it is loaded.
const wire = vi.hoisted(() => {
  const it = { answer: async (_: Request) => new Response() };
  globalThis.fetch = (asked) => it.answer(asked as Request);
  return it;
});

let patch = '';
let review: Review;

/** The daemon, as far as this page asks it. */
async function daemon(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith('/diff')) return new Response(patch, { headers: { 'content-type': 'text/x-patch' } });
  if (request.method === 'PUT') {
    const asked = (await request.json()) as { items: Wanted[] };
    const items = asked.items.map((one, n) => ({ ...one, id: `named${n}`, status: 'draft' as const }));
    review = { version: review.version + 1, items };
  }
  return Response.json(review);
}

beforeEach(() => {
  hear.clear();
  patch = '';
  review = { version: 1, items: [] };
  localStorage.clear();
  wire.answer = daemon;
  // The window of the list, and so what of it is in the page, is as high as this.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900);
});

function show(session: Session, search = '') {
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: '/sessions/$id',
    validateSearch: (raw: Record<string, unknown>) => raw,
    component: () => <Changes session={session} />,
  });
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: [`/sessions/${session.id}?tab=changes${search}`] }),
  });
  return {
    router,
    ...render(
      <QueryClientProvider client={new QueryClient()}>
        <Toast.Provider>
          {/* The types are of the pages' own router. */}
          <RouterProvider router={router as never} />
          <Toasts />
        </Toast.Provider>
      </QueryClientProvider>,
    ),
  };
}

test('says why there is nothing', async () => {
  show(aSession({ action: 'analyze', state: 'completed', worktree_path: '/w' }));
  expect(await screen.findByText('This session changes no files')).toBeDefined();
});

test('each kind of nothing has its reason', () => {
  const why = (differs: Partial<Session>, turn?: number) => whyEmpty(aSession(differs), turn).title;
  expect(why({ state: 'running' })).toBe('No changes yet');
  expect(why({ state: 'completed', worktree_path: '/w' })).toBe('No changes');
  expect(why({ state: 'completed', worktree_path: null })).toBe('The worktree is gone');
  expect(why({ state: 'completed', released_at: '2026-12-01T10:00:00Z' })).toBe('The worktree is gone');
  expect(why({ action: 'plan' })).toBe('This session changes no files');
  expect(why({}, 2)).toBe('No changes after turn 2');
});

test('newer changes are told, not put under the reader', async () => {
  const user = userEvent.setup();
  patch = bigPatch(0, 3, 'one.txt');
  show(aSession());
  expect(await screen.findByText('1 file')).toBeDefined();
  patch += bigPatch(0, 3, 'two.txt');
  act(() => {
    for (const one of hear) one([anEvent(1, 'turn.finished')]);
  });
  expect(await screen.findByText('The changes are newer')).toBeDefined();
  expect(screen.queryByText('2 files')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Show' }));
  expect(await screen.findByText('2 files')).toBeDefined();
  expect(screen.queryByText('The changes are newer')).toBeNull();
});

test('only what may have changed files tells of newer changes', () => {
  const tells = (event: OrchEvent, turn?: number) => tellsOfChanges([event], turn);
  expect(tells(anEvent(1, 'agent.message'))).toBe(false);
  expect(tells(anEvent(1, 'artifact.created', { payload: { kind: 'plan' } }))).toBe(false);
  expect(tells(anEvent(1, 'artifact.created', { payload: { kind: 'diff' } }))).toBe(true);
  expect(tells(anEvent(1, 'turn.finished', { turn: 2 }), 1)).toBe(false);
  expect(tells(anEvent(1, 'checkout.applied'))).toBe(true);
});

test('what is being written survives a reload, and is kept by the daemon once it is done', async () => {
  const user = userEvent.setup();
  patch = bigPatch(0, 3, 'one.txt');
  const first = show(aSession(), '&file=one.txt&line=R2-3');
  await user.click(await screen.findByRole('button', { name: 'Comment on line 3' }));
  await user.type(screen.getByRole('textbox', { name: 'Comment on lines 2–3' }), 'Why?');
  first.unmount();
  show(aSession(), '&file=one.txt&line=R2-3');
  const again = await screen.findByRole('textbox', { name: 'Comment on lines 2–3' });
  expect((again as HTMLTextAreaElement).value).toBe('Why?');
  await user.click(screen.getByRole('button', { name: /^Keep draft/ }));
  await vi.waitFor(() =>
    expect(review.items).toMatchObject([
      { path: 'one.txt', side: 'new', start_line: 2, end_line: 3, quote: 'new 1\nnew 2', text: 'Why?' },
    ]),
  );
  expect(localStorage.getItem('orch.writing.jffxskp9ym')).toBeNull();
  expect(await screen.findByText('1 draft comment')).toBeDefined();
});

test('a review never answers a question that is open', async () => {
  const user = userEvent.setup();
  patch = bigPatch(0, 3, 'one.txt');
  const lines = { path: 'one.txt', side: 'new', start_line: 2, end_line: 2, quote: 'new 1' } as const;
  review = { version: 1, items: [{ ...lines, id: 'a', text: 'Why?', status: 'draft' }] };
  const sent: unknown[] = [];
  wire.answer = async (request) => {
    if (request.method === 'POST') sent.push(await request.clone().json());
    return daemon(request);
  };
  show(aSession({ state: 'waiting_for_user', reason: 'question' }));
  await user.click(await screen.findByRole('button', { name: /^Send 1 comment/ }));
  await vi.waitFor(() => expect(sent).toEqual([{ version: 1, mode: 'next_turn' }]));
});

test('what is said of the old lines of a renamed file is said of its old name', async () => {
  const user = userEvent.setup();
  patch = bigPatch(0, 3, 'new.txt').replace(/^index /m, 'rename from old.txt\nrename to new.txt\nindex ');
  show(aSession(), '&file=new.txt&line=L1');
  await user.click(await screen.findByRole('button', { name: 'Comment on old line 1' }));
  await user.type(screen.getByRole('textbox', { name: 'Comment on old line 1' }), 'Why?');
  await user.click(screen.getByRole('button', { name: /^Keep draft/ }));
  await vi.waitFor(() => expect(review.items).toMatchObject([{ path: 'old.txt', side: 'old' }]));
  expect(await screen.findByRole('article', { name: 'Comment on old line 1' })).toBeDefined();
  expect(screen.getByText('1 draft comment')).toBeDefined();
});

test('what Escape has thrown away can be had back', async () => {
  const user = userEvent.setup();
  patch = bigPatch(0, 3, 'one.txt');
  show(aSession(), '&file=one.txt&line=R2');
  await user.click(await screen.findByRole('button', { name: 'Comment on line 2' }));
  const area = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Comment on line 2' });
  await user.keyboard('{Escape}');
  expect(screen.queryByText('Undo')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Comment on line 2' }));
  await user.type(area(), 'Why?{Escape}');
  expect(screen.queryByRole('textbox', { name: 'Comment on line 2' })).toBeNull();
  await user.click(await screen.findByText('Undo'));
  expect(area().value).toBe('Why?');
});
