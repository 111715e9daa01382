import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { requestsQuery, sessionsQuery } from '../../api/queries';
import { Bar } from '../../kit/Bar';
import { Key } from '../../kit/Button';
import { Ago } from '../../kit/figures';
import { Empty, Failed, Loading } from '../../kit/states';
import { told } from '../../kit/Told';
import { useMedia } from '../../kit/useMedia';
import { wasAnsweredHere } from '../../request/answer';
import { BlockedCard } from '../../request/Blocked';
import { kinds, partsOf, questionOf } from '../../request/parts';
import { RequestCard } from '../../request/RequestCard';
import { useWaiting } from '../../request/useWaiting';
import { nextAfter, type Waiting } from '../../request/waiting';
import { useFocusOn } from '../../session/focus';
import { StateIcon } from '../../session/StateIcon';
import { lineOf } from '../../session/word';
import { NotifySwitch } from '../../shell/NotifySwitch';
import { useShortcuts } from '../../shell/shortcuts';
import { Pane } from './Pane';

/** What waits for a person, oldest first, and all of the one that is looked at. */
export default function Inbox() {
  const { error: noSessions, refetch } = useQuery(sessionsQuery);
  const { error: noRequests, refetch: again } = useQuery(requestsQuery);
  const onePane = useOnePane();
  const waiting = useWaiting();
  const fault = noSessions ?? noRequests;
  const elsewhere = useAnsweredElsewhere(waiting);
  return (
    <>
      <Bar title="Inbox" end={<NotifySwitch />}>
        {waiting?.[0] && (
          <span className="num min-w-0 truncate text-muted">
            {waiting.length} {waiting.length === 1 ? 'waits' : 'wait'}, the oldest for{' '}
            <Ago time={waiting[0].since} />
          </span>
        )}
      </Bar>
      {fault && <Failed fault={fault} onRetry={() => void Promise.all([refetch(), again()])} />}
      {elsewhere && (
        <p role="status" className="truncate border-b bg-bg px-4 py-1.5 text-12 text-muted">
          Answered or withdrawn elsewhere: <bdi>{elsewhere}</bdi>
        </p>
      )}
      {!waiting && !fault && <Loading height={76} />}
      {waiting?.length === 0 && (
        <Empty title="Nothing waits for you" command="orch inbox">
          Questions, approvals and plans of your agents come here, the oldest first.
        </Empty>
      )}
      {waiting &&
        waiting.length > 0 &&
        (onePane ? <Cards waiting={waiting} /> : <TwoPanes waiting={waiting} />)}
    </>
  );
}

// With the navigation there is no room for two panes; on a phone there is none in any case.
const useOnePane = (): boolean => useMedia('(max-width: 899.98px)');

const titleOf = ({ session, request }: Waiting): string => told(session?.title ?? request?.title ?? '');

/** Names what has just gone from the list without an answer from here. */
function useAnsweredElsewhere(waiting: Waiting[] | undefined): string | undefined {
  const before = useRef<Waiting[]>([]);
  const [gone, setGone] = useState<string>();
  useEffect(() => {
    if (!waiting) return;
    const missing = before.current.find(
      (one) => one.request && !wasAnsweredHere(one.id) && !waiting.some((now) => now.id === one.id),
    );
    if (missing) setGone(titleOf(missing));
    before.current = waiting;
  }, [waiting]);
  useEffect(() => {
    if (!gone) return undefined;
    const timer = setTimeout(() => setGone(undefined), 8000);
    return () => clearTimeout(timer);
  }, [gone]);
  return gone;
}

