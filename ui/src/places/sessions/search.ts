import { type Group, groups } from '../../session/word';

/** What of the list is looked at; all of it is in the address. */
export interface SessionsSearch {
  group?: Group;
  project?: string;
  agent?: string;
  action?: string;
  q?: string;
  order?: 'newest' | 'project';
  archived?: true;
  /** Groups that are folded though they usually are not, or the other way round. */
  fold?: string;
  /** The session whose last output is shown beside the list. */
  peek?: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** Whatever stands in the address, as far as it means something. */
export function sessionsSearch(raw: Record<string, unknown>): SessionsSearch {
  const group = groups.find((one) => one.key === raw.group)?.key;
  const project = text(raw.project);
  const agent = text(raw.agent);
  const action = text(raw.action);
  const q = text(String(raw.q ?? ''));
  const fold = text(raw.fold);
  const peek = text(String(raw.peek ?? ''));
  return {
    ...(group && { group }),
    ...(project && { project }),
    ...(agent && { agent }),
    ...(action && { action }),
    ...(q && { q }),
    ...((raw.order === 'newest' || raw.order === 'project') && { order: raw.order }),
    ...(raw.archived === true && { archived: true }),
    ...(fold && { fold }),
    ...(peek && { peek }),
  };
}

/** The same address but for these; what becomes undefined is left out of it. */
export function changed(search: SessionsSearch, change: Changes): SessionsSearch {
  return sessionsSearch({ ...search, ...change });
}

/** An undefined value takes it out of the address. */
export type Changes = { [key in keyof SessionsSearch]?: SessionsSearch[key] | undefined };

/** Without what leaves rows out; how they are shown stays. */
export const unfiltered = (search: SessionsSearch): SessionsSearch =>
  changed(search, {
    group: undefined,
    project: undefined,
    agent: undefined,
    action: undefined,
    q: undefined,
  });

export const isFiltered = (search: SessionsSearch): boolean =>
  Boolean(search.group || search.project || search.agent || search.action || search.q);
