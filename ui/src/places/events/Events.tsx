import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { ArrowDown, Pause, Play } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { OrchEvent } from '../../api/client';
import { projectsQuery, sessionsQuery } from '../../api/queries';
import { Bar, FilterRow } from '../../kit/Bar';
import { Button } from '../../kit/Button';
import { Empty, Failed, Loading } from '../../kit/states';
import { useNarrow, usePhone } from '../../kit/usePhone';
import { useTextInAddress } from '../../kit/useTextInAddress';
import { VirtualList, type VirtualListHandle } from '../../kit/VirtualList';
import { useLive } from '../../live/Live';
import { useShortcuts } from '../../shell/shortcuts';
import { EventFilters } from './EventFilters';
import { EventHead, EventRow } from './EventRow';
import { Inspector } from './Inspector';
import { upTo } from './log';
import { type Changes, changed, type EventsSearch, isShown } from './search';
import { type Log, useLog } from './useLog';

/** The log of everything that happened, as it happens. */
export default function Events() {
  const search = useSearch({ strict: false }) as EventsSearch;
  const navigate = useNavigate();
  const phone = usePhone();
  const narrow = useNarrow();
  const { data: projects = [] } = useQuery(projectsQuery);
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const project = projects.find((one) => one.slug === search.project || one.id === search.project);
  const [pausedAt, setPausedAt] = useState<number>();
  const { log: whichLog } = useLive();
  // biome-ignore lint/correctness/useExhaustiveDependencies: in another log nothing stands there
  useEffect(() => setPausedAt(undefined), [whichLog]);
  const log = useLog(search, project?.id, pausedAt !== undefined);
  const read = useMemo(() => upTo(log.items, pausedAt), [log.items, pausedAt]);
  const handle = useRef<VirtualListHandle>(null);
  const change = (changes: Changes): void =>
    void navigate({ to: '/events', search: changed(search, changes), replace: true });
  const [text, setText] = useTextInAddress(search.q ?? '', (q) => change({ q: q || undefined }));
  const { actor } = search;
  const shown = useMemo(
    () => read.shown.filter((event) => isShown(event, { ...(actor && { actor }), q: text })),
    [read.shown, actor, text],
  );
  const below = useBelow(shown);
  const slugs = useMemo(() => new Map(projects.map((one) => [one.id, one.slug])), [projects]);
  const selected = shown.find((event) => event.seq === search.at);

  const pause = (): void => setPausedAt(pausedAt === undefined ? (log.items.at(-1)?.seq ?? 0) : undefined);
  const toEnd = (): void => handle.current?.toEnd();
  const move = (by: number): void => {
    const at = shown.findIndex((event) => event.seq === search.at);
    const next = at < 0 ? shown.length - 1 : Math.max(0, Math.min(shown.length - 1, at + by));
    const event = shown[next];
    if (!event) return;
    change({ at: event.seq });
    handle.current?.toView(next);
  };
  useShortcuts([
    { keys: 'j', label: 'Next event', moves: true, run: () => move(1) },
    { keys: 'k', label: 'Event before', moves: true, run: () => move(-1) },
    { keys: 'p', label: pausedAt === undefined ? 'Pause' : 'Go on', run: pause },
    { keys: 'End', label: 'To the newest', run: toEnd },
    ...(selected?.session_id
      ? [
          {
            keys: 'Enter',
            label: 'Open its session',
            run: () => void navigate({ to: '/sessions/$id', params: { id: selected.session_id as string } }),
          },
        ]
      : []),
    ...(selected
      ? [{ keys: 'Escape', label: 'Close the payload', run: () => change({ at: undefined }) }]
      : []),
  ]);

  const filters = (
    <EventFilters
      search={search}
      text={text}
      setText={setText}
      change={change}
      projects={projects}
      sessions={sessions}
    />
  );
  return (
    <>
      <Bar
        title="Events"
        end={
          <>
            <Liveness paused={pausedAt !== undefined} waiting={read.waiting} behind={log.newer} />
            <Button onClick={pause} aria-pressed={pausedAt !== undefined}>
              {pausedAt === undefined ? <Pause size={13} aria-hidden /> : <Play size={13} aria-hidden />}
              {pausedAt === undefined ? 'Pause' : 'Go on'}
            </Button>
          </>
        }
      >
        {!narrow && <div className="flex min-w-0 items-center gap-1.5">{filters}</div>}
      </Bar>
      {narrow && <FilterRow>{filters}</FilterRow>}
      {Boolean(log.fault) && <Failed fault={log.fault} onRetry={log.retry} />}
      <div className="relative flex min-h-0 flex-1">
        <div className="relative flex min-w-0 flex-1 flex-col">
          <EventHead />
          {log.reading === 'first' && <Loading rows={20} height={30} />}
          {log.reading === undefined && !log.fault && shown.length === 0 && (
            <NoEvents
              search={search}
              read={read.shown.length}
              change={(changes) => {
                setText('');
                change(changes);
              }}
            />
          )}
          {read.shown.length > 0 && <More log={log} what="older" />}
          {shown.length > 0 && (
            <>
              <VirtualList
                key={`${search.type}|${search.project}|${search.session}|${actor}|${search.from}`}
                handle={handle}
                label="Event log"
                items={shown}
                keyOf={(event) => event.seq}
                estimate={phone ? 59 : 31}
                follow={!search.from}
                onAtEnd={below.setAtEnd}
              >
                {(event: OrchEvent) => (
                  <EventRow
                    event={event}
                    project={slugs.get(event.project_id ?? '')}
                    selected={event.seq === search.at}
                    onSelect={() => change({ at: event.seq === search.at ? undefined : event.seq })}
                  />
                )}
              </VirtualList>
              {pausedAt === undefined && <More log={log} what="newer" />}
            </>
          )}
          {below.count > 0 && (
            <button
              type="button"
              onClick={toEnd}
              className="num absolute bottom-3 left-1/2 z-2 flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full border bg-overlay px-3 text-12 font-medium text-accent shadow-control max-sm:h-11"
            >
              <ArrowDown size={13} aria-hidden /> {below.count} new
            </button>
          )}
        </div>
        {selected && (
          <Inspector
            event={selected}
            session={sessions.find((one) => one.id === selected.session_id)}
            onClose={() => change({ at: undefined })}
          />
        )}
      </div>
    </>
  );
}

