import type { Session } from '../../api/client';
import { type Group, groupOf, groups, kindOf, lineOf, shortBranch } from '../../session/word';
import type { SessionsSearch } from './search';

/** Rows under one head, by their ids. */
export interface Section {
  key: string;
  name: string;
  ids: readonly string[];
}

/** How many rows each value of a filter would leave, given all other filters. */
export interface Facets {
  group: Map<string, number>;
  project: Map<string, number>;
  agent: Map<string, number>;
  action: Map<string, number>;
}

const haystacks = new WeakMap<Session, string>();

/** All of a row that is read, in small letters; made once for each session as it is. */
function haystack(session: Session): string {
  const known = haystacks.get(session);
  if (known !== undefined) return known;
  const made = [
    session.title,
    session.project_slug,
    session.branch && shortBranch(session.branch),
    session.id,
    session.agent,
    session.action,
    kindOf(session),
    lineOf(session),
  ]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
  haystacks.set(session, made);
  return made;
}

const wordsOf = (q: string): string[] => q.toLowerCase().split(/\s+/).filter(Boolean);

/** Whether every word stands somewhere in what the row shows. */
export function holds(session: Session, q: string): boolean {
  const all = haystack(session);
  return wordsOf(q).every((word) => all.includes(word));
}

const facetOf = {
  group: groupOf,
  project: (session: Session) => session.project_slug,
  agent: (session: Session) => session.agent,
  action: (session: Session) => session.action,
};
type Facet = keyof typeof facetOf;
const facetNames = Object.keys(facetOf) as Facet[];

/**
 * The rows that all filters leave, and what each other choice would.
 *
 * @param said sessions that the daemon found by their text, whatever their row shows
 */
export function filtered(
  sessions: readonly Session[],
  search: SessionsSearch,
  said: ReadonlySet<string>,
): { rows: Session[]; facets: Facets } {
  const facets: Facets = { group: new Map(), project: new Map(), agent: new Map(), action: new Map() };
  const rows: Session[] = [];
  for (const session of sessions) {
    if (search.q && !said.has(session.id) && !holds(session, search.q)) continue;
    const against = facetNames.filter(
      (name) => search[name] !== undefined && search[name] !== facetOf[name](session),
    );
    if (against.length === 0) rows.push(session);
    // A facet counts what is left by all the others.
    for (const name of facetNames) {
      if (against.some((other) => other !== name)) continue;
      const value = facetOf[name](session);
      facets[name].set(value, (facets[name].get(value) ?? 0) + 1);
    }
  }
  return { rows, facets };
}

type Order = (a: Session, b: Session) => number;

const newest: Order = (a, b) => b.created_at.localeCompare(a.created_at) || b.id.localeCompare(a.id);
const longest: Order = (a, b) => a.state_since.localeCompare(b.state_since) || newest(a, b);
const latest: Order = (a, b) => b.state_since.localeCompare(a.state_since) || newest(a, b);
const inLine: Order = (a, b) => (a.queued?.position ?? 0) - (b.queued?.position ?? 0) || newest(a, b);

/** Who has waited longest comes first; what has just ended too; what runs keeps its place. */
const orderIn: Record<Group, Order> = {
  needs: longest,
  review: latest,
  running: newest,
  queued: inLine,
  done: latest,
};

const place = new Map(groups.map((group, at) => [group.key, at]));
const attention: Order = (a, b) => {
  const [ga, gb] = [groupOf(a), groupOf(b)];
  return ga === gb ? orderIn[ga](a, b) : (place.get(ga) ?? 0) - (place.get(gb) ?? 0);
};

const idsOf = (sessions: readonly Session[]): string[] => sessions.map((session) => session.id);

/** Items by what they have in common, in the order in which each first comes. */
export function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const its = groups.get(key);
    if (its) its.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The rows under their heads, in the order that is chosen; a head without rows is left out. */
export function arranged(rows: readonly Session[], order: SessionsSearch['order']): Section[] {
  if (order === 'newest')
    return rows.length ? [{ key: 'all', name: 'Newest first', ids: idsOf(rows.toSorted(newest)) }] : [];
  if (order === 'project') {
    const of = grouped(rows, (session) => session.project_slug);
    return [...of.keys()]
      .sort((a, b) => a.localeCompare(b))
      .map((slug) => ({ key: slug, name: slug, ids: idsOf((of.get(slug) ?? []).toSorted(attention)) }));
  }
  const of = grouped(rows, groupOf);
  return groups.flatMap(({ key, name }) => {
    const its = of.get(key);
    return its ? [{ key, name, ids: idsOf(its.toSorted(orderIn[key])) }] : [];
  });
}

/** Done is folded until it is asked for: nobody has to act on it. */
export function isFolded(section: string, search: SessionsSearch): boolean {
  const usually = section === 'done' && !search.q && !search.archived && search.group !== 'done';
  return (search.fold ?? '').split(',').includes(section) ? !usually : usually;
}

/** The address's word for it, with this section's fold turned. */
export function turned(section: string, search: SessionsSearch): string | undefined {
  const now = (search.fold ?? '').split(',').filter(Boolean);
  const next = now.includes(section) ? now.filter((one) => one !== section) : [...now, section];
  return next.join(',') || undefined;
}
