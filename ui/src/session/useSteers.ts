import { useQuery } from '@tanstack/react-query';
import type { Session } from '../api/client';
import { agentsQuery } from '../api/queries';

/** Whether its agent takes a message into a turn at work. */
export function useSteers({ agent }: Pick<Session, 'agent'>): boolean {
  const { data: agents = [] } = useQuery(agentsQuery);
  return agents.find((one) => one.id === agent)?.capabilities.includes('steering') ?? false;
}
