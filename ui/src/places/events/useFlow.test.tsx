import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, it, vi } from 'vitest';
import { anEvent } from '../../test/wire';
import type { EventsSearch } from './search';
import { useFlow } from './useFlow';
import type { Log } from './useLog';

const wire = vi.hoisted(() => ({ newest: 0, still: false }));
vi.mock('./useLog', () => ({
  useLog: (_search: object, _project: string | undefined, still: boolean): Partial<Log> => {
    wire.still = still;
    const items = Array.from({ length: wire.newest }, (_, n) => anEvent(n + 1, 'agent.message'));
    return { items, newer: false, reading: undefined };
  },
}));
const place = { current: document.createElement('div') };

beforeEach(() => void Object.assign(wire, { newest: 3 }));

function flow(search: EventsSearch = {}) {
  const page = renderHook(({ search }) => useFlow(search, '', undefined, place), {
    initialProps: { search },
  });
  return {
    now: () => page.result.current,
    /** So many more come. */
    hear: (more: number) => {
      wire.newest += more;
      page.rerender({ search });
      return { shown: page.result.current.shown.length, unseen: page.result.current.unseen };
    },
  };
}

it('shows what comes, and gives up the oldest for it', () => {
  const { hear } = flow();
  expect(hear(2)).toEqual({ shown: 5, unseen: 0 });
  expect(wire.still).toBe(false);
});

it('counts what comes while it is paused, and stands still again from where it has caught up', () => {
  const { now, hear } = flow();
  act(() => now().pause(true));
  expect(hear(12)).toEqual({ shown: 3, unseen: 12 });
  expect(wire.still).toBe(true);
  act(() => now().catchUp());
  expect(hear(1)).toEqual({ shown: 15, unseen: 1 });
  act(() => now().pause(false));
  expect(hear(0)).toEqual({ shown: 16, unseen: 0 });
});

it('stands still under the pointer, and while an event is opened', async () => {
  const { now, hear } = flow();
  act(() => now().hold.onPointerEnter({ pointerType: 'mouse' }));
  expect(hear(2)).toEqual({ shown: 3, unseen: 2 });
  act(() => now().hold.onPointerLeave());
  await vi.waitFor(() => expect(hear(0)).toEqual({ shown: 5, unseen: 0 }));
  expect(flow({ at: 2 }).hear(2)).toEqual({ shown: 5, unseen: 2 });
  expect(flow({ at: 4711 }).hear(2)).toEqual({ shown: 9, unseen: 0 });
});

it('counts what came where the reader has not looked since', () => {
  const { now, hear } = flow();
  act(() => now().setAtNewest(false));
  expect(hear(4)).toEqual({ shown: 7, unseen: 4 });
  expect(wire.still).toBe(true);
  act(() => now().setAtNewest(true));
  expect(hear(1)).toEqual({ shown: 8, unseen: 0 });
});

it('told from a number on, it goes on below what is looked at', () => {
  const { now, hear } = flow({ from: 1, at: 2 });
  act(() => now().hold.onPointerEnter({ pointerType: 'mouse' }));
  expect(hear(2)).toEqual({ shown: 5, unseen: 0 });
});
