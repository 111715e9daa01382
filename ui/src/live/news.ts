import type { QueryClient } from '@tanstack/react-query';
import type { OrchEvent, Session } from '../api/client';
import { Problem } from '../api/problem';
import { keys } from '../api/queries';
import type { StreamState } from './stream';

/** What a batch of events makes old. */
export interface Effect {
  /** Sessions to be read again, since more of them has changed than their last line. */
  sessions: Set<string>;
  /** Sessions that may be read again a little later: of those only the usage has grown. */
  usage: Set<string>;
  /** The newest line of each session that said something. */
  lines: Map<string, string>;
  requests: boolean;
  projects: boolean;
  stats: boolean;
  /** What the daemon finds when it starts: agents and settings. */
  found: boolean;
}

const LINE_LENGTH = 200;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, LINE_LENGTH);

/** What these events change of what is shown. */
export function effectOf(events: readonly OrchEvent[]): Effect {
  const effect: Effect = {
    sessions: new Set(),
    usage: new Set(),
    lines: new Map(),
    requests: false,
    projects: false,
    stats: false,
    found: false,
  };
  for (const event of events) {
    const id = event.session_id;
    const [stem] = event.type.split('.');
    if (stem === 'project') effect.projects = true;
    if (stem === 'input') effect.requests = true;
    if (event.type === 'daemon.started') effect.found = true;
    if (!id) continue;
    if (event.type === 'agent.message') effect.lines.set(id, oneLine(event.payload.text));
    else if (event.type === 'agent.tool_started')
      effect.lines.set(id, oneLine(`${event.payload.tool}: ${event.payload.summary}`));
    else if (stem !== 'agent' || event.type === 'agent.usage') {
      effect[stem === 'agent' ? 'usage' : 'sessions'].add(id);
      effect.stats = true;
    }
    if (event.type === 'session.deleted' || event.type === 'session.stopped') effect.requests = true;
  }
  return effect;
}

/** How long what was read stays as it is though more has happened, in milliseconds. */
const PATIENCE = { session: 150, usage: 1000, list: 250, stats: 1000, queue: 500 };
/** When more than so many wait in line, the list is read instead of each of them. */
const MOST_IN_LINE = 10;

const isGone = ({ state }: Session): boolean => state === 'deleted' || state === 'archived';

const usageOf = (id: string): string => `usage ${id}`;

/** What is carried on by its own reader, who is told of a return: read again from its beginning it would jump. */
const carriedOn: ReadonlySet<unknown> = new Set(['transcript', 'diff']);

/**
 * Carries what the event log says into what the pages have read. A session is read again once for many events, and
 * put into each list that shows it; a row never vanishes for a moment in between.
 */
export class News {
  private readonly due = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly listeners = new Set<(events: readonly OrchEvent[]) => void>();
  private readonly returnListeners = new Set<() => void>();
  /** Sessions whose reading has failed: read again with the next news. */
  private readonly missed = new Set<string>();
  private wasAway = false;
  private readonly cache: QueryClient;
  private readonly read: (id: string) => Promise<Session>;

  constructor(cache: QueryClient, read: (id: string) => Promise<Session>) {
    this.cache = cache;
    this.read = read;
  }

