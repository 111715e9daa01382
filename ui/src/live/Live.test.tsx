import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { api } from '../api/client';
import { LiveProvider, useLive } from './Live';

vi.mock('./shared', () => ({
  listen: (_heard: unknown, begin: () => Promise<number>) => begin().then(() => undefined),
}));

const read = vi.fn(async () => 'what was read');
let answer: (newest: unknown) => void;

function Page() {
  const { asked } = useLive();
  const { data } = useQuery({ queryKey: ['page'], queryFn: read });
  return (
    <>
      <p>The shell</p>
      <p>{asked ? 'asked' : 'not yet'}</p>
      <p>{data ?? 'nothing'}</p>
    </>
  );
}

beforeEach(() => {
  read.mockClear();
  vi.spyOn(api, 'GET').mockReturnValue(new Promise((resolve) => (answer = resolve)) as never);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LiveProvider>
        <Page />
      </LiveProvider>
    </QueryClientProvider>,
  );
});

test('what is below it is shown at once, and reads once the newest event is known', async () => {
  expect(screen.getByText('The shell')).toBeDefined();
  expect(screen.getByText('not yet')).toBeDefined();
  expect(read).not.toHaveBeenCalled();
  await act(async () => answer({ data: { items: [{ seq: 7 }] }, response: new Response('{}') }));
  expect(await screen.findByText('what was read')).toBeDefined();
  expect(screen.getByText('asked')).toBeDefined();
  expect(read).toHaveBeenCalledOnce();
});

test('no word of the network lets it read earlier', async () => {
  await act(async () => void window.dispatchEvent(new Event('online')));
  expect(read).not.toHaveBeenCalled();
});
