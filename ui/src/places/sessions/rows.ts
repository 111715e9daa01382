import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { answered, api, type Session } from '../../api/client';
import { allPages, keys, sessionsQuery } from '../../api/queries';
import { useLive } from '../../live/Live';
import { LEAST_LETTERS, saidQuery } from '../../session/said';
import { type Facets, filtered } from './arrange';
import type { SessionsSearch } from './search';

const ARCHIVED = ['archived'];
const MOST_ARCHIVED = 2000;
const SEARCH_MS = 150;

/** Archived sessions, the newest first; read anew when one comes or goes. */
function useArchived(wanted: boolean): Session[] {
  const { news } = useLive();
  const cache = useQueryClient();
  const { data } = useQuery({
    queryKey: ARCHIVED,
    enabled: wanted,
    queryFn: ({ signal }) =>
      allPages(
        (cursor) =>
          answered(
            api.GET('/api/v1/sessions', {
              params: { query: { archived: true, state: 'archived', limit: 500, ...(cursor && { cursor }) } },
              signal,
            }),
          ),
        MOST_ARCHIVED,
      ),
  });
  useEffect(
    () =>
      news.subscribe((events) => {
        if (events.some((one) => /^session\.(archived|unarchived|deleted)$/.test(one.type)))
          void cache.invalidateQueries({ queryKey: ARCHIVED });
      }),
    [news, cache],
  );
  return wanted ? (data ?? none) : none;
}

const none: Session[] = [];

/** What was found may have gone on since. */
const newer = (found: Session, known: Session | undefined): Session =>
  known && known.version > found.version ? known : found;

/** The value once it has stood still for a moment. */
export function useSettled<T>(value: T, ms = SEARCH_MS): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

export interface Rows {
  /** Undefined until they have been read. */
  rows: Session[] | undefined;
  facets: Facets;
  byId: ReadonlyMap<string, Session>;
  /** Where a text stands that a row does not show. */
  snippets: ReadonlyMap<string, string>;
  /** How many there are without any filter. */
  all: number;
  /** Changes when what the daemon found in texts has come in. */
  saidAt: number;
  error: Error | null;
  retry: () => void;
}

/** All rows that the address asks for: what is loaded at once, and what the daemon finds in texts beside it. */
export function useRows(search: SessionsSearch): Rows {
  const { data, error, refetch } = useQuery(sessionsQuery);
  const archived = useArchived(search.archived === true);
  const q = useSettled(search.q ?? '');
  const said = useQuery({
    ...saidQuery(q, search.archived === true),
    enabled: q.length >= LEAST_LETTERS && q === (search.q ?? ''),
  });
  const found = search.q && q === search.q ? (said.data ?? none) : none;
  const cache = useQueryClient();
  const last = useRef<Map<string, Session>>(new Map());
  return useMemo(() => {
    const byId = new Map<string, Session>();
    const asIs = found
      .map((one) => newer(one, cache.getQueryData<Session>(keys.session(one.id))))
      .filter((one) => one.state !== 'deleted' && (search.archived || one.state !== 'archived'));
    // The last one to be put in is the newest that is known of it.
    for (const session of [...asIs, ...archived, ...(data ?? none)]) byId.set(session.id, session);
    const ids = new Set(found.map((one) => one.id));
    const { rows, facets } = filtered([...byId.values()], search, ids);
    const snippets = new Map(found.map((one) => [one.id, one.match?.snippet ?? '']));
    // Rows that stand still are shown for a while after they are gone.
    for (const [id, session] of byId) last.current.set(id, session);
    return {
      rows: data && rows,
      facets,
      byId: last.current,
      snippets,
      all: (data?.length ?? 0) + archived.length,
      saidAt: found.length ? said.dataUpdatedAt : 0,
      error,
      retry: () => void refetch(),
    };
  }, [data, archived, found, search, error, refetch, said.dataUpdatedAt, cache]);
}
