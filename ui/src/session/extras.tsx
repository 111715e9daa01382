import { Archive, Download, Link2, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { answered, api, type Session } from '../api/client';
import { copyText } from '../kit/copyText';
import { moment } from '../kit/figures';
import { useTell } from '../kit/Toasts';
import { useAct } from './actions';
import { canUndoApply } from './applied';
import { download } from './download';

/** Something beside the lifecycle that can be done with a session now. */
export interface Extra {
  id: string;
  label: string;
  icon: ReactNode;
  run: () => void;
}

const size = { size: 15, 'aria-hidden': true } as const;

/** Where its page is; with what is looked at in it, while it is shown. */
function linkTo({ id }: Session): string {
  const path = `/sessions/${id}`;
  return location.pathname === path ? location.href : location.origin + path;
}

/** Saves all of a session in one file; a refusal is said in the daemon's words. */
export function useSaveAll(): (session: Session) => Promise<void> {
  const tell = useTell();
  return async ({ id }: Session): Promise<void> => {
    try {
      const content = await answered(
        api.GET('/api/v1/sessions/{id}/export', { params: { path: { id } }, parseAs: 'blob' }),
      );
      download(content as unknown as Blob, `orch-${id}.zip`);
    } catch (fault) {
      tell.refused(fault);
    }
  };
}

/** What the menu of a session and the palette offer beside its actions. */
export function useExtras(): (session: Session) => Extra[] {
  const act = useAct();
  const tell = useTell();
  const saveAll = useSaveAll();
  return (session) => [
    ...(session.actions.includes('archive') && session.actions.includes('release')
      ? [
          {
            id: 'archive-release',
            label: 'Archive and release the worktree…',
            icon: <Archive {...size} />,
            run: () => act.ask('archive', session),
          },
        ]
      : []),
    ...(canUndoApply(session)
      ? [
          {
            id: 'undo-apply',
            label: `Undo the apply of ${moment(session.applied_at)}`,
            icon: <Undo2 {...size} />,
            run: () => void act.undoApply(session),
          },
        ]
      : []),
    { id: 'export', label: 'Save all', icon: <Download {...size} />, run: () => void saveAll(session) },
    {
      id: 'link',
      label: 'Copy link',
      icon: <Link2 {...size} />,
      run: () => void copyText(linkTo(session)).then(() => tell.done('Copied the link')),
    },
  ];
}
