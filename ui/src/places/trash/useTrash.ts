import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answered, api, type OrchEvent, type TrashEntry } from '../../api/client';
import { keys } from '../../api/queries';
import { useLive } from '../../live/Live';

const PAGE = 100;

/** A session was deleted, or what one left was given back or removed: by anybody, in any tab. */
const changesTrash = ({ type }: OrchEvent): boolean =>
  type.startsWith('trash.') || type.startsWith('cleanup.') || type === 'session.deleted';

/** What deleted sessions left, the newest first; read again whenever that changes. */
export function useTrash() {
  const cache = useQueryClient();
  const { news } = useLive();
  const { data, ...rest } = useInfiniteQuery({
    queryKey: keys.trash,
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      answered(
        api.GET('/api/v1/trash', {
          params: { query: { limit: PAGE, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  useEffect(
    () =>
      news.subscribe((events) => {
        if (events.some(changesTrash)) void cache.invalidateQueries({ queryKey: keys.trash });
      }),
    [news, cache],
  );
  const entries: TrashEntry[] | undefined = data?.pages.flatMap((page) => page.items);
  return { entries, ...rest };
}
