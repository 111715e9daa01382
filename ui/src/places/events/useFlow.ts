import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { OrchEvent, Project } from '../../api/client';
import { type Held, useHeld } from '../../kit/useHeld';
import { upTo } from './log';
import { type EventsSearch, isShown } from './search';
import { type Log, useLog } from './useLog';

export interface Flow {
  log: Log;
  /** In the order of the log, the oldest first. */
  shown: readonly OrchEvent[];
  paused: boolean;
  pause: (paused: boolean) => void;
  /** How many have come since that are not in view. */
  unseen: number;
  /** Lets what has come while it stood still; it may stand still again from there on. */
  catchUp: () => void;
  /** Told whether the end of the list at which new ones are put is in view. */
  setAtNewest: (atNewest: boolean) => void;
  /** To be put around the list. */
  hold: Held['hold'];
}

/**
 * The log as it is shown: it stands still when it is paused, and where new rows would push away what the pointer or
 * the focus is on, or what somebody has opened.
 */
export function useFlow(
  search: EventsSearch,
  text: string,
  project: Project | undefined,
  place: RefObject<HTMLElement | null>,
): Flow {
  const { actor } = search;
  const [paused, setPaused] = useState(false);
  const [stoppedAt, setStoppedAt] = useState<number>();
  const [left, setLeft] = useState<number>();
  const { held, hold } = useHeld(place);
  const log = useLog(search, project?.id, stoppedAt !== undefined || left !== undefined);
  const newest = log.items.at(-1)?.seq ?? 0;
  // Told from a number on, new ones come below all that is read.
  const isOpened = log.items.some((event) => event.seq === search.at);
  const isUsed = search.from === undefined && (held || isOpened);
  const stops = (paused || isUsed) && log.reading !== 'first';
  // React takes this up before anything is painted.
  if (stops !== (stoppedAt !== undefined)) setStoppedAt(stops ? newest : undefined);
  const { shown, waiting } = useMemo(() => {
    const fitting = log.items.filter((event) => isShown(event, { ...(actor && { actor }), q: text }));
    return upTo(fitting, stoppedAt);
  }, [log.items, actor, text, stoppedAt]);
  // A list that is begun anew opens at its newest.
  if (left !== undefined && shown.length === 0) setLeft(undefined);
  const last = useRef(0);
  useEffect(() => {
    last.current = shown.at(-1)?.seq ?? 0;
  }, [shown]);
  const passed =
    left === undefined ? 0 : shown.length - 1 - shown.findLastIndex((event) => event.seq <= left);
  return {
    log,
    shown,
    paused,
    pause: setPaused,
    unseen: passed + waiting,
    catchUp: () => {
      if (stops) setStoppedAt(newest);
      setLeft(undefined);
      // It was full while it stood still: the newest are not among what it holds.
      if (log.newer && search.from === undefined) log.retry();
    },
    setAtNewest: (atNewest) => setLeft((before) => (atNewest ? undefined : (before ?? last.current))),
    hold,
  };
}
