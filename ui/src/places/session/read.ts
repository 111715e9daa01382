import { queryOptions, useQueryClient } from '@tanstack/react-query';
import {
  type Artifact,
  answered,
  api,
  type InputRequest,
  type OrchEvent,
  type Turn,
  type Wire,
} from '../../api/client';
import { allPages, keys } from '../../api/queries';
import { useNewsOf } from '../../live/Live';
import { readMessages } from '../../session/messages';

const PAGE = 500;

const page = (cursor?: string) => ({ limit: PAGE, ...(cursor && { cursor }) });

export const turnsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ofSession(id, 'turns'),
    queryFn: ({ signal }): Promise<Turn[]> =>
      allPages((cursor) =>
        answered(
          api.GET('/api/v1/sessions/{id}/turns', { params: { path: { id }, query: page(cursor) }, signal }),
        ),
      ),
  });

export const transitionsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ofSession(id, 'transitions'),
    queryFn: ({ signal }): Promise<Wire['TransitionView'][]> =>
      allPages((cursor) =>
        answered(
          api.GET('/api/v1/sessions/{id}/transitions', {
            params: { path: { id }, query: page(cursor) },
            signal,
          }),
        ),
      ),
  });

export const artifactsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ofSession(id, 'artifacts'),
    queryFn: ({ signal }): Promise<Artifact[]> =>
      allPages((cursor) =>
        answered(
          api.GET('/api/v1/artifacts', { params: { query: { session: id, ...page(cursor) } }, signal }),
        ),
      ),
  });

/** What became of its messages; it is read again on each return, for meanwhile nobody has heard of them. */
export const messagesQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ofSession(id, 'messages'),
    queryFn: ({ signal }) => readMessages(id, signal),
    staleTime: 0,
  });

export const keptQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ofSession(id, 'followups'),
    queryFn: ({ signal }): Promise<Wire['FollowUpView'][]> =>
      allPages((cursor) =>
        answered(
          api.GET('/api/v1/sessions/{id}/followups', {
            params: { path: { id }, query: page(cursor) },
            signal,
          }),
        ),
      ),
  });

/** Whether a message that waits is a review: its comments went out with it. */
export async function isReview(id: string, followUp: string): Promise<boolean> {
  const { items } = await answered(
    api.GET('/api/v1/events', {
      params: { query: { session: id, type: 'comments.sent', before: Number.MAX_SAFE_INTEGER, limit: PAGE } },
    }),
  );
  return items.some((one) => one.type === 'comments.sent' && one.payload.follow_up_id === followUp);
}

/** All it has ever asked, the oldest first. */
export const askedQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ofSession(id, 'requests'),
    queryFn: async ({ signal }): Promise<InputRequest[]> => {
      const all = await allPages((cursor) =>
        answered(
          api.GET('/api/v1/input-requests', { params: { query: { session: id, ...page(cursor) } }, signal }),
        ),
      );
      return all.sort((a, b) => a.requested_at.localeCompare(b.requested_at));
    },
  });

/** Its newest plan, as the agent wrote it. */
export const planQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ofSession(id, 'plan'),
    queryFn: async ({ signal }): Promise<string | null> => {
      const { items } = await answered(
        api.GET('/api/v1/events', {
          params: {
            query: { session: id, type: 'agent.plan', before: Number.MAX_SAFE_INTEGER, limit: 1 },
          },
          signal,
        }),
      );
      const [newest] = items;
      return newest?.type === 'agent.plan' ? newest.payload.text : null;
    },
  });

/** All that it has changed, as one patch. */
export const patchQuery = (id: string) =>
  queryOptions({
    queryKey: keys.ofSession(id, 'patch'),
    queryFn: ({ signal }): Promise<string> =>
      answered(api.GET('/api/v1/sessions/{id}/diff', { params: { path: { id } }, parseAs: 'text', signal })),
  });

/** What an event makes old of all that is read of its session. */
export function oldBy(event: Pick<OrchEvent, 'type'>): string[] {
  const [stem] = event.type.split('.');
  if (event.type === 'agent.plan') return ['plan'];
  if (stem === 'agent') return [];
  if (stem === 'turn') return ['turns', 'followups'];
  if (stem === 'session') return ['transitions', 'followups'];
  if (stem === 'input') return ['requests'];
  if (stem === 'follow_up') return ['followups', 'messages'];
  if (stem === 'artifact') return ['artifacts', 'patch'];
  if (stem === 'checkout' || stem === 'worktree') return ['patch'];
  return ['followups'];
}

/** While the page is there, what it has read of this session stays true. */
export function useKeptTrue(id: string): void {
  const cache = useQueryClient();
  useNewsOf(id, (events) => {
    for (const what of new Set(events.flatMap(oldBy)))
      void cache.invalidateQueries({ queryKey: keys.ofSession(id, what) });
  });
}
