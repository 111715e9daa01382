import type { Session } from '../../../api/client';

/** Why there is no change to show. */
export function whyEmpty(session: Session, turn: number | undefined): { title: string; text: string } {
  if (turn !== undefined)
    return {
      title: `No changes after turn ${turn}`,
      text: 'Up to the end of this turn no file had changed.',
    };
  if (session.action !== 'implement')
    return {
      title: 'This session changes no files',
      text: `It was started to ${session.action === 'plan' ? 'make a plan' : session.action}, which only reads.`,
    };
  if (session.released_at)
    return {
      title: 'The worktree is gone',
      text: 'It was released, and no changes were stored. A message makes it again.',
    };
  if (session.state === 'created' || session.turn_count === 0)
    return { title: 'No changes yet', text: 'The session has not begun.' };
  if (session.state === 'running' || session.state === 'waiting_for_user')
    return { title: 'No changes yet', text: 'They are shown here as soon as a turn has changed a file.' };
  if (!session.worktree_path)
    return { title: 'The worktree is gone', text: 'Nothing tells what was changed in it.' };
  return { title: 'No changes', text: 'The session has ended without changing a file.' };
}
