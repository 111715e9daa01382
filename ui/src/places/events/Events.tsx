import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Pause, Play } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { OrchEvent } from '../../api/client';
import { projectsQuery, sessionsQuery } from '../../api/queries';
import { Bar, FilterRow } from '../../kit/Bar';
import { Button } from '../../kit/Button';
import { Empty, Failed, Loading } from '../../kit/states';
import { useNarrow, usePhone } from '../../kit/usePhone';
import { useTextInAddress } from '../../kit/useTextInAddress';
import { VirtualList, type VirtualListHandle } from '../../kit/VirtualList';
import { useShortcuts } from '../../shell/shortcuts';
import { EventFilters } from './EventFilters';
import { EventHead, EventRow } from './EventRow';
import { Inspector } from './Inspector';
import { Liveness } from './Liveness';
import { type Changes, changed, type EventsSearch } from './search';
import { useFlow } from './useFlow';
import type { Log } from './useLog';

/** The log of everything that happened, as it happens. */
export default function Events() {
  const search = useSearch({ strict: false }) as EventsSearch;
  const navigate = useNavigate();
  const phone = usePhone();
  const narrow = useNarrow();
  const { data: projects = [] } = useQuery(projectsQuery);
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const project = projects.find((one) => one.slug === search.project || one.id === search.project);
  const handle = useRef<VirtualListHandle>(null);
  const change = (changes: Changes): void =>
    void navigate({ to: '/events', search: changed(search, changes), replace: true });
  const [text, setText] = useTextInAddress(search.q ?? '', (q) => change({ q: q || undefined }));
  const place = useRef<HTMLDivElement>(null);
  const { log, shown, paused, ...flow } = useFlow(search, text, project, place);
  // From a number on it is told as it happened; else what is new is what is looked for.
  const replays = search.from !== undefined;
  const rows = useMemo(() => (replays ? shown : shown.toReversed()), [replays, shown]);
  const slugs = useMemo(() => new Map(projects.map((one) => [one.id, one.slug])), [projects]);
  const selected = shown.find((event) => event.seq === search.at);

  const pause = (): void => flow.pause(!paused);
  const toNewest = (): void => {
    flow.catchUp();
    if (replays) handle.current?.toEnd();
    else handle.current?.toStart();
  };
  const move = (by: number): void => {
    const at = rows.findIndex((event) => event.seq === search.at);
    const next = at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + by));
    const event = rows[next];
    if (!event) return;
    change({ at: event.seq });
    handle.current?.toView(next);
  };
  useShortcuts([
    { keys: 'j', label: 'Event below', moves: true, run: () => move(1) },
    { keys: 'k', label: 'Event above', moves: true, run: () => move(-1) },
    { keys: 'p', label: paused ? 'Go on' : 'Pause', run: pause },
    { keys: replays ? 'End' : 'Home', label: 'To the newest', run: toNewest },
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
            <Liveness
              paused={paused}
              replays={replays && log.newer}
              unseen={flow.unseen}
              more={log.newer}
              onNewest={toNewest}
            />
            <Button onClick={pause} aria-pressed={paused}>
              {paused ? <Play size={13} aria-hidden /> : <Pause size={13} aria-hidden />}
              {paused ? 'Go on' : 'Pause'}
            </Button>
          </>
        }
      >
        {!narrow && <div className="flex min-w-0 items-center gap-1.5">{filters}</div>}
      </Bar>
      {narrow && <FilterRow>{filters}</FilterRow>}
      {Boolean(log.fault) && <Failed fault={log.fault} onRetry={log.retry} />}
      <div className="relative flex min-h-0 flex-1">
        <div ref={place} className="flex min-w-0 flex-1 flex-col" {...flow.hold}>
          <EventHead />
          {log.reading === 'first' && <Loading rows={20} height={30} />}
          {log.reading === undefined && !log.fault && shown.length === 0 && (
            <NoEvents
              search={search}
              read={log.items.length}
              change={(changes) => {
                setText('');
                change(changes);
              }}
            />
          )}
          {(replays || shown.length === 0) && <More log={log} what="older" />}
          {shown.length > 0 && (
            <VirtualList
              key={`${search.type}|${search.project}|${search.session}|${search.from}`}
              handle={handle}
              label="Event log"
              items={rows}
              keyOf={(event) => event.seq}
              estimate={phone ? 59 : 30}
              {...(replays
                ? { onAtEnd: flow.setAtNewest }
                : { follow: 'start', onAtStart: flow.setAtNewest })}
              foot={!(replays && paused) && <More log={log} what={replays ? 'newer' : 'older'} />}
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
