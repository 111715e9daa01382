import type { Session } from '../api/client';

type Applied = Session & { applied_at: string };

/** Its files are in the checkout: as they are now, or as they were before it went on. */
export const wasApplied = (session: Session): session is Applied => session.applied_at !== null;

/** Nothing has come since it was applied; what was left out then is not asked for again. */
export const isApplied = (session: Session): boolean =>
  wasApplied(session) &&
  session.ended_at !== null &&
  Date.parse(session.applied_at) >= Date.parse(session.ended_at);

/** An apply is taken back from a session that has ended and is there still: one that can be deleted. */
export const canUndoApply = (session: Session): session is Applied =>
  wasApplied(session) && session.actions.includes('delete');
