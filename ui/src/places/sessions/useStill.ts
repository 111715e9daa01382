import { type RefObject, useMemo, useState } from 'react';
import { type Held, useHeld } from '../../kit/useHeld';
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
  hold: Held['hold'];
}

/**
 * Keeps rows where they are while the pointer or the focus is among them.
 *
 * @param key of what is asked for; another one is shown at once
 */
export function useStill(now: readonly Section[], key: string, place: RefObject<HTMLElement | null>): Still {
  const { held, hold } = useHeld(place);
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
  const [kept, setKept] = useState({ key, sections: now });
  const shown = held && kept.key === key ? withMoved(kept.sections, now, mine) : now;
  // React takes this up before anything is painted.
  if (kept.key !== key || kept.sections !== shown) setKept({ key, sections: shown });
  const waiting = useMemo(() => (shown === now ? 0 : updates(shown, now)), [shown, now]);

  return {
    shown,
    waiting,
    catchUp: () => setKept({ key, sections: now }),
    moves: (id) => setMine((before) => new Set(before).add(id)),
    hold,
  };
}
