import { useParams, useSearch } from '@tanstack/react-router';

/** What of a session is looked at. */
export interface SessionSearch {
  tab?: string;
  turn?: number;
  file?: string;
}

/** The session that the address names, and what of it. The router's own types go round in a circle here. */
export function useSessionAddress(): SessionSearch & { id: string } {
  const { id } = useParams({ strict: false }) as { id?: string };
  const search = useSearch({ strict: false }) as SessionSearch;
  return { ...search, id: id ?? '' };
}
