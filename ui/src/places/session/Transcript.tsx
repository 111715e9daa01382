import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { ArrowDown, Hand } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { InputRequest, Session } from '../../api/client';
import { Key } from '../../kit/Button';
import { Ago } from '../../kit/figures';
import { Empty, Failed, Loading } from '../../kit/states';
import { Told } from '../../kit/Told';
import { VirtualList, type VirtualListHandle } from '../../kit/VirtualList';
import { kinds } from '../../request/parts';
import { withDelivered } from '../../session/messages';
import { useShortcuts } from '../../shell/shortcuts';
import { Entry } from './Entry';
import { type Item, itemsOf, placeOf } from './entries';
import { askedQuery, messagesQuery } from './read';
import { type Asked, askedOf, pairRequests } from './requests';
import type { Opened } from './ToolRow';
import { useTranscript } from './useTranscript';

const COLUMN = 'mx-auto w-full max-w-[720px] px-6 max-sm:px-4';

function useOpened(working: boolean, asked: ReadonlyMap<number, Asked>): Opened {
  // What differs from how it usually is.
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  return {
    working,
    asked: (tool) => asked.get(tool.seq),
    isOpen: (key, usually) => toggled.has(key) !== usually,
    toggle: (key) =>
      setToggled((before) => {
        const next = new Set(before);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
  };
}

/** What was said and done, live. Other tabs lie over it, so that it keeps its place. */
export function Transcript({ session, shown }: { session: Session; shown: boolean }) {
  const { entries, error, retry } = useTranscript(session.id);
  const { data: asked } = useQuery(askedQuery(session.id));
  const { data: messages, isPending } = useQuery(messagesQuery(session.id));
  // Messages have their places from the beginning: nothing is pushed down under its reader.
  const said = useMemo(
    () => (isPending ? undefined : entries && withDelivered(entries, messages ?? [])),
    [entries, messages, isPending],
  );
  const items = useMemo(() => itemsOf(said ?? [], session.worktree_path), [said, session.worktree_path]);
  const requests = useMemo(() => pairRequests(items, asked ?? []), [items, asked]);
  if (!items.length)
    return (
      // As high as a transcript is, so that the box below it stays where it is.
      <div className="flex min-h-0 flex-1 flex-col overflow-auto">
        {error ? (
          <Failed fault={error} onRetry={retry} />
        ) : said ? (
          <Empty title="Nothing was said yet">What the agent says and does shows here, live.</Empty>
        ) : (
          <Loading height={28} />
        )}
      </div>
    );
  return <Pieces items={items} requests={requests} session={session} shown={shown} />;
}

function Pieces({
  items,
  requests,
  session,
  shown,
}: {
  items: Item[];
  requests: ReadonlyMap<number, InputRequest>;
  session: Session;
  shown: boolean;
}) {
  const list = useRef<VirtualListHandle>(null);
  const asked = useMemo(() => askedOf(items, requests), [items, requests]);
  const opened = useOpened(session.state === 'running', asked);
  const [atEnd, setAtEnd] = useState(true);
  const [view, setView] = useState({ first: 0, last: 0 });
  const left = useRef(items.length);
  const onView = useCallback((first: number, last: number) => setView({ first, last }), []);
  const onAtEnd = (at: boolean): void => {
    if (at || atEnd) left.current = items.length;
    setAtEnd(at);
  };
  useLinked(items, list);
  const toEnd = (): void => list.current?.toEnd();
  useShortcuts(shown ? [{ keys: 'End', label: 'To the newest', run: toEnd }] : []);

  const waiting = items.findIndex((item) => requests.get(item.seq)?.status === 'open');
  const away = waiting >= 0 && (waiting < view.first || waiting > view.last);
  const fresh = items.length - left.current;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <TurnBar items={items} first={view.first} to={(place) => list.current?.toIndex(place)} />
      <VirtualList
        label="Transcript"
        items={items}
        keyOf={(item) => item.seq}
        estimate={48}
        follow="end"
        inset={52}
        className="@container min-h-0 flex-1 overflow-auto"
        handle={list}
        onAtEnd={onAtEnd}
        onView={onView}
      >
        {(item, place) => (
          <div className={place === items.length - 1 ? `${COLUMN} pb-4` : COLUMN}>
            <Entry item={item} session={session} request={requests.get(item.seq)} opened={opened} />
          </div>
        )}
      </VirtualList>
      <div className={`${COLUMN} relative`}>
        {!atEnd && (
          <button
            type="button"
            onClick={toEnd}
            className="floats num absolute bottom-full left-1/2 z-2 mb-2 flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full border bg-overlay px-3 text-12 font-medium shadow-float max-sm:h-11"
          >
            <ArrowDown size={13} aria-hidden />
            {fresh > 0 ? `${fresh} new` : 'Newest'} <Key>End</Key>
          </button>
        )}
        {away && (
          <WaitingBar
            request={requests.get(items[waiting]?.seq ?? 0)}
            onShow={() => list.current?.toIndex(waiting)}
          />
        )}
      </div>
    </div>
  );
}

/** Goes to the entry that the address names, once, and again when another one is named. */
function useLinked(items: readonly Item[], list: { current: VirtualListHandle | null }): void {
  const hash = useLocation({ select: (location) => location.hash });
  const seq = Number(/^e(\d+)$/.exec(hash)?.[1]);
  const latest = useRef(items);
  latest.current = items;
  useEffect(() => {
    if (!seq) return;
    // Behind the list's own going to its end.
    const timer = setTimeout(() => list.current?.toIndex(placeOf(latest.current, seq)), 50);
    return () => clearTimeout(timer);
  }, [seq, list]);
}

/** What the turn in view was asked, while its message itself is above the view. */
function TurnBar({
  items,
  first,
  to,
}: {
  items: readonly Item[];
  first: number;
  to: (place: number) => void;
}) {
  const place = items.slice(0, first + 1).findLastIndex((item) => item.kind === 'prompt');
  const prompt = items[place];
  if (prompt?.kind !== 'prompt' || place === first) return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 top-0 z-2">
      <div className={COLUMN}>
        <div className="relative -mx-2 bg-raised px-2 pt-2 after:absolute after:inset-x-0 after:top-full after:h-3 after:bg-linear-to-b after:from-raised after:to-transparent">
          <button
            type="button"
            onClick={() => to(place)}
            className="pointer-events-auto flex h-9 w-full items-center gap-3 rounded-md bg-selected px-3 text-left text-14"
          >
            <span className="num shrink-0 text-12 font-medium text-accent">Turn {prompt.turn}</span>
            <Told text={prompt.text.split('\n', 1)[0] ?? ''} className="min-w-0 truncate" />
          </button>
        </div>
      </div>
    </div>
  );
}

function WaitingBar({ request, onShow }: { request: InputRequest | undefined; onShow: () => void }) {
  if (!request) return null;
  return (
    <button
      type="button"
      onClick={onShow}
      className="mb-2 flex h-9 w-full items-center gap-2 rounded-lg border border-needs-line bg-needs-soft px-3 text-left max-sm:h-11"
    >
      <Hand size={16} className="shrink-0 text-needs-icon" aria-hidden />
      <span className="font-semibold text-needs">{kinds[request.kind]}</span>
      <Told text={request.title} className="min-w-0 truncate" />
      <Ago time={request.requested_at} className="ml-auto shrink-0 text-12 font-medium" />
      <span className="shrink-0 text-12 text-muted">Show</span>
    </button>
  );
}
