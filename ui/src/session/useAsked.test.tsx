import { Toast } from '@base-ui/react/toast';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { Problem } from '../api/problem';
import { useAsked } from './useAsked';

const wrapper = ({ children }: { children: ReactNode }) => <Toast.Provider>{children}</Toast.Provider>;

async function refusedAs(slug: string) {
  const close = vi.fn();
  const { result } = renderHook(() => useAsked(async () => undefined, close), { wrapper });
  const fault = Problem.of({ type: `urn:orch:problem:${slug}` }, 409);
  await act(async () => result.current.go(() => Promise.reject(fault)));
  expect(close).not.toHaveBeenCalled();
  return result.current;
}

test('only a plan that is another one by now has changed since one looked', async () => {
  expect((await refusedAs('apply_outdated')).changed).toBe(true);
  expect((await refusedAs('inventory_changed')).changed).toBe(true);
  expect((await refusedAs('apply_refused')).changed).toBe(false);
  expect((await refusedAs('turn_running')).changed).toBe(false);
});
