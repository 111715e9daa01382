import { expect, test, vi } from 'vitest';
import type { OrchEvent } from '../api/client';
import { follow, type StreamState } from './stream';

const frame = (seq: number): string =>
  `id: ${seq}\nevent: agent.message\ndata: ${JSON.stringify({ seq, type: 'agent.message' })}\n\n`;

const answering = (text: string): Response => {
  const bytes = new TextEncoder().encode(text);
  return new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(bytes);
        controller.close();
      },
    }),
  );
};

interface Heard {
  seqs: number[];
  states: StreamState[];
  resets: number;
  asked: Headers[];
}

/** Follows through these answers, and ends when all have been asked for. */
async function heardFrom(answers: (Response | Error)[], after = 0): Promise<Heard> {
  const ending = new AbortController();
  const heard: Heard = { seqs: [], states: [], resets: 0, asked: [] };
  await follow({
    url: '/stream',
    after,
    signal: ending.signal,
    retryMs: 1,
    schedule: (run) => run(),
    onBatch: (events: OrchEvent[]) => heard.seqs.push(...events.map((event) => event.seq)),
    onState: (state) => heard.states.push(state),
    onReset: () => {
      heard.resets += 1;
    },
    fetch: async (_url: unknown, init?: RequestInit) => {
      heard.asked.push(new Headers(init?.headers));
      const next = answers.shift();
      if (!next) {
        ending.abort();
        throw new Error('over');
      }
      if (next instanceof Error) throw next;
      return next;
    },
  });
  return heard;
}

test('goes on behind the last event that it has seen, and takes none twice', async () => {
  const heard = await heardFrom([answering(frame(1) + frame(2)), answering(frame(2) + frame(3))]);
  expect(heard.seqs).toEqual([1, 2, 3]);
  expect(heard.asked.map((headers) => headers.get('last-event-id'))).toEqual([null, '2', '3']);
});

test('a daemon that is away is asked again, and that is said', async () => {
  const heard = await heardFrom([new Error('refused'), answering(frame(1))]);
  expect(heard.states.slice(0, 4)).toEqual(['connecting', 'waiting', 'connecting', 'open']);
  expect(heard.seqs).toEqual([1]);
});

test('a refused token ends it', async () => {
  const heard = await heardFrom([new Response(null, { status: 401 }), answering(frame(1))]);
  expect(heard.states).toEqual(['connecting', 'refused']);
  expect(heard.seqs).toEqual([]);
});

test('a refusal of any other kind says nothing of the token, and is tried again', async () => {
  const heard = await heardFrom([new Response(null, { status: 403 }), answering(frame(1))]);
  expect(heard.states).not.toContain('refused');
  expect(heard.seqs).toEqual([1]);
});

test('another log than the known one begins anew at its own end', async () => {
  const reset = 'id: 3\nevent: reset\ndata: {"last_seq":3}\n\n';
  const heard = await heardFrom([answering(reset + frame(4))], 900);
  expect(heard.resets).toBe(1);
  expect(heard.seqs).toEqual([4]);
});

test('what was to be shown with a frame is shown without one when the tab is hidden meanwhile', async () => {
  const frames = vi.spyOn(globalThis, 'requestAnimationFrame').mockReturnValue(7);
  const seqs: number[] = [];
  const ending = new AbortController();
  const answers = [answering(frame(1) + frame(2))];
  void follow({
    url: '/stream',
    after: 0,
    signal: ending.signal,
    retryMs: 10_000,
    onBatch: (events: OrchEvent[]) => seqs.push(...events.map((event) => event.seq)),
    onState: () => {},
    onReset: () => {},
    fetch: async () => answers.shift() ?? Promise.reject(new Error('over')),
  });
  await vi.waitFor(() => expect(seqs).toEqual([1, 2]));
  expect(frames).toHaveBeenCalledOnce();
  ending.abort();
  frames.mockRestore();
});
