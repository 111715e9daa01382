import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { OrchEvent } from '../../api/client';
import { anEvent } from '../../test/wire';
import { useRate } from './useRate';

const live = vi.hoisted(() => ({ hear: (_: readonly OrchEvent[]) => {} }));
vi.mock('../../live/Live', () => {
  const news = {
    subscribe: (listener: typeof live.hear) => {
      live.hear = listener;
      return () => undefined;
    },
  };
  return { useLive: () => ({ news }) };
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('says how many came in a second, of the last few', () => {
  const { result } = renderHook(useRate);
  const second = (count: number): number => {
    live.hear(Array.from({ length: count }, (_, seq) => anEvent(seq, 'agent.message')));
    act(() => void vi.advanceTimersByTime(1000));
    return result.current;
  };
  expect(result.current).toBe(0);
  expect(second(12)).toBe(12);
  expect(second(4)).toBe(8);
  expect([second(0), second(0)]).toEqual([5, 4]);
  expect(second(0)).toBe(1);
  expect(second(0)).toBe(0);
});
