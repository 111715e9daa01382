import type { Session } from '../api/client';
import { ApplyDialog } from './ApplyDialog';
import type { Asking } from './actions';
import { DeleteDialog } from './DeleteDialog';
import { ReleaseDialog } from './ReleaseDialog';

/** What an action would do, before it does it. */
export default function Asked({
  what,
  session,
  close,
}: {
  what: Asking;
  session: Session;
  close: () => void;
}) {
  if (what === 'apply') return <ApplyDialog session={session} close={close} />;
  if (what === 'delete') return <DeleteDialog session={session} close={close} />;
  return <ReleaseDialog session={session} as={what} close={close} />;
}
