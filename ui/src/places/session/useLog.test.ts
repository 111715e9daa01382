import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { Printed } from './printed';
import { followLog, STRETCH, type Stream, useLog } from './useLog';

const LOG = '/api/v1/sessions/a/log?turn=1&stream=out';

let hidden = false;
const hide = (is: boolean): void => {
  hidden = is;
  document.dispatchEvent(new Event('visibilitychange'));
};

afterEach(() => {
  hide(false);
  vi.unstubAllGlobals();
});

/** A daemon that prints what it is told to each reader, and notes from where each wants to read. */
function daemon() {
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  const offsets: string[] = [];
  let say: (text: string) => void = () => undefined;
  let open = 0;
  vi.stubGlobal('fetch', async (url: string, { signal }: { signal: AbortSignal }) => {
    offsets.push(url.split('offset=')[1] ?? '');
    open += 1;
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        say = (text) => stream.enqueue(new TextEncoder().encode(text));
        signal.addEventListener('abort', () => {
          open -= 1;
          stream.error(signal.reason);
        });
      },
    });
    return new Response(body);
  });
  return {
    offsets,
    open: () => open,
    prints: (offset: number, text: string) =>
      say(`id: ${offset + text.length}\nevent: output\ndata: ${JSON.stringify({ offset, text })}\n\n`),
    ends: () => say('id: 0\nevent: end\ndata: {}\n\n'),
  };
}

test('a hidden tab holds no connection, and goes on from its place once it is shown', async () => {
  const { offsets, open, prints, ends } = daemon();
  const printed = new Printed();
  const follows = followLog(LOG, printed, new AbortController().signal, () => undefined);
  await vi.waitFor(() => expect(offsets).toEqual(['0']));
  prints(0, 'one\n');
  await vi.waitFor(() => expect(printed.end).toBe(4));
  hide(true);
  await vi.waitFor(() => expect(open()).toBe(0));
  hide(false);
  await vi.waitFor(() => expect(offsets).toEqual(['0', '4']));
  prints(4, 'two\n');
  ends();
  await follows;
  expect(printed.get().map((line) => line.text)).toEqual(['one', 'two']);
});

test('a tab that was opened behind the others asks for nothing yet', async () => {
  const { offsets } = daemon();
  hide(true);
  const leaving = new AbortController();
  const follows = followLog(LOG, new Printed(), leaving.signal, () => undefined);
  leaving.abort();
  await follows;
  expect(offsets).toEqual([]);
});

test('an older part of another stream that cannot be read is no fault of this one, and holds up nothing', async () => {
  let fail = (_: Error): void => undefined;
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, { headers }: { headers: Headers }) => {
    const range = headers.get('range');
    const stream = /stream=(\w+)/.exec(url)?.[1] ?? '';
    // No range: it wants to follow, and the turn has ended.
    if (!range) return new Response(null, { status: 404 });
    asked.push(`${stream} ${range}`);
    const isOlder = range.startsWith('bytes=0-');
    if (isOlder && stream === 'out')
      return new Promise<Response>((_, reject) => {
        fail = reject;
      });
    const from = isOlder ? 0 : 10;
    const end = isOlder ? 9 : 19;
    return new Response('x'.repeat(10), { headers: { 'content-range': `bytes ${from}-${end}/20` } });
  });
  const shown = renderHook(({ stream }: { stream: Stream }) => useLog('a', 1, stream, undefined), {
    initialProps: { stream: 'out' },
  });
  await vi.waitFor(() => expect(shown.result.current.printed?.start).toBe(10));
  const left = shown.result.current.earlier();
  shown.rerender({ stream: 'err' });
  await vi.waitFor(() => expect(asked).toContain(`err bytes=-${STRETCH}`));
  await vi.waitFor(() => expect(shown.result.current.printed?.start).toBe(10));
  await act(() => shown.result.current.earlier());
  expect(asked).toContain('err bytes=0-9');
  await act(async () => {
    fail(new Error('away'));
    await left;
  });
  expect(shown.result.current.error).toBeUndefined();
});
