import type { OrchEvent } from '../api/client';
import { follow, type StreamState } from './stream';

/** What tabs tell each other: the one that holds the stream shares what it hears. */
type Said = { events: OrchEvent[] } | { state: StreamState } | { reset: true } | { joined: true };

export interface Hearing {
  onBatch: (events: OrchEvent[]) => void;
  onState: (state: StreamState) => void;
  onReset: () => void;
}

let holding = false;

/** Whether this tab is the one that holds the stream: it does what is to be done once over all tabs. */
export const holdsStream = (): boolean => holding;

const CHANNEL = 'orch.events';
const LOCK = 'orch.stream';

/**
 * The event log for this tab. One tab of all holds the stream, since the daemon gives each caller few; the others
 * hear from it. When it is closed or its token refused, another goes on behind the last event that it knows itself, so that none is
 * missed. Every tab drops what it has heard already.
 *
 * @param lastSeq the number of the newest event, asked for once this tab can hear the others: whatever they have
 *     shared before is not newer
 */
export async function listen(
  hearing: Hearing,
  lastSeq: () => Promise<number>,
  signal: AbortSignal,
): Promise<void> {
  const channel = new BroadcastChannel(CHANNEL);
  let holds = false;
  let state: StreamState = 'connecting';
  let last = Number.POSITIVE_INFINITY;
  let waiting: OrchEvent[] = [];

  const hear = (events: OrchEvent[]): void => {
    if (last === Number.POSITIVE_INFINITY) {
      waiting.push(...events);
      return;
    }
    const fresh = events.filter((event) => event.seq > last);
    const newest = fresh.at(-1);
    if (!newest) return;
    last = newest.seq;
    hearing.onBatch(fresh);
  };
  const become = (next: StreamState): void => {
    state = next;
    hearing.onState(next);
  };
  channel.addEventListener('message', ({ data }: MessageEvent<Said>) => {
    if (holds) {
      if ('joined' in data) channel.postMessage({ state } satisfies Said);
    } else if ('events' in data) hear(data.events);
    else if ('state' in data) become(data.state);
    else if ('reset' in data) {
      last = 0;
      hearing.onReset();
    }
  });
  signal.addEventListener('abort', () => channel.close());
  channel.postMessage({ joined: true } satisfies Said);

  last = await lastSeq();
  hear(waiting);
  waiting = [];
  await navigator.locks.request(LOCK, { signal }, async () => {
    holds = true;
    holding = true;
    const letGo = (): void => {
      holding = false;
    };
    signal.addEventListener('abort', letGo);
    await follow({
      url: '/api/v1/stream/events',
      after: last,
      signal,
      onBatch: (events) => {
        channel.postMessage({ events } satisfies Said);
        hear(events);
      },
      onState: (next) => {
        // Another tab may have another token: it takes the lock, and is told by the daemon itself.
        if (next !== 'refused') channel.postMessage({ state: next } satisfies Said);
        become(next);
      },
      onReset: () => {
        channel.postMessage({ reset: true } satisfies Said);
        last = 0;
        hearing.onReset();
      },
    });
    letGo();
  });
}
