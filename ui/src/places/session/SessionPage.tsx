import { useQuery } from '@tanstack/react-query';
import { CatchBoundary, Link, useNavigate } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { answered, api, type Session } from '../../api/client';
import { Problem } from '../../api/problem';
import { sessionQuery } from '../../api/queries';
import { Bar } from '../../kit/Bar';
import { PartFailed } from '../../kit/PartFailed';
import { part } from '../../kit/part';
import { Empty, Failed, Loading } from '../../kit/states';
import { useLive } from '../../live/Live';
import { tellSeen } from '../../live/seen';
import { type Action, useAct, useSessionKeys } from '../../session/actions';
import { useFocusOn } from '../../session/focus';
import { wasSeen } from '../../session/word';
import { useShortcuts } from '../../shell/shortcuts';
import { useSessionAddress } from './address';
import { Blocked } from './Blocked';
import { Details } from './Details';
import { FollowUp } from './FollowUp';
import { Head, isTab, type Tab, Tabs, tabs, useBack } from './Head';
import { useKeptTrue } from './read';
import { Transcript } from './Transcript';

const others = {
  changes: lazy(() => part(() => import('./changes/Changes'))),
  log: lazy(() => part(() => import('./Log')).then(({ Log }) => ({ default: Log }))),
  artifacts: lazy(() => part(() => import('./Artifacts')).then(({ Artifacts }) => ({ default: Artifacts }))),
  history: lazy(() => part(() => import('./History')).then(({ History }) => ({ default: History }))),
};

export default function SessionPage() {
  const { id } = useSessionAddress();
  const { data: session, error, refetch } = useQuery(sessionQuery(id));
  useFocusOn(id);
  if (session?.state === 'deleted') return <Gone title="This session was deleted" id={id} />;
  if (error instanceof Problem && error.status === 404)
    return <Gone title="There is no such session" id={id} />;
  if (session) return <Page key={id} session={session} />;
  return (
    <>
      <Bar title="Session" />
      {error ? <Failed fault={error} onRetry={() => void refetch()} /> : <Loading />}
    </>
  );
}

const Gone = ({ title, id }: { title: string; id: string }) => (
  <>
    <Bar title="Session" />
    <Empty
      title={title}
      command={`orch restore ${id}`}
      action={
        <span className="flex gap-4">
          <Link to="/trash" className="text-accent underline">
            To the trash
          </Link>
          <Link to="/sessions" className="text-accent underline">
            To the sessions
          </Link>
        </span>
      }
    >
      What a deleted session had in a worktree of its own can be had back for a while.
    </Empty>
  </>
);

/** Marks it as seen while somebody looks: when it is opened, and whenever it has ended since. */
function useSeen(session: Session): void {
  const { news } = useLive();
  const { id, state_since } = session;
  const seen = wasSeen(session);
  // biome-ignore lint/correctness/useExhaustiveDependencies: seen once for each state that it comes to
  useEffect(() => {
    if (seen) return;
    const see = (): void => {
      if (document.hidden) return;
      document.removeEventListener('visibilitychange', see);
      answered(api.POST('/api/v1/sessions/{id}/seen', { params: { path: { id } }, body: {} })).then(
        (session) => {
          news.put(session);
          tellSeen(session);
        },
        () => undefined, // it stays unseen, which is no harm
      );
    };
    document.addEventListener('visibilitychange', see);
    see();
    return () => document.removeEventListener('visibilitychange', see);
  }, [id, seen, state_since, news]);
}

function Page({ session }: { session: Session }) {
  const search = useSessionAddress();
  const navigate = useNavigate();
  const act = useAct();
  const box = useRef<HTMLTextAreaElement>(null);
  const back = useBack();
  const tab: Tab = isTab(search.tab) ? search.tab : 'transcript';
  useKeptTrue(session.id);
  useSeen(session);

  const go = (to: Tab): void =>
    void navigate({
      to: '/sessions/$id',
      params: { id: session.id },
      search: to === 'transcript' ? {} : { tab: to },
      replace: true,
    });
  const run = (name: Action['name']): void => {
    if (name === 'answer' || name === 'follow_up') {
      const focus = (): void => {
        const card = document.querySelector<HTMLElement>('[data-request-card]');
        (name === 'answer' && card ? card : box.current)?.focus();
      };
      // At once where it can be: what is typed next is for the box, not for the keys of the page.
      if (tab === 'transcript') focus();
      else {
        go('transcript');
        setTimeout(focus, 50);
      }
    } else if (name === 'apply' || name === 'release' || name === 'delete') act.ask(name, session);
    else void act[name](session);
  };
  useSessionKeys(session, run);
  useShortcuts([
    { keys: 'Escape', label: 'Back', run: back },
    ...tabs.map((to, place) => ({ keys: String(place + 1), label: `Tab: ${to}`, run: () => go(to) })),
  ]);
  const Other = tab === 'transcript' ? undefined : others[tab];
  return (
    <>
      <Head session={session} run={run} />
      <Tabs session={session} at={tab} />
      <div className="flex min-h-0 flex-1">
        <div className="relative flex min-w-0 flex-1 flex-col">
          {/* Hidden, not taken away: it keeps its place, and its measures. */}
          <div
            className={clsx('absolute inset-0 flex min-h-0 flex-col', Other && 'invisible')}
            inert={Other !== undefined}
          >
            <Transcript session={session} shown={!Other} />
            <Blocked session={session} />
            <FollowUp session={session} ref={box} />
          </div>
          {Other && (
            <div className="relative flex min-h-0 flex-1 flex-col bg-raised">
              <CatchBoundary getResetKey={() => tab} errorComponent={PartFailed}>
                <Suspense fallback={<Loading />}>
                  <Other session={session} />
                </Suspense>
              </CatchBoundary>
            </div>
          )}
        </div>
        {tab !== 'changes' && <Details session={session} />}
      </div>
    </>
  );
}
