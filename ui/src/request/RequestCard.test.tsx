import { Toast } from '@base-ui/react/toast';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, expect, it, type MockInstance, vi } from 'vitest';
import { api, type InputRequest } from '../api/client';
import { keys } from '../api/queries';
import { RequestCard } from './RequestCard';
import { UNREAD_MS } from './useCard';

const request: InputRequest = {
  id: 'r1',
  session_id: 's1',
  kind: 'approval',
  title: 'Bash: make test',
  detail: 'make test',
  options: [],
  status: 'open',
  answer: null,
  requested_at: '2026-12-01T10:00:00Z',
  answered_at: null,
  expires_at: null,
};

let post: MockInstance<typeof api.POST>;
let now = 0;

function show(one: InputRequest, open = [one]): HTMLElement {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  cache.setQueryData(keys.requests, open);
  render(
    <QueryClientProvider client={cache}>
      <Toast.Provider>
        <RequestCard request={one} session={undefined} />
      </Toast.Provider>
    </QueryClientProvider>,
  );
  now += UNREAD_MS;
  return document.querySelector<HTMLElement>('[data-card]') as HTMLElement;
}
const press = (target: Element, key: string, more = {}) =>
  act(async () => void fireEvent.keyDown(target, { key, ...more }));
const sent = () => post.mock.calls.map((call) => (call[1] as { body: unknown }).body);

beforeEach(() => {
  now = Date.now();
  vi.spyOn(Date, 'now').mockImplementation(() => now);
  post = vi.spyOn(api, 'POST');
  post.mockResolvedValue({ data: {}, response: new Response('{}') } as never);
});

it('takes a letter while it has the focus itself, and not in what lies in it', async () => {
  const card = show(request);
  await press(document.body, 'a');
  await press(screen.getByRole('button', { name: /Deny and reply/ }), 'a');
  await press(screen.getByLabelText('What would run'), 'a');
  await press(card, 'a', { ctrlKey: true });
  await press(card, 'a', { repeat: true });
  expect(sent()).toEqual([]);
  await press(card, 'a');
  expect(sent()).toEqual([{ decision: 'allow' }]);
});

it('takes no letter in the first moment: one struck twice answers nothing unread', async () => {
  const card = show(request);
  now -= UNREAD_MS;
  await press(card, 'a');
  expect(sent()).toEqual([]);
});

it('takes none either in the first moment of its focus, however long it is there already', async () => {
  const card = show(request);
  act(() => card.focus());
  await press(card, 'a');
  expect(sent()).toEqual([]);
  now += UNREAD_MS;
  await press(card, 'a');
  expect(sent()).toEqual([{ decision: 'allow' }]);
});

it('opens the box for words at once, so that none of them can decide', async () => {
  const card = show(request);
  act(() => card.focus());
  await press(card, 'r');
  now += UNREAD_MS;
  await press(card, 'a');
  expect(sent()).toEqual([]);
  expect(screen.getByRole('textbox')).toBeDefined();
});

it('keeps what is half written, and no letter throws it away', async () => {
  sessionStorage.setItem('orch.answer.r1', 'rather make check');
  const card = show(request);
  expect(screen.getByRole('textbox')).toHaveProperty('value', 'rather make check');
  await press(card, 'a');
  expect(sent()).toEqual([]);
  await act(async () => screen.getByRole('button', { name: /Deny and reply/ }).click());
  expect(sent()).toEqual([{ decision: 'deny', text: 'rather make check' }]);
  expect(sessionStorage.getItem('orch.answer.r1')).toBeNull();
});

it('answers a question by the number of its option, and all equal ones only when told', async () => {
  const question: InputRequest = { ...request, kind: 'question', options: ['Yes', 'No'] };
  const card = show(question, [question, { ...question, id: 'r2' }]);
  await press(card, '3');
  await press(card, 'a');
  expect(sent()).toEqual([]);
  await act(async () => screen.getByRole('checkbox').click());
  await press(card, '2');
  expect(sent()).toEqual([
    { decision: 'allow', option: 'No' },
    { decision: 'allow', option: 'No' },
  ]);
});

it('shows a command in the order in which it runs, and what would turn it round by its name', () => {
  const turned = 'rm -rf x \u202e# gpj.y';
  const card = show({ ...request, title: `Bash: ${turned}`, detail: `${turned}\n\ndescription: \u202ewhy` });
  expect(document.body.innerHTML).not.toContain('\u202e');
  expect(screen.getByLabelText('What would run').textContent).toBe('$ rm -rf x [U+202E]# gpj.y');
  expect(card.getAttribute('aria-label')).toContain('[U+202E]');
});

it('shows so the words and the options of a question', () => {
  show({ ...request, kind: 'question', title: '?', detail: 'a\u2067b', options: ['y\u001bes'] });
  expect(document.body.textContent).not.toContain('\u2067');
  expect(document.body.textContent).not.toContain('\u001b');
  expect(screen.getByRole('button', { name: 'y[U+001B]es 1' })).toBeTruthy();
});
