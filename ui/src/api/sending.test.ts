import { beforeEach, expect, test, vi } from 'vitest';

// The client takes the page's `fetch` as it is loaded.
const wire = vi.hoisted(() => {
  const it = { keys: [] as (string | null)[], answer: (): Response => Response.json({}) };
  globalThis.fetch = async (asked) => {
    it.keys.push((asked as Request).headers.get('idempotency-key'));
    return it.answer();
  };
  return it;
});

const { answered, api } = await import('./client');

const say = (message: string) =>
  answered(
    api.POST('/api/v1/sessions/{id}/followup', { params: { path: { id: 's1' } }, body: { message } }),
  ).catch(() => undefined);
const lost = (): never => {
  throw new TypeError('network');
};

beforeEach(() => {
  wire.keys = [];
  wire.answer = () => Response.json({});
});
const distinct = (): number => new Set(wire.keys).size;

test('a message whose answer was lost is sent again as the same one', async () => {
  wire.answer = lost;
  await say('go on');
  wire.answer = () => new Response('', { status: 502 });
  await say('go on');
  wire.answer = () => Response.json({ type: 'urn:orch:problem:idempotency_in_progress' }, { status: 409 });
  await say('go on');
  wire.answer = () => Response.json({});
  await say('go on');
  expect(wire.keys[0]).toBeTruthy();
  expect(distinct()).toBe(1);
});

test('once it was answered, the same words are a new one, and so are other words', async () => {
  await say('go on');
  wire.answer = () => Response.json({ detail: 'no' }, { status: 409 });
  await say('go on');
  await say('go on');
  wire.answer = lost;
  await say('go on');
  await say('do it');
  expect(distinct()).toBe(5);
});

test('what else is asked for has a key of its own each time', async () => {
  wire.answer = lost;
  const stop = () =>
    answered(api.POST('/api/v1/sessions/{id}/stop', { params: { path: { id: 's1' } }, body: {} })).catch(
      () => undefined,
    );
  await stop();
  await stop();
  expect(distinct()).toBe(2);
});
