import { useState } from 'react';
import { problemOf } from '../api/problem';
import { useTell } from '../kit/Toasts';

const CONFLICT = 409;
/** The plan that was agreed to is not what would be done now. */
const CHANGED = ['apply_outdated', 'inventory_changed', 'loses_work'];

/**
 * Does what a dialog asks for; where the world has changed meanwhile, shows it as it is now and asks again. What else
 * is refused is said in the daemon's words.
 */
export function useAsked(
  look: () => Promise<unknown>,
  close: () => void,
): { busy: boolean; changed: boolean; go: (act: () => Promise<void>) => void } {
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const [changed, setChanged] = useState(false);
  const go = async (act: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await act();
      close();
    } catch (fault) {
      const { status, slug } = problemOf(fault);
      setChanged(CHANGED.includes(slug));
      tell.refused(fault);
      if (status === CONFLICT) await look();
    } finally {
      setBusy(false);
    }
  };
  return { busy, changed, go: (act) => void go(act) };
}
