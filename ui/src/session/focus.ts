import { useEffect, useSyncExternalStore } from 'react';

/** The session that the person is at: the page's, or the row under the keyboard's cursor. */
let focused: string | undefined;
const listeners = new Set<() => void>();

function become(id: string | undefined): void {
  focused = id;
  for (const listener of listeners) listener();
}

/** While the caller is shown, this session is the one that keys and the palette act on. */
export function useFocusOn(id: string | undefined): void {
  useEffect(() => {
    become(id);
    return () => become(undefined);
  }, [id]);
}

export const useFocusedId = (): string | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => focused,
  );
