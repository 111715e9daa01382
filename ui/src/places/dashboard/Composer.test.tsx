import { Toast } from '@base-ui/react/toast';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it, type MockInstance, vi } from 'vitest';
import { api } from '../../api/client';
import { keys } from '../../api/queries';
import { Composer } from './Composer';

vi.mock('@tanstack/react-router', () => ({ useNavigate: () => vi.fn() }));
vi.mock('../../live/Live', () => ({ useLive: () => ({ news: { put: vi.fn() } }) }));

let post: MockInstance<typeof api.POST>;

const preview = {
  text: 'claude implement billing -- add keys',
  agent: 'claude',
  action: 'implement',
  project_id: 'p1',
  scope_path: null,
  prompt: 'add keys',
  model: null,
  base: null,
  branch: null,
  session_id: null,
};
const misread = {
  type: 'urn:orch:problem:command_misread',
  title: 'Command not understood',
  status: 422,
  detail: '"billng" stands where a project was expected',
  hint: 'did you mean "billing"?',
  nearest: 'billing',
};

function show(): HTMLTextAreaElement {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  cache.setQueryData(keys.agents, [{ id: 'claude', name: 'Claude Code' }]);
  cache.setQueryData(keys.projects, [{ id: 'p1', slug: 'billing' }]);
  cache.setQueryData(keys.sessions, []);
  cache.setQueryData(keys.config, { settings: [] });
  render(
    <QueryClientProvider client={cache}>
      <Toast.Provider>
        <Composer />
      </Toast.Provider>
    </QueryClientProvider>,
  );
  return screen.getByLabelText('Command');
}
const write = (area: HTMLElement, value: string) => fireEvent.change(area, { target: { value } });
const isDry = (call: unknown[]) => Boolean((call[1] as { params?: unknown }).params);

beforeEach(() => {
  localStorage.clear();
  post = vi
    .spyOn(api, 'POST')
    .mockImplementation((async (_: string, asked: { body: { text: string } }) =>
      asked.body.text.includes('billng')
        ? { error: misread, response: new Response('', { status: 422 }) }
        : { data: preview, response: new Response('{}') }) as never);
});

it('shows what the daemon makes of it, asked once for many letters', async () => {
  const area = show();
  write(area, 'claude implement');
  write(area, 'claude implement billing add keys');
  await waitFor(() => screen.getByText('Claude Code'));
  expect(screen.getByText('add keys')).toBeTruthy();
  expect(post).toHaveBeenCalledTimes(1);
});

it('has a button that says what it does', async () => {
  post.mockResolvedValue({ data: { ...preview, action: 'stop' }, response: new Response('{}') } as never);
  const area = show();
  expect(screen.getByRole('button', { name: /^Start/ })).toBeTruthy();
  write(area, 'stop jffx');
  expect(await screen.findByRole('button', { name: /^Stop/ })).toBeTruthy();
});

it('puts the name that was meant where it was misread', async () => {
  const area = show();
  write(area, 'claude implement billng add keys');
  await waitFor(() => screen.getByText('"billng" stands where a project was expected'));
  fireEvent.click(screen.getByRole('button', { name: /did you mean/ }));
  expect(area.value).toBe('claude implement billing add keys');
});

it('keeps what is written over a reload, and sends it with mod+Enter alone', async () => {
  write(show(), 'claude implement billing add keys');
  document.body.innerHTML = '';
  const area = show();
  expect(area.value).toBe('claude implement billing add keys');
  await act(async () => void fireEvent.keyDown(area, { key: 'Enter' }));
  expect(post.mock.calls.filter((call) => !isDry(call))).toHaveLength(0);
  await act(async () => void fireEvent.keyDown(area, { key: 'Enter', ctrlKey: true }));
  expect(post.mock.calls.filter((call) => !isDry(call)).map((call) => call[1])).toEqual([
    { body: { text: 'claude implement billing add keys' } },
  ]);
});

it('keeps what is written while a command is being sent', async () => {
  const area = show();
  write(area, 'claude implement billing add keys');
  let answer: (said: unknown) => void = () => undefined;
  post.mockReturnValue(new Promise((resolve) => (answer = resolve)) as never);
  fireEvent.keyDown(area, { key: 'Enter', ctrlKey: true });
  write(area, 'claude implement billing add keys, and rotate them');
  await act(async () => answer({ data: { session: null }, response: new Response('{}') }));
  expect(area.value).toBe('claude implement billing add keys, and rotate them');
});