function TwoPanes({ waiting }: { waiting: Waiting[] }) {
  const { request: asked }: { request?: string } = useSearch({ from: '/inbox' });
  const navigate = useNavigate({ from: '/inbox' });
  const pane = useRef<HTMLElement>(null);
  // The one looked at may be answered by somebody else: then the next one takes its place in the list.
  const place = useRef(0);
  const found = waiting.findIndex((one) => one.id === asked);
  const at = found >= 0 ? found : Math.min(asked ? place.current : 0, waiting.length - 1);
  useEffect(() => {
    place.current = at;
  }, [at]);
  const current = waiting[at] as Waiting;
  useFocusOn(current.session?.id ?? current.request?.session_id);

  const show = (id: string | undefined, mayFocus = (): boolean => true): void => {
    if (!id) return;
    void navigate({ search: { request: id }, replace: true }).then(() =>
      requestAnimationFrame(() => mayFocus() && pane.current?.focus()),
    );
  };
  // Whoever comes here comes to answer: to the oldest, which the address then names, or back to the one that was left.
  // biome-ignore lint/correctness/useExhaustiveDependencies: on arrival alone
  useEffect(() => {
    if (asked === undefined) show(current.id, isNobodyWriting);
    else if (isNobodyWriting()) pane.current?.focus();
  }, [asked === undefined]);
  useShortcuts([
    { keys: 'j', label: 'The next one', moves: true, run: () => show(waiting[at + 1]?.id) },
    { keys: 'k', label: 'The one before', moves: true, run: () => show(waiting[at - 1]?.id) },
    ...(current.session ? [{ keys: 'Enter', label: 'Open the session' }] : []),
  ]);
  return (
    <div className="flex min-h-0 flex-1">
      <nav
        aria-label="Waiting, oldest first"
        tabIndex={0}
        className="flex w-[372px] shrink-0 flex-col overflow-y-auto border-r max-lg:w-[280px]"
      >
        <ul>
          {waiting.map((one) => (
            <Item key={one.id} waiting={one} current={one === current} />
          ))}
        </ul>
        <p className="mt-auto px-4 py-3 text-12 text-subtle">
          <Key>J K</Key> move <Key>Enter</Key> open session
        </p>
      </nav>
      <Pane
        key={current.id}
        ref={pane}
        waiting={current}
        onAnswered={() => show(nextAfter(current.id, waiting, wasAnsweredHere))}
      />
    </div>
  );
}

/** What is written, and what is open above the page, keeps the focus. */
const isNobodyWriting = (): boolean =>
  document.activeElement?.closest('input, textarea, select, [role=dialog], [role=menu]') == null;

function Item({ waiting, current }: { waiting: Waiting; current: boolean }) {
  const { request, session } = waiting;
  return (
    <li className={clsx('relative border-b px-4 py-2.5 hover:bg-hover', current && 'cursor')}>
      <div className="flex items-center gap-2 text-12">
        <StateIcon word="needs" size={14} />
        <span className="font-medium text-needs">{request ? kinds[request.kind] : 'Blocked'}</span>
        <span className="truncate text-subtle">{session?.project_slug}</span>
        <Ago time={waiting.since} className="ml-auto font-medium" />
      </div>
      <Link
        to="/inbox"
        search={{ request: waiting.id }}
        replace
        aria-current={current || undefined}
        className="mt-0.5 block truncate font-medium after:absolute after:inset-0"
      >
        <bdi>{titleOf(waiting)}</bdi>
      </Link>
      <p className={clsx('truncate text-12 text-muted', request?.kind === 'approval' && 'code')}>
        <bdi>{lineOfWaiting(waiting)}</bdi>
      </p>
    </li>
  );
}

function lineOfWaiting({ request, session }: Waiting): string {
  if (!request) return session ? told(lineOf(session)) : '';
  if (request.kind === 'approval') return partsOf(request).command;
  return request.kind === 'question' ? questionOf(request) : told(request.title);
}

/** Where it is narrow all of them are cards, one below the other. */
function Cards({ waiting }: { waiting: Waiting[] }) {
  const list = useRef<HTMLElement>(null);
  const focusOn = (id: string | undefined): void => {
    if (id) list.current?.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus();
  };
  return (
    <section
      ref={list}
      aria-label="Waiting, oldest first"
      tabIndex={0}
      className="min-h-0 flex-1 space-y-3 overflow-y-auto p-3"
    >
      {waiting.map((one, place) => (
        <CardOf
          key={one.id}
          waiting={one}
          primary={place === 0}
          onAnswered={() => focusOn(nextAfter(one.id, waiting, wasAnsweredHere))}
        />
      ))}
    </section>
  );
}

function CardOf(props: { waiting: Waiting; primary: boolean; onAnswered: () => void }): ReactNode {
  const { request, session } = props.waiting;
  const title = session && (
    <Link to="/sessions/$id" params={{ id: session.id }} className="font-medium">
      <bdi>{told(session.title)}</bdi>
    </Link>
  );
  if (request)
    return (
      <RequestCard
        request={request}
        session={session}
        title={title}
        primary={props.primary}
        onAnswered={props.onAnswered}
      />
    );
  return session && <BlockedCard session={session} title={title} primary={props.primary} />;
}
