import { Toast } from '@base-ui/react/toast';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createRef } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { api, type Wire } from '../../api/client';
import { keys } from '../../api/queries';
import { Toasts } from '../../kit/Toasts';
import { anEvent, aSession } from '../../test/wire';
import { FollowUp } from './FollowUp';

vi.mock('../../live/Live', () => ({ useLive: () => ({ news: { put: vi.fn() } }) }));

const session = aSession();
const kept: Wire['FollowUpView'] = {
  id: 'f1',
  message: 'one more test',
  mode: 'next_turn',
  position: 1,
  created_at: '2026-12-01T10:00:00Z',
  version: 1,
};
const ok = (data: unknown = {}) => ({ data, response: new Response('{}') }) as never;

function show(messages: Wire['FollowUpView'][] = []) {
  const cache = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  cache.setQueryData(keys.agents, []);
  cache.setQueryData(keys.ofSession(session.id, 'requests'), []);
  cache.setQueryData(keys.ofSession(session.id, 'followups'), messages);
  render(
    <QueryClientProvider client={cache}>
      <Toast.Provider>
        <FollowUp session={session} ref={createRef()} />
        <Toasts />
      </Toast.Provider>
    </QueryClientProvider>,
  );
  return cache;
}

beforeEach(() => {
  localStorage.clear();
  vi.spyOn(api, 'GET').mockResolvedValue(ok({ items: [], next_cursor: null }));
  vi.spyOn(api, 'DELETE').mockResolvedValue(ok());
});

const withdraw = () => userEvent.click(screen.getByRole('button', { name: 'Withdraw the kept message' }));

test('a withdrawn message can be sent again', async () => {
  show([kept]);
  await withdraw();
  expect(await screen.findByText('Withdrew the message')).toBeDefined();
  expect(screen.getByText('Undo')).toBeDefined();
});

test('a withdrawn review cannot: its comments are drafts again', async () => {
  const sent = anEvent(1, 'comments.sent', { payload: { count: 2, follow_up_id: 'f1', turn: null } });
  vi.spyOn(api, 'GET').mockImplementation((async (path: string) =>
    ok({ items: path === '/api/v1/events' ? [sent] : [], next_cursor: null })) as never);
  show([kept]);
  await withdraw();
  expect(await screen.findByText(/^Withdrew the review/)).toBeDefined();
  expect(screen.queryByText('Undo')).toBeNull();
});

test('an edit is of the version that it began from', async () => {
  const put = vi.spyOn(api, 'PUT').mockResolvedValue(ok());
  const cache = show([kept]);
  await userEvent.click(screen.getByRole('button', { name: 'Edit the kept message' }));
  const edited = [{ ...kept, message: 'words of another tab', version: 2 }];
  act(() => void cache.setQueryData(keys.ofSession(session.id, 'followups'), edited));
  await userEvent.type(screen.getByRole('textbox', { name: 'The kept message' }), '!');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(put.mock.calls[0]?.[1]).toMatchObject({ body: { message: 'one more test!', version: 1 } });
});

test('what is written while a message is being sent stays', async () => {
  let answer: (said: unknown) => void = () => undefined;
  vi.spyOn(api, 'POST').mockReturnValue(new Promise((resolve) => (answer = resolve)) as never);
  show();
  const area = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
  await userEvent.type(area, 'first{Control>}{Enter}{/Control}');
  await userEvent.type(area, ' and second');
  await act(async () => answer(ok({ session, delivery: 'kept' })));
  expect(area.value).toBe('first and second');
  expect(localStorage.getItem(`orch.draft.${session.id}`)).toBe('first and second');
});

test('what was sent is gone', async () => {
  vi.spyOn(api, 'POST').mockResolvedValue(ok({ session, delivery: 'kept' }));
  show();
  const area = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
  await userEvent.type(area, 'first{Control>}{Enter}{/Control}');
  expect(area.value).toBe('');
  expect(localStorage.getItem(`orch.draft.${session.id}`)).toBeNull();
});
