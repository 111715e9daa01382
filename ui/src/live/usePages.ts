import { type QueryKey, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { OrchEvent } from '../api/client';
import { useLive } from './Live';

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** So many at once. */
const LIMIT = 100;

/**
 * The pages of a list that were asked for, the newest first; all of them are read again once an event makes them old.
 */
export function usePages<T>(
  queryKey: QueryKey,
  read: (query: { limit: number; cursor?: string }, signal: AbortSignal) => Promise<Page<T>>,
  isOldBy: (event: OrchEvent) => boolean,
) {
  const cache = useQueryClient();
  const { news } = useLive();
  const { data, ...rest } = useInfiniteQuery({
    queryKey,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      read({ limit: LIMIT, ...(pageParam && { cursor: pageParam }) }, signal),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const latest = useRef({ queryKey, isOldBy });
  latest.current = { queryKey, isOldBy };
  useEffect(
    () =>
      news.subscribe((events) => {
        const { queryKey: key, isOldBy: isOld } = latest.current;
        if (events.some(isOld)) void cache.invalidateQueries({ queryKey: key });
      }),
    [news, cache],
  );
  return { items: data?.pages.flatMap((page) => page.items), ...rest };
}
