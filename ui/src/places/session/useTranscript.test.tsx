import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { keys } from '../../api/queries';
import { useTranscript } from './useTranscript';

const live = vi.hoisted(() => ({ back: () => {} }));
vi.mock('../../live/Live', () => ({
  useNewsOf: () => {},
  useReturn: (listener: () => void) => {
    live.back = listener;
  },
}));

// The client takes the page's `fetch` as it is loaded.
const wire = vi.hoisted(() => {
  const it = {
    said: ['one'],
    asked: [] as string[],
    away: false,
    held: undefined as Promise<void> | undefined,
  };
  globalThis.fetch = async (request) => {
    if (it.away) throw new TypeError('Failed to fetch');
    const { searchParams } = new URL((request as Request).url);
    it.asked.push(searchParams.get('after') ?? '0');
    const items = it.said.map((text, n) => ({ seq: n + 1, text }));
    if (!searchParams.has('after')) await it.held;
    return Response.json({ items: items.slice(Number(searchParams.get('after') ?? 0)) });
  };
  return it;
});

function Said() {
  const { entries, error } = useTranscript('jffxskp9ym');
  return <p>{error ? 'away' : entries?.map((entry) => entry.text).join(' ')}</p>;
}

beforeEach(() => {
  Object.assign(wire, { said: ['one'], asked: [], away: false, held: undefined });
});

test('what was said while the daemon was away is read when it is back, and only that', async () => {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Said />
    </QueryClientProvider>,
  );
  await screen.findByText('one');
  await vi.waitFor(() => expect(wire.asked).toEqual(['0', '1']));
  wire.said = ['one', 'two'];
  act(() => live.back());
  await screen.findByText('one two');
  expect(wire.asked.filter((after) => after === '0')).toHaveLength(1);
});

test('what was read stays, though one goes away and comes back while the daemon is away', async () => {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  const shown = () =>
    render(
      <QueryClientProvider client={cache}>
        <Said />
      </QueryClientProvider>,
    );
  const first = shown();
  await screen.findByText('one');
  first.unmount();
  await vi.waitFor(() => expect(cache.isFetching()).toBe(0));
  wire.away = true;
  const second = shown();
  await screen.findByText('one');
  await act(() => cache.invalidateQueries());
  screen.getByText('one');
  second.unmount();
  wire.away = false;
  wire.said = ['one', 'two'];
  shown();
  await screen.findByText('one two');
});

test('what was added while all of it was being read again stays', async () => {
  const cache = new QueryClient();
  render(
    <QueryClientProvider client={cache}>
      <Said />
    </QueryClientProvider>,
  );
  await screen.findByText('one');
  await vi.waitFor(() => expect(wire.asked).toEqual(['0', '1']));
  let arrive = (): void => undefined;
  wire.held = new Promise((resolve) => {
    arrive = resolve;
  });
  const again = cache.invalidateQueries();
  await vi.waitFor(() => expect(wire.asked).toEqual(['0', '1', '0']));
  wire.said = ['one', 'two'];
  act(() => live.back());
  await screen.findByText('one two');
  arrive();
  await act(() => again);
  expect(cache.getQueryData(keys.ofSession('jffxskp9ym', 'transcript'))).toHaveLength(2);
});
