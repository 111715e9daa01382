import { useSyncExternalStore } from 'react';

/**
 * This page's token: in the tab's own storage, never in a cookie (cookies ignore ports, on which agents run
 * servers of their own). Tabs hand it to each other, so that a link opened in a new tab is let in too.
 */
const KEY = 'orch.token';
const CHANNEL = 'orch.login';
const RETRY_MS = 2000;

/** Who leaves names its token, so that a tab with another one knows to end that too. */
type Said = { asks: true } | { token: string } | { left: string };

/** What is asked of the daemon. */
export interface Door {
  /** The token for a code. Fails if the code is refused. */
  trade: (code: string) => Promise<string>;
  /** Ends the token; done too where the daemon does not know it any more. Fails if the daemon is away. */
  end: (token: string) => Promise<void>;
}

const listeners = new Set<() => void>();
let channel: BroadcastChannel | undefined;
let door: Door | undefined;
/** Tokens of which the daemon has not heard yet that they are ended. */
const unended = new Set<string>();

export const token = (): string | null => sessionStorage.getItem(KEY);

const tell = (): void => {
  for (const listener of listeners) listener();
};

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function keep(value: string | null): void {
  if (value === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, value);
  tell();
}

/** Is this tab let in? Follows a logout in another tab. */
export const useIsLoggedIn = (): boolean => useSyncExternalStore(listen, () => token() !== null);

/** Has this tab left without the daemon knowing of it yet? */
export const useIsUnended = (): boolean => useSyncExternalStore(listen, () => unended.size > 0);

/** Leaves, in all tabs, and ends the token: a copy of it lets nobody in. */
export function logOut(): void {
  const mine = token();
  if (mine === null) return;
  channel?.postMessage({ left: mine } satisfies Said);
  keep(null);
  void end(mine);
}

/** Asks until the daemon has heard of it: one that was away would let a copy in again. */
async function end(mine: string): Promise<void> {
  const isHeard = async (): Promise<boolean> => {
    try {
      await door?.end(mine);
      return true;
    } catch {
      return false;
    }
  };
  if (await isHeard()) return;
  unended.add(mine);
  tell();
  do await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  while (!(await isHeard()));
  unended.delete(mine);
  tell();
}

/** The token was refused: a tab with another one may still be let in, so the others are not told. */
export const forgetToken = (): void => keep(null);

/**
 * Lets this tab in, if it can be: by the one-time code in the address, which does not stay there, by the token it
 * already has, or by that of another tab. Called once, before anything is shown.
 *
 * @param patienceMs how long another tab is waited for
 * @throws what the code was refused for, where nothing else lets this tab in
 */
export async function enter(by: Door, patienceMs = 250): Promise<void> {
  door = by;
  channel = new BroadcastChannel(CHANNEL);
  const handed = new Promise<void>((resolve) => {
    channel?.addEventListener('message', ({ data }: MessageEvent<Said>) => {
      const mine = token();
      if ('asks' in data && mine) channel?.postMessage({ token: mine } satisfies Said);
      if ('token' in data && !mine) keep(data.token);
      if ('left' in data) {
        keep(null);
        if (mine && mine !== data.left) void end(mine);
      }
      if ('token' in data) resolve();
    });
  });
  const refusal = await refusalOf(by.trade);
  if (token()) return;
  channel.postMessage({ asks: true } satisfies Said);
  await Promise.race([handed, new Promise((resolve) => setTimeout(resolve, patienceMs))]);
  if (refusal && !token()) throw refusal.reason;
}

/** Trades the code in the address, if there is one, and says what it was refused for, if it was. */
async function refusalOf(trade: Door['trade']): Promise<{ reason: unknown } | undefined> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (!code) return undefined;
  const target = location.pathname === '/login' ? '/' : location.pathname + location.search;
  history.replaceState(null, '', target);
  try {
    keep(await trade(code));
    return undefined;
  } catch (reason) {
    return { reason };
  }
}
