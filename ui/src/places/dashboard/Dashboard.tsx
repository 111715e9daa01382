import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import type { Session } from '../../api/client';
import { projectsQuery, requestsQuery, sessionsQuery } from '../../api/queries';
import { Bar } from '../../kit/Bar';
import { Empty, Failed, Loading } from '../../kit/states';
import { useWaiting } from '../../request/useWaiting';
import { StateIcon } from '../../session/StateIcon';
import { type Group, groupOf, type Word, wordOf } from '../../session/word';
import { Aside } from './Aside';
import { Attention } from './Attention';
import { Composer } from './Composer';
import { Rows } from './Rows';

const BUTTON =
  'inline-flex h-7 items-center gap-1.5 rounded-md border bg-overlay px-2.5 font-medium shadow-control hover:bg-hover max-sm:h-11';

/** The page that stays open all day: what waits, what is done, what runs, and where the next one is begun. */
export function Dashboard() {
  const { data: sessions, error, refetch } = useQuery(sessionsQuery);
  const { data: projects } = useQuery(projectsQuery);
  const { error: noRequests, refetch: again } = useQuery(requestsQuery);
  const fault = error ?? noRequests;
  const isFresh = projects?.length === 0 && sessions?.length === 0;
  return (
    <>
      <Bar
        title="Dashboard"
        end={
          <Link to="/new" className={`${BUTTON} max-lg:hidden`}>
            <Plus size={14} aria-hidden /> New session
          </Link>
        }
      >
        <div className="flex min-w-0 flex-1 max-lg:hidden">{sessions && <Counts sessions={sessions} />}</div>
      </Bar>
      {sessions && (
        <div className="flex shrink-0 border-b px-2 max-sm:overflow-x-auto sm:flex-wrap sm:py-1 lg:hidden">
          <Counts sessions={sessions} />
        </div>
      )}
      {fault && <Failed fault={fault} onRetry={() => void Promise.all([refetch(), again()])} />}
      {isFresh ? (
        <Empty
          title="No project yet"
          command="orch projects add ."
          action={
            <Link to="/projects" className={BUTTON}>
              Register a project
            </Link>
          }
        >
          A project is a folder with a git repository. Register one, then say what is to be done in it.
        </Empty>
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_320px] max-[1100px]:grid-cols-[minmax(0,1fr)]">
          <Lists sessions={sessions} failed={error !== null} />
          <Aside />
        </div>
      )}
    </>
  );
}

const counts: readonly { words: Word[]; group: Group; name: string }[] = [
  { words: ['needs'], group: 'needs', name: 'need you' },
  { words: ['failed'], group: 'review', name: 'failed' },
  { words: ['ready'], group: 'review', name: 'to review' },
  { words: ['working'], group: 'running', name: 'working' },
  { words: ['queued'], group: 'queued', name: 'queued' },
];

/** How many there are of each kind, each the way to their list; what there is none of is left out. */
function Counts({ sessions }: { sessions: readonly Session[] }) {
  return counts.map(({ words, group, name }) => {
    const n = sessions.filter((one) => groupOf(one) === group && words.includes(wordOf(one))).length;
    if (n === 0) return null;
    return (
      <Link
        key={name}
        to="/sessions"
        search={{ group }}
        className="flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2 hover:bg-hover max-sm:h-11"
      >
        <StateIcon word={words[0] as Word} size={14} />
        <span className="num font-semibold">{n}</span>
        <span className="text-muted">{name}</span>
      </Link>
    );
  });
}

/** Who waits for no place, as for a limit to be over, comes last. */
const byPlace = (a: Session, b: Session): number => placeOf(a) - placeOf(b);
const placeOf = ({ queued }: Session): number => queued?.position || Number.MAX_SAFE_INTEGER;

function Lists({ sessions, failed }: { sessions: readonly Session[] | undefined; failed: boolean }) {
  const waiting = useWaiting();
  const of = (group: Group): Session[] => sessions?.filter((one) => groupOf(one) === group) ?? [];
  const review = of('review').sort((a, b) => Number(wordOf(b) === 'failed') - Number(wordOf(a) === 'failed'));
  return (
    <section
      className="min-h-0 space-y-3 overflow-y-auto px-4 py-3 max-sm:px-3"
      aria-label="Attention and activity"
      tabIndex={0}
    >
      <Composer />
      {!sessions && !failed && <Loading />}
      {waiting && waiting.length > 0 && <Attention waiting={waiting} />}
      <Rows name="To review" group="review" sessions={review} />
      <Rows name="Running" group="running" sessions={of('running')} />
      <Rows name="Queued" group="queued" sessions={of('queued').sort(byPlace)} />
      {sessions?.length === 0 && (
        <Empty title="No session yet" command="orch send claude analyze my-app">
          Say above what is to be done: an agent, an action, a project, and what it is about.
        </Empty>
      )}
      {sessions && sessions.length > 0 && sessions.every((one) => groupOf(one) === 'done') && (
        <p className="py-6 text-center text-muted">
          Nothing waits, nothing runs.{' '}
          <Link to="/sessions" className="text-accent underline">
            All sessions
          </Link>
        </p>
      )}
    </section>
  );
}
