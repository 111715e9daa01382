import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { OrchEvent } from '../api/client';
import { token } from '../login/token';

export type StreamState = 'connecting' | 'open' | 'waiting' | 'refused';

export interface StreamOptions {
  url: string;
  /** Events up to this number are known. */
  after: number;
  signal: AbortSignal;
  /** Called at most once a frame, with events in order and none twice. */
  onBatch: (events: OrchEvent[]) => void;
  onState: (state: StreamState) => void;
  /** The log is shorter than what is known, so it is another one: what is shown is worth nothing. */
  onReset: () => void;
  fetch?: typeof fetch;
  schedule?: (run: () => void) => void;
  /** Longer than two heartbeats of the daemon. */
  silenceMs?: number;
  retryMs?: number;
}

const FRAME_MS = 250;

/** At the next frame. None come in a hidden tab, also not one that was asked for before, so a timer runs beside it. */
function perFrame(run: () => void): void {
  const once = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, FRAME_MS);
}

const UNAUTHORIZED = 401;
const LONGEST_WAIT_MS = 5000;

/**
 * Follows the event log until `signal` ends it or the token is refused. The token goes as a header, which
 * EventSource cannot send. After each end it goes on behind the last event that it has seen.
 */
export async function follow(o: StreamOptions): Promise<void> {
  const schedule = o.schedule ?? perFrame;
  const firstWait = o.retryMs ?? 250;
  let last = o.after;
  let collected: OrchEvent[] = [];
  let wait = firstWait;
  const flush = (): void => {
    const batch = collected;
    collected = [];
    if (batch.length && !o.signal.aborted) o.onBatch(batch);
  };
  const take = (id: string | undefined, data: string): void => {
    const seq = Number(id);
    if (!Number.isSafeInteger(seq) || seq <= last) return;
    last = seq;
    if (collected.push(JSON.parse(data) as OrchEvent) === 1) schedule(flush);
  };

  while (!o.signal.aborted) {
    const silence = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), o.silenceMs ?? 35_000);
    };
    try {
      o.onState('connecting');
      heard();
      const response = await (o.fetch ?? fetch)(o.url, {
        headers: headersAfter(last),
        cache: 'no-store',
        signal: AbortSignal.any([o.signal, silence.signal]),
      });
      if (response.status === UNAUTHORIZED) {
        o.onState('refused');
        return;
      }
      if (!response.ok || !response.body) throw new Error(String(response.status));
      o.onState('open');
      wait = firstWait;
      const reader = response.body
        .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
        .pipeThrough(new EventSourceParserStream({ onComment: heard }))
        .getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        heard();
        if (part.value.event === 'reset') {
          last = Number(part.value.id);
          o.onReset();
        } else take(part.value.id, part.value.data);
      }
    } catch {
      // The daemon is away, or was silent for too long: that is shown, and tried again.
    } finally {
      clearTimeout(timer);
    }
    if (o.signal.aborted) return;
    o.onState('waiting');
    await new Promise((resolve) => setTimeout(resolve, wait * (0.75 + Math.random() / 2)));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}

function headersAfter(last: number): Headers {
  const headers = new Headers({ accept: 'text/event-stream' });
  const mine = token();
  if (mine) headers.set('authorization', `Bearer ${mine}`);
  if (last > 0) headers.set('last-event-id', String(last));
  return headers;
}
