import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

const LEFT = 'orch.sessions.left';

/** Called when a session's page is opened from here: on the way back the focus lands on its row. */
export const leave = (id: string): void => sessionStorage.setItem(LEFT, id);

function left(): string | undefined {
  const id = sessionStorage.getItem(LEFT) ?? undefined;
  sessionStorage.removeItem(LEFT);
  return id;
}

export interface Cursor {
  id: string | undefined;
  /** To this row, with the focus. */
  to: (id: string | undefined) => void;
  /** To this row, which has the focus already. */
  mark: (id: string) => void;
  /** By so many rows; to the first, if it is nowhere. */
  by: (rows: number) => string | undefined;
  focus: () => void;
}

/**
 * The row that keys act on.
 *
 * @param order the rows as they are shown
 * @param toView scrolls to a row
 * @param peeked where it begins if nothing was left
 */
export function useCursor(
  order: readonly string[],
  place: RefObject<HTMLElement | null>,
  toView: (id: string) => void,
  peeked: string | undefined,
): Cursor {
  // Asked once; under StrictMode an initializer runs twice, and the second time nothing is there.
  const begin = useRef<{ id: string | undefined }>(undefined);
  begin.current ??= { id: left() };
  const [id, setId] = useState(begin.current.id ?? peeked);
  const [wanted, setWanted] = useState(begin.current.id !== undefined);
  const at = id === undefined ? -1 : order.indexOf(id);
  const lastAt = useRef(-1);
  useEffect(() => {
    if (at >= 0) lastAt.current = at;
    else if (id !== undefined && lastAt.current >= 0) {
      // Its row is gone: the one that took its place.
      const next = order[Math.min(lastAt.current, order.length - 1)];
      const had = document.activeElement === document.body;
      setId(next);
      if (had) setWanted(true);
    }
  }, [at, id, order]);
  useEffect(() => {
    if (!wanted || id === undefined || at < 0) return;
    toView(id);
    const frame = requestAnimationFrame(() => {
      const link = place.current?.querySelector<HTMLElement>(`[data-session="${CSS.escape(id)}"] a`);
      link?.focus({ preventScroll: true });
      setWanted(false);
    });
    return () => cancelAnimationFrame(frame);
  });
  const to = (next: string | undefined): void => {
    setId(next);
    if (next !== undefined) setWanted(true);
  };
  const focus = useCallback(() => setWanted(true), []);
  return {
    id,
    to,
    mark: setId,
    by: (rows) => {
      const next = at < 0 ? order[0] : order[Math.max(0, Math.min(order.length - 1, at + rows))];
      if (next !== undefined) to(next);
      return next;
    },
    focus,
  };
}
