import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { answered, api, type Session } from '../api/client';
import { configQuery } from '../api/queries';
import { Button } from '../kit/Button';
import { Check } from '../kit/Check';
import { Failed, Loading } from '../kit/states';
import { useTell } from '../kit/Toasts';
import { useLive } from '../live/Live';
import { AskFrame } from './AskFrame';
import { Inventory } from './Inventory';
import { leavesWork, partsOf } from './inventory';
import { useAsked } from './useAsked';

const DAY_MS = 86_400_000;
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });

/** What would be gone, put aside and freed. */
export function DeleteDialog({ session, close }: { session: Session; close: () => void }) {
  const { id } = session;
  const { news } = useLive();
  const tell = useTell();
  const [branch, setBranch] = useState(false);
  const preview = useQuery({
    queryKey: ['cleanup', id, branch],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/api/v1/sessions/{id}/cleanup-preview', {
          params: { path: { id }, query: { for: 'delete', ...(branch && { delete_branch: true }) } },
          signal,
        }),
      ),
    // It is looked at anew each time: files change without an event.
    gcTime: 0,
  });
  const { busy, changed, go } = useAsked(() => preview.refetch(), close);
  const { data: config } = useQuery(configQuery);
  const days = Number(config?.settings.find((entry) => entry.key === 'trash_days')?.value ?? 30);
  const until = day.format(Date.now() + days * DAY_MS);
  const kept = preview.data !== undefined && leavesWork(preview.data.items);
  const remove = async (): Promise<void> => {
    if (!preview.data) return;
    news.put(
      await answered(
        api.POST('/api/v1/sessions/{id}/delete', {
          params: { path: { id } },
          body: {
            plan_hash: preview.data.plan_hash,
            delete_branch: branch,
            force: preview.data.items.some((item) => item.kind === 'process'),
          },
        }),
      ),
    );
    tell.done(kept ? `Deleted. Its work can be had back: orch restore ${id}` : 'Deleted');
  };
  return (
    <AskFrame
      title="Delete this session?"
      session={session}
      close={close}
      aside={
        kept && (
          <>
            Take it back: <span className="code text-fg">orch restore {id}</span>
          </>
        )
      }
      action={
        <Button
          look="danger"
          busy={busy}
          disabled={busy || !preview.data || preview.isFetching}
          onClick={() => go(remove)}
        >
          <Trash2 size={14} aria-hidden /> Delete session
        </Button>
      }
    >
      {changed && (
        <p role="status" className="mt-2 rounded-md bg-fail-soft px-3 py-2 text-fail">
          Something has changed since you looked. This is what is there now.
        </p>
      )}
      {preview.error && <Failed fault={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && <Loading rows={4} height={28} />}
      {preview.data && (
        <Inventory
          parts={partsOf(preview.data.items)}
          nameOf={{
            runs: 'Run before',
            gone: 'Gone for good',
            trash: `In the trash until ${until}`,
            freed: 'Freed',
            stays: 'Stays as it is',
          }}
        />
      )}
      {session.branch && (
        // biome-ignore lint/a11y/noLabelWithoutControl: the box is within it
        <label className="mt-3 flex items-center gap-2">
          <Check checked={branch} label="Delete the branch too" onChange={setBranch} />
          Delete the branch too
          <span className="text-12 text-subtle">without it, the branch stays as it is</span>
        </label>
      )}
    </AskFrame>
  );
}
