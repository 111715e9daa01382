import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { Section } from './arrange';
import { updates, withMoved } from './still';

export interface Still {
  shown: readonly Section[];
  /** How many rows wait to be new, to go or to move. */
  waiting: number;
  /** Lets all of them. */
  catchUp: () => void;
  /** What the person does with this one shows at once. */
  moves: (id: string) => void;
  /** To be put around the list. */
  hold: {
    onPointerEnter: (event: { pointerType: string }) => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: () => void;
  };
}

/**
 * Keeps rows where they are while the pointer or the focus is among them.
 *
 * @param key of what is asked for; another one is shown at once
 */
export function useStill(now: readonly Section[], key: string, place: RefObject<HTMLElement | null>): Still {
  const [held, setHeld] = useState(false);
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
  const [kept, setKept] = useState({ key, sections: now });
  const pointer = useRef(false);
  const shown = held && kept.key === key ? withMoved(kept.sections, now, mine) : now;
  // React takes this up before anything is painted.
  if (kept.key !== key || kept.sections !== shown) setKept({ key, sections: shown });
  const waiting = useMemo(() => (shown === now ? 0 : updates(shown, now)), [shown, now]);

  const look = (): void => {
    const at = place.current;
    setHeld(
      pointer.current ||
        Boolean(at?.contains(document.activeElement)) ||
        // A menu lies elsewhere in the page, but belongs to its row.
        Boolean(at?.querySelector('[data-popup-open]')),
    );
  };
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lookSoon = (): void => {
    clearTimeout(soon.current);
    soon.current = setTimeout(look);
  };
  useEffect(() => () => clearTimeout(soon.current), []);
  return {
    shown,
    waiting,
    catchUp: () => setKept({ key, sections: now }),
    moves: (id) => setMine((before) => new Set(before).add(id)),
    hold: {
      onPointerEnter: (event) => {
        // A finger holds nothing once it is lifted.
        pointer.current = event.pointerType !== 'touch';
        look();
      },
      onPointerLeave: () => {
        pointer.current = false;
        lookSoon();
      },
      onFocus: look,
      onBlur: lookSoon,
    },
  };
}
