import { answered, api, type InputRequest, type Session, type Wire } from '../../../api/client';
import { Problem } from '../../../api/problem';

export type Comment = Wire['CommentView'];
export type Review = Pick<Wire['CommentsView'], 'version' | 'items'>;
/** A draft as it is asked for: without an id, a new one. */
export type Wanted = Wire['CommentBody'];

const at = (id: string) => ({ params: { path: { id } } });

export const readReview = (id: string, signal?: AbortSignal): Promise<Review> =>
  answered(api.GET('/api/v1/sessions/{id}/comments', { ...at(id), ...(signal && { signal }) }));

/** Stores the drafts, all of them; sent comments are the daemon's. */
export const storeDrafts = (id: string, version: number, drafts: Wanted[]): Promise<Review> =>
  answered(api.PUT('/api/v1/sessions/{id}/comments', { ...at(id), body: { version, items: drafts } }));

/** When a review is to be delivered; without one, as soon as can be. */
export type Mode = Wire['FollowUpMode'];

/** What waits for an answer, which a review is not. */
export function askedBy(session: Pick<Session, 'state' | 'reason'>): InputRequest['kind'] | undefined {
  const { state, reason } = session;
  const asks = reason === 'approval' || reason === 'question' || reason === 'plan_review';
  return state === 'waiting_for_user' && asks ? reason : undefined;
}

export const modeFor = (session: Pick<Session, 'state' | 'reason'>): Mode | undefined =>
  askedBy(session) ? 'next_turn' : undefined;

/** All drafts as one message. */
export const sendDrafts = (id: string, version: number, mode?: Mode): Promise<unknown> =>
  answered(
    api.POST('/api/v1/sessions/{id}/comments/send', { ...at(id), body: { version, ...(mode && { mode }) } }),
  );

/** What is stored, where somebody else has stored it first; undefined if that is not what was refused. */
export function storedInstead(fault: unknown): Review | undefined {
  if (!(fault instanceof Problem) || fault.status !== 409) return undefined;
  const { version, items } = (fault.said.comments ?? fault.said) as Partial<Review>;
  return typeof version === 'number' && Array.isArray(items) ? { version, items } : undefined;
}