  /** Is told each batch, after the lists. @return ends it */
  subscribe(listener: (events: readonly OrchEvent[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Is told when the daemon is there again after it was away. @return ends it */
  onReturn(listener: () => void): () => void {
    this.returnListeners.add(listener);
    return () => this.returnListeners.delete(listener);
  }

  /** What was asked for while the daemon was away has failed: all is read again once the stream is open. */
  streamIs(state: StreamState): void {
    if (state === 'waiting') this.wasAway = true;
    if (state !== 'open' || !this.wasAway) return;
    this.wasAway = false;
    this.missed.clear();
    void this.cache.invalidateQueries({
      predicate: ({ queryKey, state: { data } }) => data === undefined || !carriedOn.has(queryKey[2]),
    });
    for (const listener of this.returnListeners) listener();
  }

  take(events: readonly OrchEvent[]): void {
    const effect = effectOf(events);
    for (const id of this.missed) effect.usage.add(id);
    this.missed.clear();
    if (effect.lines.size) this.putLines(effect.lines);
    for (const id of effect.sessions) this.soon(id, PATIENCE.session, () => void this.reread(id));
    for (const id of effect.usage) this.soon(usageOf(id), PATIENCE.usage, () => void this.reread(id));
    if (effect.requests) this.soon('requests', PATIENCE.list, () => this.isOld(keys.requests));
    if (effect.projects) this.soon('projects', PATIENCE.list, () => this.isOld(keys.projects));
    if (effect.stats) this.soon('stats', PATIENCE.stats, () => this.isOld(keys.stats));
    if (effect.found) for (const key of [keys.agents, keys.config]) this.isOld(key);
    for (const listener of this.listeners) listener(events);
  }

  /** Nothing that was read is worth anything: another database, or too much was missed. */
  reset(): void {
    void this.cache.resetQueries();
  }

  /** Puts what an answer said of a session into all that shows it, without waiting for the log. */
  put(session: Session): void {
    const known = this.cache.getQueryData<Session>(keys.session(session.id));
    if (known && known.version > session.version) return;
    if (!session.queued || isGone(session)) this.leavesLine(session.id);
    this.cache.setQueryData(keys.session(session.id), session);
    this.changeRows((rows) => withSession(rows, session));
  }

  /** At the first call after a while, and once more for all that came in between. */
  private soon(what: string, patience: number, act: () => void): void {
    if (this.due.has(what)) return;
    this.due.set(
      what,
      setTimeout(() => {
        this.due.delete(what);
        act();
      }, patience),
    );
  }

  private isOld(key: readonly unknown[]): void {
    void this.cache.invalidateQueries({ queryKey: key });
  }

  private async reread(id: string): Promise<void> {
    clearTimeout(this.due.get(usageOf(id)));
    this.due.delete(usageOf(id));
    try {
      this.put(await this.read(id));
    } catch (fault) {
      if (fault instanceof Problem && fault.status === 404) this.isNowhere(id);
      else this.missed.add(id);
      // Itself, not what belongs to it: a diff does not change under its reader.
      void this.cache.invalidateQueries({ queryKey: keys.session(id), exact: true });
    }
  }

  private isNowhere(id: string): void {
    this.leavesLine(id);
    this.changeRows((rows) => rows.filter((row) => row.id !== id));
  }

  /** Those behind it have moved up, which the log says of none of them. */
  private leavesLine(id: string): void {
    const wasQueued = (row: Session): boolean => row.id === id && row.queued !== null;
    if (this.cache.getQueryData<Session[]>(keys.sessions)?.some(wasQueued))
      this.soon('queue', PATIENCE.queue, () => this.rereadLine());
  }

  private rereadLine(): void {
    const rows = this.cache.getQueryData<Session[]>(keys.sessions) ?? [];
    const line = rows.filter((row) => row.queued !== null);
    if (line.length <= MOST_IN_LINE) {
      for (const row of line) void this.reread(row.id);
      return;
    }
    this.isOld(keys.sessions);
    for (const row of line)
      void this.cache.invalidateQueries({ queryKey: keys.session(row.id), exact: true });
  }

  /** The list may be being read, and older than this change when it lands: then the change is made once more. */
  private changeRows(change: (rows: readonly Session[]) => Session[]): void {
    const put = (): void =>
      void this.cache.setQueryData<Session[]>(keys.sessions, (rows) => rows && change(rows));
    put();
    const queries = this.cache.getQueryCache();
    const list = queries.find({ queryKey: keys.sessions });
    if (!list || list.state.fetchStatus === 'idle') return;
    const end = queries.subscribe((event) => {
      if (event.query !== list || list.state.fetchStatus !== 'idle') return;
      end();
      put();
    });
  }

  private putLines(lines: ReadonlyMap<string, string>): void {
    const withLine = (session: Session): Session => {
      const line = lines.get(session.id);
      return line === undefined ? session : { ...session, last_line: line };
    };
    this.changeRows((rows) => rows.map(withLine));
    for (const id of lines.keys())
      this.cache.setQueryData<Session>(keys.session(id), (session) => session && withLine(session));
  }
}

/**
 * The rows with this one as it is now: in its place, else where its age puts it; none if it is not listed any more. A
 * row that is newer stays.
 */
export function withSession(rows: readonly Session[], session: Session): Session[] {
  if (rows.some((row) => row.id === session.id && row.version > session.version)) return [...rows];
  if (isGone(session)) return rows.filter((row) => row.id !== session.id);
  const place = rows.findIndex((row) => row.id === session.id);
  if (place >= 0) return rows.with(place, session);
  const older = rows.findIndex((row) => row.created_at < session.created_at);
  return rows.toSpliced(older < 0 ? rows.length : older, 0, session);
}
