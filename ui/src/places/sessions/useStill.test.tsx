import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Section } from './arrange';
import { useStill } from './useStill';

const section = (key: string, ...ids: string[]): Section => ({ key, name: key, ids });
const before = [section('needs', 'a'), section('running', 'b', 'c')];
const after = [section('needs', 'c', 'a'), section('running', 'b', 'new')];

function still() {
  const place = { current: document.createElement('div') };
  return renderHook(({ now, key }) => useStill(now, key, place), { initialProps: { now: before, key: 'x' } });
}
const enter = { pointerType: 'mouse' };

it('moves rows at once while nobody is among them', () => {
  const { result, rerender } = still();
  rerender({ now: after, key: 'x' });
  expect(result.current.shown).toBe(after);
  expect(result.current.waiting).toBe(0);
});

it('moves nothing under the pointer, and says how many wait', () => {
  const { result, rerender } = still();
  act(() => result.current.hold.onPointerEnter(enter));
  rerender({ now: after, key: 'x' });
  expect(result.current.shown).toEqual(before);
  expect(result.current.waiting).toBe(2);
  act(() => result.current.catchUp());
  expect(result.current.shown).toBe(after);
  expect(result.current.waiting).toBe(0);
});

it('goes on when the pointer has left', async () => {
  const { result, rerender } = still();
  act(() => result.current.hold.onPointerEnter(enter));
  rerender({ now: after, key: 'x' });
  await act(async () => {
    result.current.hold.onPointerLeave();
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
  expect(result.current.shown).toBe(after);
});

it('is not held by a finger', () => {
  const { result, rerender } = still();
  act(() => result.current.hold.onPointerEnter({ pointerType: 'touch' }));
  rerender({ now: after, key: 'x' });
  expect(result.current.shown).toBe(after);
});

it('shows another filter at once, and what the person moved', () => {
  const { result, rerender } = still();
  act(() => result.current.hold.onPointerEnter(enter));
  act(() => result.current.moves('a'));
  rerender({ now: [section('running', 'b', 'c', 'd')], key: 'x' });
  expect(result.current.shown).toEqual([section('running', 'b', 'c')]);
  rerender({ now: after, key: 'y' });
  expect(result.current.shown).toBe(after);
});
