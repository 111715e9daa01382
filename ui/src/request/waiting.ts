import type { InputRequest, Session } from '../api/client';
import { kindOf } from '../session/word';

/** Something that goes on only once a person has done something. */
export interface Waiting {
  /** The request's, or of a blocked session its own: what the address names. */
  id: string;
  since: string;
  session: Session | undefined;
  /** None where the session is blocked: there is nothing to answer, but something to set right. */
  request?: InputRequest;
}

/** All that waits for a person, the oldest first: open requests, and sessions that are blocked. */
export function waitingOf(sessions: readonly Session[], requests: readonly InputRequest[]): Waiting[] {
  const byId = new Map(sessions.map((session) => [session.id, session]));
  const asked = requests.map((request) => ({
    id: request.id,
    since: request.requested_at,
    session: byId.get(request.session_id),
    request,
  }));
  const blocked = sessions
    .filter((session) => kindOf(session) === 'Blocked')
    .filter((session) => !requests.some((request) => request.session_id === session.id))
    .map((session) => ({ id: session.id, since: session.state_since, session }));
  return [...asked, ...blocked].sort((a, b) => a.since.localeCompare(b.since));
}

/**
 * Other open requests that ask exactly the same, word for word. A plan is read before it is accepted, so that none
 * is equal to another.
 */
export function equalTo(request: InputRequest, open: readonly InputRequest[]): InputRequest[] {
  if (request.kind === 'plan_review') return [];
  const asks = (one: InputRequest): string => JSON.stringify([one.kind, one.title, one.detail, one.options]);
  return open.filter((one) => one.id !== request.id && asks(one) === asks(request));
}

/** What is shown once this one is answered: the one that takes its place, else the one before it. */
export function nextAfter(
  id: string,
  all: readonly Waiting[],
  isGone: (id: string) => boolean = () => false,
): string | undefined {
  const list = all.filter((one) => one.id === id || !isGone(one.id));
  const place = list.findIndex((one) => one.id === id);
  return (list[place + 1] ?? list[place - 1])?.id;
}
