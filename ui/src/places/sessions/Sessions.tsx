import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { type FocusEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { Session } from '../../api/client';
import { configQuery, requestsQuery } from '../../api/queries';
import { Bar, FilterRow } from '../../kit/Bar';
import { Key } from '../../kit/Button';
import { Failed } from '../../kit/states';
import { useNarrow, usePhone } from '../../kit/usePhone';
import { useTextInAddress } from '../../kit/useTextInAddress';
import type { VirtualListHandle } from '../../kit/VirtualList';
import { useFocusOn } from '../../session/focus';
import { arranged, turned } from './arrange';
import { DeleteSeveral } from './DeleteSeveral';
import { Filters, TextFilter } from './Filters';
import { NoMatch, NoSessions, SkeletonRows } from './listStates';
import { Peek } from './Peek';
import { kept, nothingPicked, type Picks, ranged, toggled } from './picks';
import { useDo } from './RowActions';
import { useRows } from './rows';
import { SelectionBar } from './SelectionBar';
import { indexOf, orderOf, SessionList } from './SessionList';
import { type Changes, changed, isFiltered, type SessionsSearch } from './search';
import type { Several } from './sums';
import { leave, useCursor } from './useCursor';
import { useListKeys } from './useListKeys';
import { useSeveral } from './useSeveral';
import { useStill } from './useStill';

const none: readonly [] = [];

/** Every session, those that need somebody first. */
export default function Sessions() {
  const address = useSearch({ strict: false }) as SessionsSearch;
  const navigate = useNavigate();
  const phone = usePhone();
  const narrow = useNarrow();
  const change = (changes: Changes): void =>
    void navigate({ to: '/sessions', search: changed(address, changes), replace: true });
  const [text, setText] = useTextInAddress(address.q ?? '', (q) => change({ q: q || undefined }));
  const search = useMemo((): SessionsSearch => changed(address, { q: text || undefined }), [address, text]);

  const found = useRows(search);
  const { rows, byId } = found;
  const { data: requests = none } = useQuery(requestsQuery);
  const { data: config } = useQuery(configQuery);
  const slots = config?.settings.find((entry) => entry.key === 'max_sessions')?.value ?? undefined;

  const now = useMemo(() => arranged(rows ?? none, search.order), [rows, search.order]);
  const place = useRef<HTMLDivElement>(null);
  const { fold: _, peek: peekId, ...asked } = search;
  const still = useStill(now, JSON.stringify([asked, rows !== undefined, found.saidAt]), place);
  const order = useMemo(() => orderOf(still.shown, search), [still.shown, search]);
  const there = useMemo(() => new Set(rows?.map((row) => row.id)), [rows]);

  const handle = useRef<VirtualListHandle>(null);
  const [openId, setOpenId] = useState<string>();
  const toView = (id: string): void => handle.current?.toView(indexOf(still.shown, search, openId, id));
  const cursor = useCursor(order, place, toView, peekId);
  useFocusOn(cursor.id);
  const [picks, setPicks] = useState<Picks>(nothingPicked);
  const valid = kept(picks, (id) => there.has(id));
  if (valid !== picks) setPicks(valid);
  const several = useSeveral();
  const [deleting, setDeleting] = useState<readonly Session[]>();

  const peeked = peekId === undefined ? undefined : byId.get(peekId);
  const closePeek = (): void => {
    change({ peek: undefined });
    cursor.focus();
  };
  const answer = (session: Session): void => {
    const next = openId === session.id ? undefined : session.id;
    cursor.to(session.id);
    setOpenId(next);
    if (next) focusSoon(() => place.current?.querySelector('[data-request] section'));
  };
  const message = (session: Session): void => {
    cursor.to(session.id);
    change({ peek: session.id });
    focusSoon(() => document.querySelector('[data-message]'));
  };
  const run = useDo({ answer, message, moves: still.moves });
  const runAll = (name: Several, sessions: readonly Session[]): void => {
    for (const session of sessions) still.moves(session.id);
    if (name === 'delete') setDeleting(sessions);
    else void several.run(name, sessions).then(() => setPicks(nothingPicked));
  };
  const open = (id: string): void => {
    leave(id);
    void navigate({ to: '/sessions/$id', params: { id } });
  };
  const pick = (id: string, range: boolean): void => {
    setPicks((before) => (range ? ranged(before, id, order, cursor.id) : toggled(before, id)));
  };
  const onClick = (event: MouseEvent): void => {
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>('[data-session]')?.dataset.session;
    if (!id || !target.closest('a')) return;
    const mod = event.ctrlKey || event.metaKey;
    // A link opens beside with mod, as everywhere; once rows are picked, mod picks one more, and so does a finger.
    if (event.shiftKey || ((mod || phone) && valid.ids.size > 0)) {
      event.preventDefault();
      event.stopPropagation();
      pick(id, event.shiftKey);
    } else if (!mod) leave(id);
  };
  const clicks = {
    onClickCapture: onClick,
    // Shift picks; it does not mark words as in a text.
    onMouseDown: (event: MouseEvent) => event.shiftKey && event.preventDefault(),
    // However the focus comes to a row, keys act on that one.
    onFocus: (event: FocusEvent) => {
      still.hold.onFocus();
      const row = event.target.closest<HTMLElement>('[data-session]');
      if (row?.dataset.session) cursor.mark(row.dataset.session);
    },
  };
  useListKeys({
    current: cursor.id === undefined ? undefined : byId.get(cursor.id),
    picked: [...valid.ids].flatMap((id) => byId.get(id) ?? []),
    waiting: still.waiting,
    peeking: peekId !== undefined,
    move: (rows) => {
      const next = cursor.by(rows);
      if (next !== undefined && peekId !== undefined) change({ peek: next });
    },
    open,
    peek: (id) => (peekId === id ? closePeek() : change({ peek: id })),
    pick,
    back: () => {
      if (openId) setOpenId(undefined);
      else if (peekId) closePeek();
      else if (valid.ids.size) setPicks(nothingPicked);
      else if (isFiltered(search)) setText('');
    },
    catchUp: still.catchUp,
    run,
    runAll,
  });
  // What was open is not what is open any more once it has been answered; the focus stays with its row.
  const { focus } = cursor;
  const openGone = openId !== undefined && byId.get(openId)?.actions.includes('answer') === false;
  useEffect(() => {
    if (!openGone) return;
    setOpenId(undefined);
    if (document.activeElement === document.body || place.current?.contains(document.activeElement)) focus();
  }, [openGone, focus]);

  const filters = (
    <Filters search={search} facets={found.facets} known={rows !== undefined} change={change} />
  );
  const leaveText = (): void => cursor.to(cursor.id ?? order[0]);
  const empty = rows !== undefined && found.all === 0 && !isFiltered(search);
  return (
    <>
      <Bar title="Sessions" end={!phone && <NewLink />}>
        {!narrow && !empty && <div className="flex min-w-0 items-center gap-1.5">{filters}</div>}
        {!empty && (
          <TextFilter
            className="ml-auto w-44 max-sm:w-full"
            text={text}
            setText={setText}
            onLeave={leaveText}
          />
        )}
      </Bar>
      {narrow && !empty && <FilterRow>{filters}</FilterRow>}
      {found.error && <Failed fault={found.error} onRetry={found.retry} />}
      <div className="relative flex min-h-0 flex-1">
        <div ref={place} className="relative flex min-w-0 flex-1 flex-col" {...still.hold} {...clicks}>
          {still.waiting > 0 && <Updates count={still.waiting} onClick={still.catchUp} />}
          {!rows && !found.error && <SkeletonRows />}
          {empty && <NoSessions />}
          {rows && !empty && still.shown.length === 0 && (
            <NoMatch
              search={search}
              facets={found.facets}
              change={(changes) => {
                if ('q' in changes) setText('');
                change(changes);
              }}
            />
          )}
          {still.shown.length > 0 && (
            <SessionList
              handle={handle}
              sections={still.shown}
              search={search}
              byId={byId}
              there={there}
              snippets={found.snippets}
              requests={requests}
              cursor={cursor.id}
              picked={valid.ids}
              openId={openId}
              slots={slots}
              onFold={(section) => change({ fold: turned(section, search) })}
              onPick={pick}
              run={run}
            />
          )}
          {valid.ids.size > 0 && (
            <SelectionBar
              picked={[...valid.ids].flatMap((id) => byId.get(id) ?? [])}
              busy={several.busy}
              onDo={runAll}
              onClear={() => setPicks(nothingPicked)}
            />
          )}
        </div>
        {peeked && <Peek session={peeked} requests={requests} onClose={closePeek} />}
      </div>
      {deleting && (
        <DeleteSeveral
          sessions={deleting}
          onClose={() => setDeleting(undefined)}
          onDelete={(agreed, branches) =>
            void several.remove(agreed, branches).then(() => setPicks(nothingPicked))
          }
        />
      )}
    </>
  );
}

/** The next frame, when it is there. */
function focusSoon(find: () => HTMLElement | null | undefined): void {
  requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus()));
}

/** New and moved rows wait here while the pointer or the focus is in the list. */
const Updates = ({ count, onClick }: { count: number; onClick: () => void }) => (
  <button
    type="button"
    onClick={onClick}
    className="num absolute top-px left-1/2 z-2 h-6 -translate-x-1/2 rounded-full border bg-overlay px-3 text-12 font-medium text-accent shadow-control max-sm:h-11"
  >
    {count} {count === 1 ? 'update' : 'updates'}
  </button>
);

const NewLink = () => (
  <Link
    to="/new"
    className="inline-flex h-7 items-center gap-1.5 rounded-md border bg-overlay px-2.5 font-medium shadow-control hover:bg-hover"
  >
    <Plus size={14} aria-hidden /> New <Key>C</Key>
  </Link>
);
