import { queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import { type Agent, answered, api, type InputRequest, type Project, type Session } from './client';

/**
 * What the pages read, each under its key. Events of the log say which of them are old (`live/news.ts`), so that
 * nothing here is asked for by the clock.
 */
export const keys = {
  sessions: ['sessions'],
  session: (id: string) => ['session', id],
  /** All that belongs to a session beside itself: turns, transcript, messages, artifacts, ... */
  ofSession: (id: string, what: string) => ['session', id, what],
  requests: ['requests'],
  projects: ['projects'],
  trash: ['trash'],
  agents: ['agents'],
  stats: ['stats'],
  config: ['config'],
} as const;

const PAGE = 500;
/** So many sessions are held at once; what is older is found by a search or a filter. */
const MOST_SESSIONS = 2000;

/** All pages of a list, up to a number of items. */
export async function allPages<T>(
  page: (cursor?: string) => Promise<{ items: T[]; next_cursor: string | null }>,
  most = Number.POSITIVE_INFINITY,
): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const one = await page(cursor);
    items.push(...one.items);
    cursor = one.next_cursor ?? undefined;
  } while (cursor && items.length < most);
  return items;
}

/** The newest sessions but archived ones, newest first. */
export const sessionsQuery = queryOptions({
  queryKey: keys.sessions,
  queryFn: ({ signal }): Promise<Session[]> =>
    allPages(
      (cursor) =>
        answered(
          api.GET('/api/v1/sessions', {
            params: { query: { limit: PAGE, ...(cursor && { cursor }) } },
            signal,
          }),
        ),
      MOST_SESSIONS,
    ),
  // Rows are put into it one by one; comparing all of them each time would cost more than it saves.
  structuralSharing: false,
});

export const readSession = (id: string, signal?: AbortSignal): Promise<Session> =>
  answered(api.GET('/api/v1/sessions/{id}', { params: { path: { id } }, ...(signal && { signal }) }));

/** What was told of it while it was being read may be newer than what has been read. */
const newerOf = (known: unknown, read: unknown): unknown =>
  known && (known as Session).version > (read as Session).version ? known : replaceEqualDeep(known, read);

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: keys.session(id),
    queryFn: ({ signal }) => readSession(id, signal),
    structuralSharing: newerOf,
  });

/** What waits for an answer, the oldest first. */
export const requestsQuery = queryOptions({
  queryKey: keys.requests,
  queryFn: async ({ signal }): Promise<InputRequest[]> => {
    const open = await allPages((cursor) =>
      answered(
        api.GET('/api/v1/input-requests', {
          params: { query: { status: 'open', limit: PAGE, ...(cursor && { cursor }) } },
          signal,
        }),
      ),
    );
    return open.sort((a, b) => a.requested_at.localeCompare(b.requested_at));
  },
});

export const projectsQuery = queryOptions({
  queryKey: keys.projects,
  queryFn: ({ signal }): Promise<Project[]> =>
    allPages((cursor) =>
      answered(
        api.GET('/api/v1/projects', {
          params: { query: { limit: PAGE, ...(cursor && { cursor }) } },
          signal,
        }),
      ),
    ),
});

export const agentsQuery = queryOptions({
  queryKey: keys.agents,
  queryFn: async ({ signal }): Promise<Agent[]> =>
    (await answered(api.GET('/api/v1/agents', { params: { query: { limit: PAGE } }, signal }))).items,
});

/** Counts and usage of so many days, today among them. */
export const statsQuery = (days = 1) =>
  queryOptions({
    queryKey: [...keys.stats, days],
    queryFn: ({ signal }) => answered(api.GET('/api/v1/stats', { params: { query: { days } }, signal })),
  });

export const configQuery = queryOptions({
  queryKey: keys.config,
  queryFn: ({ signal }) => answered(api.GET('/api/v1/config', { signal })),
});
