import { afterEach, expect, test, vi } from 'vitest';
import { type Door, enter, logOut, token } from './token';

afterEach(() => history.replaceState(null, '', '/'));

const door = (by: Partial<Door> = {}): Door => ({
  trade: vi.fn(async () => 'never'),
  end: vi.fn(async () => undefined),
  ...by,
});

test('a code in the address is traded once and does not stay there', async () => {
  history.replaceState(null, '', '/login#code=abc');
  const trade = vi.fn(async () => 'secret');
  await enter(door({ trade }));
  expect(trade).toHaveBeenCalledExactlyOnceWith('abc');
  expect(token()).toBe('secret');
  expect(location.href).not.toContain('abc');
  expect(location.pathname).toBe('/');
});

const isUsed = async (): Promise<never> => {
  throw new Error('The code was used');
};

test('a refused code leaves the address too, and lets nobody in', async () => {
  history.replaceState(null, '', '/sessions?project=a#code=old');
  await expect(enter(door({ trade: isUsed }), 10)).rejects.toThrow('The code was used');
  expect(token()).toBeNull();
  expect(location.pathname + location.search + location.hash).toBe('/sessions?project=a');
});

test('a new tab is let in by one that is, and a logout reaches it', async () => {
  const other = new BroadcastChannel('orch.login');
  other.onmessage = ({ data }) => 'asks' in data && other.postMessage({ token: 'shared' });
  await enter(door());
  expect(token()).toBe('shared');
  other.postMessage({ left: 'shared' });
  await vi.waitFor(() => expect(token()).toBeNull());
  other.close();
});

test('a tab whose code was used is let in by another one that is', async () => {
  history.replaceState(null, '', '/login#code=used');
  const other = new BroadcastChannel('orch.login');
  other.onmessage = ({ data }) => 'asks' in data && other.postMessage({ token: 'shared' });
  await enter(door({ trade: isUsed }));
  expect(token()).toBe('shared');
  expect(location.pathname + location.hash).toBe('/');
  other.close();
});

test('who leaves ends the token at the daemon, and asks again until that has heard', async () => {
  vi.useFakeTimers();
  const asked: string[] = [];
  const end = async (ended: string): Promise<void> => {
    asked.push(ended);
    if (asked.filter((one) => one === 'leaving').length === 1) throw new Error('The daemon is away');
  };
  sessionStorage.setItem('orch.token', 'leaving');
  await enter(door({ end }));
  logOut();
  logOut();
  expect(token()).toBeNull();
  await vi.advanceTimersByTimeAsync(60_000);
  vi.useRealTimers();
  expect(asked.filter((one) => one === 'leaving')).toHaveLength(2);
});

test('a tab that another one puts out ends its own token if that is another', async () => {
  const end = vi.fn(async () => undefined);
  const other = new BroadcastChannel('orch.login');
  sessionStorage.setItem('orch.token', 'mine');
  await enter(door({ end }));
  other.postMessage({ left: 'mine' });
  await vi.waitFor(() => expect(token()).toBeNull());
  expect(end).not.toHaveBeenCalled();
  sessionStorage.setItem('orch.token', 'mine');
  other.postMessage({ left: 'theirs' });
  await vi.waitFor(() => expect(end).toHaveBeenCalledExactlyOnceWith('mine'));
  expect(token()).toBeNull();
  other.close();
});

test('leaving is told to the other tabs', async () => {
  const other = new BroadcastChannel('orch.login');
  const left = new Promise((resolve) => {
    other.onmessage = ({ data }) => 'left' in data && resolve(true);
  });
  sessionStorage.setItem('orch.token', 'secret');
  await enter(door());
  logOut();
  expect(token()).toBeNull();
  await expect(left).resolves.toBe(true);
  other.close();
});
