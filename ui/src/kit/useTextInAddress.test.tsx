import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useTextInAddress } from './useTextInAddress';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('acts at each letter and goes to the address once', () => {
  const write = vi.fn();
  const { result, rerender } = renderHook(({ q }) => useTextInAddress(q, write), { initialProps: { q: '' } });
  for (const text of ['r', 're', 'ret']) {
    act(() => result.current[1](text));
    expect(result.current[0]).toBe(text);
  }
  act(() => void vi.advanceTimersByTime(500));
  expect(write.mock.calls).toEqual([['ret']]);
  rerender({ q: 'ret' });
  expect(result.current[0]).toBe('ret');
});

it('keeps what is typed while the address catches up, and follows the way back', () => {
  const { result, rerender } = renderHook(({ q }) => useTextInAddress(q, vi.fn()), {
    initialProps: { q: '' },
  });
  act(() => result.current[1]('one'));
  act(() => void vi.advanceTimersByTime(500));
  act(() => result.current[1]('one two'));
  rerender({ q: 'one' });
  expect(result.current[0]).toBe('one two');
  rerender({ q: '' });
  expect(result.current[0]).toBe('');
});
