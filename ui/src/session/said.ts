import { queryOptions } from '@tanstack/react-query';
import { answered, api, type Session } from '../api/client';

/** With fewer one finds everything. */
export const LEAST_LETTERS = 3;
const MOST_FOUND = 50;

/** Sessions in whose prompts, transcripts and answers these words stand, each with where. */
export const saidQuery = (q: string, archived = false) =>
  queryOptions({
    queryKey: ['said', q, archived],
    queryFn: async ({ signal }): Promise<Session[]> =>
      (
        await answered(
          api.GET('/api/v1/sessions', {
            params: { query: { q, limit: MOST_FOUND, ...(archived && { archived }) } },
            signal,
          }),
        )
      ).items,
    retry: false,
    // Sessions go on talking: what was found a minute ago may not be all.
    staleTime: 10_000,
    gcTime: 60_000,
  });
