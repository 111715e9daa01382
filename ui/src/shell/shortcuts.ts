import { useEffect, useRef, useSyncExternalStore } from 'react';

/** A key that does something now. `keys`: `j`, `mod+k`, `g d` for one after the other, `Escape`, `Space`. */
export interface Shortcut {
  keys: string;
  label: string;
  /** Works while somebody types, too. */
  whileTyping: boolean;
  /** Moves what is looked at: it goes on for as long as the key is held. All others act once for each stroke. */
  moves: boolean;
  /** Told, and not acted on here: what has the focus, or will have it, takes it itself. */
  listed: boolean;
  run: () => void;
}

const SEQUENCE_MS = 1000;
/** So long after somebody has typed letters give no orders when the field has gone away under the writer. */
const STILL_WRITING_MS = 1000;

let active: readonly Shortcut[] = [];
const listeners = new Set<() => void>();
let begun = '';
let begunAt = 0;
let typedAt = 0;

function change(next: readonly Shortcut[]): void {
  active = next;
  for (const listener of listeners) listener();
}

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The first key of two was struck just now: the next one is the second, whatever it means alone. */
export const isSequenceBegun = (): boolean => begun !== '' && Date.now() - begunAt < SEQUENCE_MS;

/** As it is written on a key: `Ctrl K`, `G D`. */
export const keyWords = (keys: string): string =>
  keys
    .split(/[ +]/)
    .map((key) => (key === 'mod' ? (isMac ? '⌘' : 'Ctrl') : key === 'shift' ? 'Shift' : key))
    .map((key) => (key.length === 1 ? key.toUpperCase() : key))
    .join(' ');

function nameOf(event: KeyboardEvent): string {
  const letter = /^[A-Za-z]$/.test(event.key);
  const key = event.key === ' ' ? 'Space' : letter ? event.key.toLowerCase() : event.key;
  const shifted = letter && event.shiftKey ? `shift+${key}` : key;
  return event.ctrlKey || event.metaKey ? `mod+${shifted}` : shifted;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=button])'));

/** Dialogs and menus have keys of their own. */
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role=dialog],[role=menu],[role=listbox]') !== null;

/** A button is pressed by Enter and Space, a link by Enter, a box by Space, whatever the page does with these keys. */
const pressesIt = (event: KeyboardEvent): boolean => {
  if (!(event.target instanceof HTMLElement)) return false;
  if (event.key === 'Enter') return event.target.matches('a[href], button, summary');
  if (event.key === ' ') return event.target.matches('button, summary, input');
  return false;
};

/** Keys by which a writer leaves a field; in one of several lines Enter is written. */
const leaves = (event: KeyboardEvent): boolean =>
  event.key === 'Escape' ||
  (/^(Enter|ArrowDown)$/.test(event.key) &&
    event.target instanceof HTMLElement &&
    event.target.matches('input, select'));

function noteTyping(event: KeyboardEvent): void {
  if (isTyping(event.target)) typedAt = leaves(event) ? 0 : Date.now();
}

const stopTyping = (): void => {
  typedAt = 0;
};

/** A letter of somebody whose field was taken away: the focus fell to the page, and nobody left it on purpose. */
function wasForTheField(event: KeyboardEvent): boolean {
  if (event.target !== document.body || event.key.length > 1 || event.ctrlKey || event.metaKey) return false;
  if (Date.now() - typedAt >= STILL_WRITING_MS) return false;
  typedAt = Date.now();
  return true;
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing || pressesIt(event)) return;
  if (wasForTheField(event)) return;
  const typing = isTyping(event.target);
  const key = nameOf(event);
  // Held, it is no further key of a sequence, and its first stroke has begun one already.
  if (event.repeat) begunAt = Date.now();
  const pressed = !event.repeat && isSequenceBegun() ? `${begun} ${key}` : key;
  if (!event.repeat) begun = '';
  // What was added last lies on top: a page's key goes before the shell's.
  const match = active.findLast(
    (one) =>
      !one.listed && one.keys === pressed && (one.whileTyping || !(typing || isElsewhere(event.target))),
  );
  if (match) {
    event.preventDefault();
    if (match.moves || !event.repeat) match.run();
  } else if (!typing && !event.repeat && active.some((one) => one.keys.startsWith(`${pressed} `))) {
    begun = pressed;
    begunAt = Date.now();
  }
}

/** Listens for all of them. @return ends it */
export function listenForKeys(): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  addEventListener('keydown', onKey, { signal });
  // Also what a field keeps to itself is typed.
  addEventListener('keydown', noteTyping, { capture: true, signal });
  addEventListener('pointerdown', stopTyping, { capture: true, signal });
  return () => {
    ending.abort();
    stopTyping();
  };
}

/**
 * While the caller is shown, these keys do something; `?` lists them.
 *
 * @param shortcuts may be made anew each time; only a change of keys or labels is told to others; one without `run`
 *     is only listed: something else takes it
 * @param below all others go before them: those of what stands around the pages, which is mounted after them
 */
export function useShortcuts(
  shortcuts: readonly {
    keys: string;
    label: string;
    run?: () => void;
    whileTyping?: boolean;
    moves?: boolean;
  }[],
  below = false,
): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const shape = shortcuts
    .map((one) => `${one.keys}\t${one.label}\t${one.run ? 'runs' : 'listed'}`)
    .join('\n');
  useEffect(() => {
    const mine: Shortcut[] = (shape ? shape.split('\n') : []).map((line, place) => {
      const [keys = '', label = ''] = line.split('\t');
      return {
        keys,
        label,
        whileTyping: latest.current[place]?.whileTyping ?? false,
        moves: latest.current[place]?.moves ?? false,
        listed: latest.current[place]?.run === undefined,
        run: () => latest.current.find((one) => one.keys === keys)?.run?.(),
      };
    });
    change(below ? [...mine, ...active] : [...active, ...mine]);
    return () => change(active.filter((one) => !mine.includes(one)));
  }, [shape, below]);
}

/** All that work now, each once, however many parts of a page have it. */
export function useActiveShortcuts(): readonly Shortcut[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => active,
  );
  return [...new Map(all.map((one) => [`${one.keys}\t${one.label}`, one])).values()];
}
