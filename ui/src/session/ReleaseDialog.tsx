import { useQuery } from '@tanstack/react-query';
import { answered, api, type Session } from '../api/client';
import { Button } from '../kit/Button';
import { bytes } from '../kit/figures';
import { Failed, Loading } from '../kit/states';
import { useTell } from '../kit/Toasts';
import { useLive } from '../live/Live';
import { AskFrame } from './AskFrame';
import { useAct } from './actions';
import { Inventory } from './Inventory';
import { partsOf } from './inventory';
import { useAsked } from './useAsked';

const words = {
  release: {
    title: 'Release the worktree?',
    text: 'The folder goes; the session, its branch and its records stay.',
    button: 'Release',
    busy: 'Releasing…',
  },
  archive: {
    title: 'Archive and release the worktree?',
    text: 'The folder goes, and the session out of sight; its branch and its records stay.',
    button: 'Archive and release',
    busy: 'Archiving…',
  },
} as const;

/** The worktree's disk space against a moment when the session goes on; by itself, or as a part of its archive. */
export function ReleaseDialog({
  session,
  as,
  close,
}: {
  session: Session;
  as: keyof typeof words;
  close: () => void;
}) {
  const { id } = session;
  const { title, text, button, busy: pending } = words[as];
  const act = useAct();
  const { news } = useLive();
  const tell = useTell();
  const preview = useQuery({
    queryKey: ['cleanup', id, 'release'],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/api/v1/sessions/{id}/cleanup-preview', {
          params: { path: { id }, query: { for: 'release' } },
          signal,
        }),
      ),
    gcTime: 0,
  });
  const { busy, changed, go } = useAsked(() => preview.refetch(), close);
  const release = async (): Promise<void> => {
    if (!preview.data) return;
    const released = await answered(
      api.POST('/api/v1/sessions/{id}/release', {
        params: { path: { id } },
        body: { plan_hash: preview.data.plan_hash },
      }),
    );
    news.put(released);
    if (as === 'archive') await act.archive(released);
    else tell.done(`Released ${bytes(preview.data.freed_bytes)}`);
  };
  const parts = preview.data ? partsOf(preview.data.items) : [];
  return (
    <AskFrame
      title={title}
      session={session}
      close={close}
      action={
        <Button
          look="primary"
          busy={busy}
          disabled={busy || !preview.data || preview.isFetching}
          onClick={() => go(release)}
        >
          {busy ? pending : `${button} ${preview.data ? bytes(preview.data.freed_bytes) : ''}`}
        </Button>
      }
    >
      <p className="mt-2 text-muted">{text} The folder is made again when the session goes on.</p>
      {changed && (
        <p role="status" className="mt-2 rounded-md bg-fail-soft px-3 py-2 text-fail">
          Something has changed since you looked. This is what is there now.
        </p>
      )}
      {preview.error && <Failed fault={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && <Loading rows={3} height={28} />}
      <Inventory
        parts={parts}
        nameOf={{
          runs: 'Run before',
          gone: 'Gone for good',
          trash: 'Put aside, and back when it goes on',
          freed: 'Freed',
          stays: 'Stays as it is',
        }}
      />
    </AskFrame>
  );
}
