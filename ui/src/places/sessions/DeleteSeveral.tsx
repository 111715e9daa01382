import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { answered, api, type Session } from '../../api/client';
import { type Problem, problemOf } from '../../api/problem';
import { Button } from '../../kit/Button';
import { Check } from '../../kit/Check';
import { Dialog } from '../../kit/Dialog';
import { bytes } from '../../kit/figures';
import { Told } from '../../kit/Told';
import { StateIcon } from '../../session/StateIcon';
import { wordOf } from '../../session/word';
import { type CleanupSums, cleanupSums, forEach } from './sums';
import type { Agreed } from './useSeveral';

interface Previews {
  agreed: Agreed[];
  refused: { session: Session; problem: Problem }[];
}

async function previews(sessions: readonly Session[], branches: boolean): Promise<Previews> {
  const all: Previews = { agreed: [], refused: [] };
  await forEach(sessions, async (session) => {
    try {
      const plan = await answered(
        api.GET('/api/v1/sessions/{id}/cleanup-preview', {
          params: { path: { id: session.id }, query: { delete_branch: branches } },
        }),
      );
      all.agreed.push({ session, plan });
    } catch (fault) {
      all.refused.push({ session, problem: problemOf(fault) });
    }
  });
  return all;
}

const many = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`;

/** Asks once for all of them, with what would go. */
export function DeleteSeveral({
  sessions,
  onClose,
  onDelete,
}: {
  sessions: readonly Session[];
  onClose: () => void;
  onDelete: (agreed: readonly Agreed[], branches: boolean) => void;
}) {
  const [branches, setBranches] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const ids = sessions.map((session) => session.id);
  const { data } = useQuery({
    queryKey: ['cleanup previews', ids, branches],
    queryFn: () => previews(sessions, branches),
    gcTime: 0,
    staleTime: 0,
  });
  const agreed = data?.agreed ?? [];
  return (
    <Dialog
      title={`Delete ${many(sessions.length, 'session')}?`}
      open
      onOpenChange={(open) => !open && onClose()}
      initialFocus={cancel}
    >
      <section className="min-h-0 overflow-auto px-5 py-3" tabIndex={0} aria-label="What would go">
        {data ? (
          <Sums sums={cleanupSums(agreed.map((one) => one.plan))} sessions={agreed.length} />
        ) : (
          <p role="status" className="text-muted">
            Looking at what each of them would take along…
          </p>
        )}
        <ul className="mt-3 text-12">
          {agreed.map(({ session, plan }) => (
            <li key={session.id} className="flex h-7 items-center gap-2">
              <StateIcon word={wordOf(session)} size={14} />
              <Told text={session.title} className="min-w-0 flex-1 truncate" />
              <span className="num text-subtle">{bytes(plan.freed_bytes)}</span>
            </li>
          ))}
          {data?.refused.map(({ session, problem }) => (
            <li key={session.id} className="py-1">
              <Told text={session.title} className="font-medium" />
              <span className="text-fail"> stays: {problem.message}</span>
            </li>
          ))}
        </ul>
      </section>
      <div className="mx-5 mt-1 flex items-center gap-2">
        <Check checked={branches} label="Delete the branches too" onChange={setBranches} />
        <span aria-hidden>Delete the branches too</span>
        <span className="text-12 text-subtle">else they stay as they are</span>
      </div>
      <footer className="mt-3 flex flex-wrap items-center gap-2 border-t px-5 py-3">
        <span className="text-12 text-muted">
          Restored from{' '}
          <Link to="/trash" className="text-accent underline">
            the trash
          </Link>
        </span>
        <span className="ml-auto flex gap-2">
          <Button ref={cancel} onClick={onClose} shortcut="Esc">
            Cancel
          </Button>
          <Button
            look="danger"
            disabled={agreed.length === 0}
            onClick={() => {
              onClose();
              onDelete(agreed, branches);
            }}
          >
            <Trash2 size={14} aria-hidden />
            Delete {agreed.length || ''}
          </Button>
        </span>
      </footer>
    </Dialog>
  );
}

function Sums({ sums, sessions }: { sums: CleanupSums; sessions: number }) {
  const { gone, trash, processes, teardowns, freed } = sums;
  const line = (name: string, what: string, size: number, tone = '') => (
    <tr className="border-b align-baseline last:border-0">
      <th scope="row" className={`w-36 py-1.5 text-left font-semibold ${tone}`}>
        {name}
      </th>
      <td className="py-1.5 pr-3 text-muted">{what}</td>
      <td className="num py-1.5 text-right whitespace-nowrap text-subtle">{size > 0 && bytes(size)}</td>
    </tr>
  );
  const all = (...parts: (string | false)[]): string => parts.filter(Boolean).join(', ');
  return (
    <table className="w-full text-12">
      <tbody>
        {teardowns > 0 && line('Run before', `the teardown script of ${many(teardowns, 'session')}`, 0)}
        {line(
          'Gone for good',
          all(
            `transcripts, logs and artifacts of ${many(sessions, 'session')}`,
            gone.lost > 0 && `${many(gone.lost, 'thing')} that the trash cannot take`,
            processes > 0 && `${many(processes, 'process', 'processes')} at work`,
          ),
          gone.bytes,
          'text-fail',
        )}
        {line(
          'In the trash',
          all(
            trash.files > 0 &&
              many(
                trash.files,
                'file or folder that is in no commit',
                'files and folders that are in no commit',
              ),
            trash.branches > 0 &&
              many(trash.branches, 'branch with commits of its own', 'branches with commits of their own'),
          ) || 'nothing: all of it is committed elsewhere',
          trash.bytes,
        )}
        {line('Freed', 'with their worktrees', freed)}
      </tbody>
    </table>
  );
}
