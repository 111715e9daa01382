import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArchiveRestore, GitBranch, LoaderCircle, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { answered, api, type OrchEvent, type TrashEntry } from '../../api/client';
import { keys, projectsQuery } from '../../api/queries';
import { Bar } from '../../kit/Bar';
import { Button, IconButton } from '../../kit/Button';
import { copyText } from '../../kit/copyText';
import { Ago, bytes, inWords, secondsSince } from '../../kit/figures';
import { ShowOlder } from '../../kit/ShowOlder';
import { Empty, Failed, Loading } from '../../kit/states';
import { useTell } from '../../kit/Toasts';
import { usePages } from '../../live/usePages';
import { shortBranch } from '../../session/word';
import { RemoveForGood } from './RemoveForGood';

/** The delete of a session puts into the trash, and what is given back or expires leaves it: in any tab, by anybody. */
const changesTrash = ({ type }: OrchEvent): boolean =>
  type.startsWith('trash.') || type.startsWith('cleanup.') || type === 'session.deleted';

interface Restored {
  branch: string;
  worktree_path: string;
}

/** What deleted sessions left: to be had back, or removed for good. */
export default function Trash() {
  const cache = useQueryClient();
  const tell = useTell();
  const list = usePages<TrashEntry>(
    keys.trash,
    (query, signal) => answered(api.GET('/api/v1/trash', { params: { query }, signal })),
    changesTrash,
  );
  const { items: entries, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  const { data: projects = [] } = useQuery(projectsQuery);
  const [busy, setBusy] = useState<string>();
  const [restored, setRestored] = useState<Restored>();
  const [removing, setRemoving] = useState<TrashEntry>();
  const slugs = new Map(projects.map((project) => [project.id, project.slug]));

  const restore = async ({ id }: TrashEntry): Promise<void> => {
    if (busy) return;
    setBusy(id);
    setRestored(undefined);
    try {
      setRestored(
        await answered(api.POST('/api/v1/trash/{id}/restore', { params: { path: { id } }, body: {} })),
      );
    } catch (fault) {
      tell.refused(fault);
    } finally {
      setBusy(undefined);
      void cache.invalidateQueries({ queryKey: keys.trash });
    }
  };

  return (
    <>
      <Bar title="Trash" />
      {error && <Failed fault={error} onRetry={() => void refetch()} />}
      {restored && <Back restored={restored} />}
      {isPending && <Loading />}
      {entries?.length === 0 && (
        <Empty title="Nothing in the trash" command="orch trash">
          What a deleted session had that is in no other place comes here and can be had back for a while.
        </Empty>
      )}
      {entries && entries.length > 0 && (
        <section className="list min-h-0 flex-1 overflow-auto" aria-label="Trash" tabIndex={0}>
          <ul>
            {entries.map((entry) => (
              <Row
                key={entry.id}
                entry={entry}
                project={slugs.get(entry.project_id) ?? entry.project_id}
                busy={busy === entry.id}
                onRestore={() => void restore(entry)}
                onRemove={() => setRemoving(entry)}
              />
            ))}
          </ul>
          {hasNextPage && <ShowOlder busy={isFetchingNextPage} onClick={() => void fetchNextPage()} />}
        </section>
      )}
      {removing && <RemoveForGood entry={removing} onClose={() => setRemoving(undefined)} />}
    </>
  );
}

/** Where it is now: there is no page for it, the session stays deleted. */
function Back({ restored: { branch, worktree_path } }: { restored: Restored }) {
  const tell = useTell();
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-bg px-4 py-2">
      <p className="min-w-0 flex-1 wrap-anywhere">
        It is back on the branch <bdi className="code font-medium">{branch}</bdi>, in{' '}
        <bdi className="code">{worktree_path}</bdi>
      </p>
      <Button onClick={() => void copyText(worktree_path).then(() => tell.done('Copied the path'))}>
        Copy path
      </Button>
    </div>
  );
}

function Row({
  entry,
  project,
  busy,
  onRestore,
  onRemove,
}: {
  entry: TrashEntry;
  project: string;
  busy: boolean;
  onRestore: () => void;
  onRemove: () => void;
}) {
  const name = entry.branch ? shortBranch(entry.branch) : entry.session_id;
  return (
    <li className="flex h-9 items-center gap-3 border-b px-4 hover:bg-hover max-sm:h-auto max-sm:min-h-[58px] max-sm:flex-wrap max-sm:py-2">
      <GitBranch size={15} className="shrink-0 text-subtle" aria-hidden />
      <span className="flex min-w-0 flex-1 items-baseline gap-3 max-sm:basis-3/5 max-sm:flex-col max-sm:items-stretch max-sm:gap-0">
        <bdi className="code truncate" title={entry.branch ?? undefined}>
          {name}
        </bdi>
        <bdi className="truncate text-12 text-muted">{project}</bdi>
      </span>
      <span className="num w-16 shrink-0 text-right text-12 text-subtle">{bytes(entry.size_bytes)}</span>
      <span className="w-36 shrink-0 text-right text-12 text-subtle max-md:hidden">
        deleted <Ago time={entry.created_at} /> ago
      </span>
      <span className="num w-24 shrink-0 text-right text-12 text-subtle max-sm:w-auto">{goes(entry)}</span>
      <span className="flex w-36 shrink-0 items-center justify-end gap-1">
        {entry.operation ? (
          <span className="flex items-center gap-1.5 text-12 text-muted">
            <LoaderCircle size={13} className="text-run" aria-hidden />{' '}
            {work[entry.operation.kind] ?? 'At work'}
          </span>
        ) : (
          <>
            <Button busy={busy} onClick={onRestore} aria-label={`Restore ${name}`}>
              <ArchiveRestore size={14} aria-hidden /> Restore
            </Button>
            <IconButton name={`Remove ${name} for good`} onClick={onRemove}>
              <Trash2 size={15} aria-hidden />
            </IconButton>
          </>
        )}
      </span>
    </li>
  );
}

const work: Partial<Record<string, string>> = {
  delete: 'Being put in',
  restore: 'Being given back',
  empty: 'Being removed',
};

/** When it may be removed for good. */
function goes({ expires_at }: TrashEntry): string {
  const left = -secondsSince(expires_at);
  return left > 0 ? `${inWords(left)} left` : 'goes soon';
}
