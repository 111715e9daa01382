import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { requestsQuery, sessionsQuery } from '../api/queries';
import { type Waiting, waitingOf } from './waiting';

/** All that waits for a person, the oldest first; undefined until it is known. */
export function useWaiting(): Waiting[] | undefined {
  const { data: sessions } = useQuery(sessionsQuery);
  const { data: requests } = useQuery(requestsQuery);
  return useMemo(
    () => (sessions && requests ? waitingOf(sessions, requests) : undefined),
    [sessions, requests],
  );
}
