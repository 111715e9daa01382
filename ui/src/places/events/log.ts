import type { OrchEvent } from '../../api/client';

/** More are not held; the oldest are read again when somebody scrolls up to them. */
export const MOST = 5000;

/** A stretch of the log without gaps, as far as the filters go. */
export interface Stretch {
  items: readonly OrchEvent[];
  /** There are older ones. */
  older: boolean;
  /** There are newer ones that were not read yet, so nothing live may be put behind it. */
  newer: boolean;
}

/**
 * With what the stream has told, each event once.
 *
 * @param still nothing of it may be given up: when it is full no more is put behind it
 */
export function withLive(stretch: Stretch, heard: readonly OrchEvent[], still: boolean): Stretch {
  if (stretch.newer) return stretch;
  const last = stretch.items.at(-1)?.seq ?? 0;
  const more = heard.filter((event) => event.seq > last);
  if (more.length === 0) return stretch;
  const items = [...stretch.items, ...more];
  if (items.length <= MOST) return { ...stretch, items };
  if (still) return { ...stretch, items: items.slice(0, Math.max(MOST, stretch.items.length)), newer: true };
  return { ...stretch, items: items.slice(-MOST * 0.8), older: true };
}

export const withOlder = (stretch: Stretch, page: readonly OrchEvent[], more: boolean): Stretch => ({
  ...stretch,
  items: [
    ...page.filter((one) => one.seq < (stretch.items[0]?.seq ?? Number.POSITIVE_INFINITY)),
    ...stretch.items,
  ],
  older: more,
});

export const withNewer = (stretch: Stretch, page: readonly OrchEvent[], more: boolean): Stretch => ({
  ...stretch,
  items: [...stretch.items, ...page.filter((one) => one.seq > (stretch.items.at(-1)?.seq ?? 0))],
  newer: more,
});

/** What is shown while it stands still, and how many came since. */
export function upTo(
  items: readonly OrchEvent[],
  seq: number | undefined,
): { shown: readonly OrchEvent[]; waiting: number } {
  if (seq === undefined) return { shown: items, waiting: 0 };
  const end = items.findLastIndex((event) => event.seq <= seq) + 1;
  return { shown: items.slice(0, end), waiting: items.length - end };
}
