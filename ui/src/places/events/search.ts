import type { OrchEvent } from '../../api/client';
import { whatOf } from './what';

export const actors = ['user', 'agent', 'daemon'] as const satisfies OrchEvent['actor']['kind'][];
export type Actor = (typeof actors)[number];

/** What of the log is looked at; all of it is in the address. */
export interface EventsSearch {
  /** Types, separated by commas; a star stands for any rest. */
  type?: string;
  project?: string;
  session?: string;
  /** Who did it. */
  actor?: Actor;
  /** Words that stand in what is shown of an event. */
  q?: string;
  /** The log is told from this number on. */
  from?: number;
  /** The event whose payload is shown. */
  at?: number;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
const seq = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;

/** Whatever stands in the address, as far as it means something. */
export function eventsSearch(raw: Record<string, unknown>): EventsSearch {
  const type = typesOf(text(raw.type)).join(',');
  const project = text(raw.project);
  const session = text(raw.session);
  const actor = actors.find((one) => one === raw.actor);
  const q = text(raw.q);
  const from = seq(raw.from);
  const at = seq(raw.at);
  return {
    ...(type && { type }),
    ...(project && { project }),
    ...(session && { session }),
    ...(actor && { actor }),
    ...(q && { q }),
    ...(from && { from }),
    ...(at && { at }),
  };
}

export type Changes = { [key in keyof EventsSearch]?: EventsSearch[key] | undefined };

/** An undefined value takes it out of the address. */
export const changed = (search: EventsSearch, change: Changes): EventsSearch =>
  eventsSearch({ ...search, ...change });

export const typesOf = (type: string | undefined): string[] =>
  (type ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

/** With this pattern, or without it; a star takes the place of what it stands for. */
export function withType(type: string | undefined, pattern: string): string | undefined {
  const now = typesOf(type);
  if (now.includes(pattern)) return now.filter((one) => one !== pattern).join(',') || undefined;
  const covered = (one: string): boolean => pattern.endsWith('*') && matches(pattern, one);
  const stars = (one: string): boolean => one.endsWith('*') && matches(one, pattern);
  return [...now.filter((one) => !covered(one) && !stars(one)), pattern].join(',');
}

const matches = (pattern: string, type: string): boolean =>
  pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;

/** As the daemon filters, for what comes by the stream. */
export function fits(
  event: Pick<OrchEvent, 'type' | 'project_id' | 'session_id'>,
  search: EventsSearch,
  projectId: string | undefined,
): boolean {
  const types = typesOf(search.type);
  return (
    (types.length === 0 || types.some((pattern) => matches(pattern, event.type))) &&
    (!search.session || event.session_id === search.session) &&
    (!search.project || event.project_id === projectId)
  );
}

/** Whether an event that has been read is shown: by who did it, and by words, which the daemon does not filter by. */
export function isShown(event: OrchEvent, { actor, q }: Pick<EventsSearch, 'actor' | 'q'>): boolean {
  if (actor && event.actor.kind !== actor) return false;
  const words = q?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  if (!words.length) return true;
  const told = `${event.type} ${whatOf(event)}`.toLowerCase();
  return words.every((word) => told.includes(word));
}
