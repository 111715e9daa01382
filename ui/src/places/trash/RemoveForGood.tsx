import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { answered, api, type TrashEntry } from '../../api/client';
import { keys } from '../../api/queries';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { bytes } from '../../kit/figures';
import { useTell } from '../../kit/Toasts';

/** Removes what a session left, after saying that there is no way back. */
export function RemoveForGood({ entry, onClose }: { entry: TrashEntry; onClose: () => void }) {
  const cache = useQueryClient();
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const remove = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await answered(api.DELETE('/api/v1/trash/{id}', { params: { path: { id: entry.id } } }));
      tell.done(`${bytes(entry.size_bytes)} removed for good`);
      onClose();
    } catch (fault) {
      tell.refused(fault);
      setBusy(false);
    } finally {
      void cache.invalidateQueries({ queryKey: keys.trash });
    }
  };
  return (
    <Dialog
      title="Remove it for good?"
      open
      onOpenChange={(open) => !open && onClose()}
      initialFocus={cancel}
    >
      <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-y-2 px-5 py-4 text-12">
        <dt className="font-semibold text-fail">Gone for good</dt>
        <dd className="text-muted wrap-anywhere">
          the files and commits of <span className="code text-fg">{entry.branch ?? entry.session_id}</span>{' '}
          that are in no other place
        </dd>
        <dt className="font-semibold">Freed</dt>
        <dd className="num text-muted">{bytes(entry.size_bytes)}</dd>
      </dl>
      <footer className="flex items-center justify-end gap-2 border-t px-5 py-3">
        <Button ref={cancel} onClick={onClose} shortcut="Esc">
          Cancel
        </Button>
        <Button look="danger" busy={busy} onClick={() => void remove()}>
          Remove it
        </Button>
      </footer>
    </Dialog>
  );
}
