import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../kit/Button';
import { Empty } from '../../kit/states';
import { groups } from '../../session/word';
import type { Facets } from './arrange';
import { type Changes, type SessionsSearch, unfiltered } from './search';

const QUIET_MS = 150;
const widths = ['w-3/4', 'w-1/2', 'w-2/3', 'w-5/6'];

/** Heads and rows of the height that comes, after a moment of nothing. */
export function SkeletonRows() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="list" role="status" aria-label="Loading sessions" aria-busy>
      {shown &&
        [5, 4, 7].map((rows, group) => (
          <div key={rows} className={['', 'opacity-60', 'opacity-30'][group]}>
            <div className="flex h-[26px] items-center border-b bg-bg pl-9 max-sm:h-8 max-sm:pl-4">
              <span className="h-2 w-16 rounded-full bg-line" />
            </div>
            {Array.from({ length: rows }, (_, row) => (
              <div key={row} className="row border-b max-sm:!h-[58px]">
                <span />
                <span className="size-3.5 rounded-full bg-line" />
                <span className={clsx('h-2 rounded-full bg-line', widths[(row + group) % 4])} />
                <span className="c-line h-2 w-1/2 rounded-full bg-line" />
                <span className="c-where h-2 w-24 rounded-full bg-line" />
                <span className="c-agent" />
                <span className="ml-auto h-2 w-14 rounded-full bg-line" />
                <span className="h-2 w-7 rounded-full bg-line" />
                <span className="c-cost" />
              </div>
            ))}
          </div>
        ))}
    </div>
  );
}

export const NoSessions = () => (
  <Empty
    title="No sessions yet"
    action={
      <Link
        to="/new"
        className="inline-flex h-7 items-center gap-1.5 rounded-md bg-accent-fill px-2.5 font-medium text-on-fill hover:brightness-95 max-sm:h-11 max-sm:px-4"
      >
        <Plus size={14} aria-hidden /> New session
      </Link>
    }
    command={'orch send claude implement my-app "add error handling"'}
  >
    A session is one command, carried out by one agent in its own worktree.
  </Empty>
);

/** What was looked for, as a sentence. */
export function askedFor(search: SessionsSearch): string {
  const group = groups.find((one) => one.key === search.group)?.name.toLowerCase();
  return [
    'No session',
    group && `in “${group}”`,
    search.project && `of ${search.project}`,
    search.agent && `by ${search.agent}`,
    search.action && `that is to ${search.action}`,
    search.q && `matches “${search.q}”`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Nothing is left: what was asked for, and the way out of it. */
export function NoMatch({
  search,
  facets,
  change,
}: {
  search: SessionsSearch;
  facets: Facets;
  change: (changes: Changes) => void;
}) {
  const elsewhere = search.group ? [...facets.group.values()].reduce((sum, n) => sum + n, 0) : 0;
  const { order, archived } = unfiltered(search);
  return (
    <Empty
      title={askedFor(search)}
      action={
        <span className="flex gap-2">
          {elsewhere > 0 && (
            <Button onClick={() => change({ group: undefined })}>
              Show {elsewhere === 1 ? 'that one' : `those ${elsewhere}`}
            </Button>
          )}
          <Button
            look={elsewhere > 0 ? 'ghost' : 'outline'}
            onClick={() =>
              change({
                group: undefined,
                project: undefined,
                agent: undefined,
                action: undefined,
                q: undefined,
                order,
                archived,
              })
            }
          >
            Clear filters
          </Button>
        </span>
      }
    >
      {elsewhere > 0 &&
        (elsewhere === 1 ? '1 session matches in another state.' : `${elsewhere} match in other states.`)}
    </Empty>
  );
}
