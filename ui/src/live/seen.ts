import type { Session } from '../api/client';

/**
 * That a person has looked at a session is no event: the log says what happened to the work, not who read of it. So
 * the tab that recorded it tells the others, which show the session too.
 */
const CHANNEL = 'orch.seen';

export function tellSeen(session: Session): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(session);
  channel.close();
}

/** Calls with each session that a person has looked at in another tab. */
export function hearSeen(put: (session: Session) => void, signal: AbortSignal): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<Session>) => put(data));
  signal.addEventListener('abort', () => channel.close());
}
