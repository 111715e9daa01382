/** Which rows are picked, and from which one a range goes on. */
export interface Picks {
  ids: ReadonlySet<string>;
  anchor: string | undefined;
}

export const nothingPicked: Picks = { ids: new Set(), anchor: undefined };

/** One more, or one less. */
export function toggled(picks: Picks, id: string): Picks {
  const ids = new Set(picks.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id };
}

/**
 * All from the last one to this one, beside what is picked already.
 *
 * @param order the rows as they are shown
 * @param from where it begins if nothing was picked before: the row under the cursor
 */
export function ranged(picks: Picks, id: string, order: readonly string[], from?: string): Picks {
  const anchor = [picks.anchor, from, id].find((one) => one !== undefined && order.includes(one)) ?? id;
  const [a, b] = [order.indexOf(anchor), order.indexOf(id)];
  const range = order.slice(Math.min(a, b), Math.max(a, b) + 1);
  return { ids: new Set([...picks.ids, ...range]), anchor };
}

/** Only those that are still there. */
export function kept(picks: Picks, there: (id: string) => boolean): Picks {
  const ids = [...picks.ids].filter(there);
  return ids.length === picks.ids.size ? picks : { ids: new Set(ids), anchor: picks.anchor };
}
