import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { InputRequest } from '../api/client';
import { keys } from '../api/queries';
import { useListKeys } from '../places/sessions/useListKeys';
import { RequestCard } from '../request/RequestCard';
import { showAt } from '../test/pages';
import { ShortcutList } from './ShortcutList';
import { listenForKeys, useShortcuts } from './shortcuts';

vi.mock('../live/Live', () => ({ useLive: () => ({ news: { put: vi.fn() } }) }));

const List = () => <ShortcutList open onOpenChange={() => undefined} />;
const listed = async (): Promise<string[]> => {
  await screen.findByRole('dialog', { name: 'Keys' });
  return [...document.querySelectorAll('dl > div')].map(
    (row) =>
      `${[...row.querySelectorAll('kbd')].map((key) => key.textContent).join(' ')}: ${row.querySelector('dt')?.textContent}`,
  );
};

const asks = (id: string, kind: InputRequest['kind'], options: string[] = []): InputRequest => ({
  id,
  session_id: 's1',
  kind,
  title: id,
  detail: id,
  options,
  status: 'open',
  answer: null,
  requested_at: '2026-12-01T10:00:00Z',
  answered_at: null,
  expires_at: null,
});

test('has the keys of cards, once for all cards of a kind', async () => {
  const requests = [asks('r1', 'approval'), asks('r2', 'approval'), asks('r3', 'question', ['Yes', 'No'])];
  showAt(
    '/page',
    <>
      {requests.map((one) => (
        <RequestCard key={one.id} request={one} session={undefined} />
      ))}
      <List />
    </>,
    [[keys.requests, requests]],
  );
  expect(await listed()).toEqual([
    'A: On a card: allow once',
    'D: On a card: deny',
    'R: On a card: reply',
    'Ctrl Enter: On a card: send what is written',
    '1: On a card: answer 1',
    '2: On a card: answer 2',
    'R: On a card: write an answer',
  ]);
});

function Sessions() {
  useListKeys({
    current: undefined,
    picked: [],
    waiting: 0,
    peeking: false,
    move: vi.fn(),
    open: vi.fn(),
    peek: vi.fn(),
    pick: vi.fn(),
    back: vi.fn(),
    catchUp: vi.fn(),
    run: vi.fn(),
    runAll: vi.fn(),
  });
  return <List />;
}

test('has what can be done with a row before one has the focus', async () => {
  showAt('/page', <Sessions />);
  const all = await listed();
  for (const line of ['Enter: Open the session', 'Space: Peek', 'X: Pick', 'S: Stop', 'R: Answer'])
    expect(all).toContain(line);
});

const runs = vi.fn();
function Twice() {
  useShortcuts([{ keys: 'a', label: 'Acts', run: runs }]);
  useShortcuts([{ keys: 'a', label: 'Told alone' }]);
  return <List />;
}

test('what is only listed takes no key away from what acts', async () => {
  const end = listenForKeys();
  showAt('/page', <Twice />);
  await listed();
  await act(async () => void fireEvent.keyDown(document.body, { key: 'a' }));
  expect(runs).toHaveBeenCalledOnce();
  end();
});
