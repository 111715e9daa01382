import type { Comment, Review, Wanted } from './comments';

export const draftsOf = (review: Review): Comment[] => review.items.filter((one) => one.status === 'draft');

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/** An id for a draft until the daemon gives it one. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => DIGITS[byte % DIGITS.length]).join('');

/** The drafts as they are asked for: only those that are held are known by their ids. */
export function wantedOf(drafts: readonly Comment[], held: readonly Comment[]): Wanted[] {
  return drafts.map(({ status: _, id, ...rest }) =>
    held.some((one) => one.id === id) ? { id, ...rest } : rest,
  );
}

/** Which ids the daemon has given to new drafts; it keeps their order. */
export function namedNow(
  asked: readonly Comment[],
  held: readonly Comment[],
  stored: readonly Comment[],
): Map<string, string> {
  const isNew = (one: Comment): boolean => !held.some((it) => it.id === one.id);
  const fresh = stored.filter(isNew);
  const mine = asked.filter(isNew);
  return new Map(fresh.length === mine.length ? mine.map((one, n) => [one.id, fresh[n]?.id ?? one.id]) : []);
}

export const isSame = (a: Comment | undefined, b: Comment | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.text === b.text &&
    a.path === b.path &&
    a.side === b.side &&
    a.start_line === b.start_line &&
    a.end_line === b.end_line);

/** New drafts that were stored though the answer did not come: as what, by their ids here. */
export function arrivedOf(
  asked: readonly Comment[],
  held: readonly Comment[],
  stored: readonly Comment[],
): Map<string, Comment> {
  const isNew = (one: Comment): boolean => !held.some((it) => it.id === one.id);
  const left = stored.filter(isNew);
  const arrived = new Map<string, Comment>();
  for (const one of asked.filter(isNew)) {
    if (arrived.has(one.id)) continue;
    const place = left.findIndex((it) => isSame(it, one));
    const [found] = place < 0 ? [] : left.splice(place, 1);
    if (found) arrived.set(one.id, found);
  }
  return arrived;
}

/**
 * My drafts after somebody else has stored theirs, both having begun from the same ones. Nothing that anybody wrote
 * is lost: what both changed is kept twice, and what one changed and the other took away is kept.
 *
 * @param theirs all that is stored, sent ones among them
 */
export function mergeDrafts(
  base: readonly Comment[],
  mine: readonly Comment[],
  theirs: readonly Comment[],
): Comment[] {
  const find = (list: readonly Comment[], id: string) => list.find((one) => one.id === id);
  const merged: Comment[] = [];
  for (const their of theirs) {
    const was = find(base, their.id);
    const my = find(mine, their.id);
    if (their.status !== 'draft') {
      // Sent with other words than mine: mine are a comment still to be sent.
      if (my && was && !isSame(my, was) && my.text !== their.text) merged.push({ ...my, id: newId() });
    } else if (!my) {
      if (!was || !isSame(was, their)) merged.push(their);
    } else if (isSame(my, their) || (was && isSame(was, my))) merged.push(their);
    else if (was && isSame(was, their)) merged.push(my);
    else merged.push(their, { ...my, id: newId() });
  }
  for (const my of mine) {
    if (find(theirs, my.id)) continue;
    const was = find(base, my.id);
    if (!was || !isSame(was, my)) merged.push(my);
  }
  return merged;
}