/** How many have come below what is in view. */
function useBelow(shown: readonly OrchEvent[]): { count: number; setAtEnd: (atEnd: boolean) => void } {
  const [left, setLeft] = useState<number>();
  const last = shown.at(-1)?.seq;
  const latest = useRef(last);
  useEffect(() => {
    latest.current = last;
  }, [last]);
  const count = left === undefined ? 0 : shown.length - 1 - shown.findLastIndex((event) => event.seq <= left);
  return {
    count,
    setAtEnd: (atEnd) => setLeft((before) => (atEnd ? undefined : (before ?? latest.current))),
  };
}

function More({ log, what }: { log: Log; what: 'older' | 'newer' }) {
  if (!log[what]) return null;
  return (
    <p className="flex h-9 shrink-0 items-center justify-center border-b text-12 max-sm:h-12">
      <Button
        look="ghost"
        busy={log.reading === what}
        onClick={what === 'older' ? log.readOlder : log.readNewer}
      >
        Load {what} ones
      </Button>
    </p>
  );
}

function Liveness({ paused, waiting, behind }: { paused: boolean; waiting: number; behind: boolean }) {
  const { state } = useLive();
  if (paused)
    return (
      <span
        role="status"
        className="num rounded-full bg-selected px-3 text-12 leading-6 font-medium text-accent"
      >
        {waiting}
        {behind && '+'} new
      </span>
    );
  const words = behind ? 'Replaying' : state === 'open' ? 'Live' : 'Not connected';
  return (
    <span className="flex items-center gap-1.5 text-12 text-muted max-sm:hidden">
      <span className={`size-1.5 rounded-full ${state === 'open' && !behind ? 'bg-ready' : 'bg-subtle'}`} />
      {words}
    </span>
  );
}

const unfiltered: Changes = {
  type: undefined,
  project: undefined,
  session: undefined,
  actor: undefined,
  q: undefined,
  from: undefined,
};

function NoEvents({
  search,
  read,
  change,
}: {
  search: EventsSearch;
  /** How many have been read that the page itself filters out. */
  read: number;
  change: (changes: Changes) => void;
}) {
  const filtered = read > 0 || Object.keys(unfiltered).some((key) => key in search);
  return (
    <Empty
      title={filtered ? 'No event matches' : 'Nothing has happened yet'}
      action={filtered && <Button onClick={() => change(unfiltered)}>Clear filters</Button>}
      command="orch events --follow"
    >
      {read > 0 && <span className="num">Of the {read} that are loaded. </span>}
      {filtered && 'New ones that do are shown as they come.'}
    </Empty>
  );
}
