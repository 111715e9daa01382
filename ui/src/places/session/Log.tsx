import { useLocation, useNavigate } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { ArrowDown, ArrowUp, ChevronDown, Download, WrapText } from 'lucide-react';
import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { answered, api, type Session } from '../../api/client';
import { Button, IconButton, Key } from '../../kit/Button';
import { bytes } from '../../kit/figures';
import { ChoiceMenu } from '../../kit/Menu';
import { Empty, Failed, Loading } from '../../kit/states';
import { useTell } from '../../kit/Toasts';
import { VirtualList, type VirtualListHandle } from '../../kit/VirtualList';
import { download } from '../../session/download';
import { useShortcuts } from '../../shell/shortcuts';
import { useSessionAddress } from './address';
import { type Line, spansOf } from './printed';
import { type LogState, type Stream, useLog } from './useLog';

/** A place in the address: `#out:12345`. */
const PLACE = /^(out|err):(\d+)$/;

export function Log({ session }: { session: Session }) {
  const navigate = useNavigate();
  const { turn: chosen } = useSessionAddress();
  const hash = useLocation({ select: (location) => location.hash });
  const linked = PLACE.exec(hash);
  const [stream, setStream] = useState<Stream>((linked?.[1] as Stream | undefined) ?? 'out');
  const turn = chosen ?? Math.max(1, session.turn_count);
  const around = linked && linked[1] === stream ? Number(linked[2]) : undefined;
  const log = useLog(session.id, turn, stream, around);
  const chooseTurn = (to: string): void =>
    void navigate({
      to: '/sessions/$id',
      params: { id: session.id },
      search: { tab: 'log', ...(Number(to) !== session.turn_count && { turn: Number(to) }) },
      replace: true,
    });
  const toEnd = (): void =>
    void navigate({
      to: '/sessions/$id',
      params: { id: session.id },
      search: { tab: 'log', turn },
      replace: true,
    });
  const turns = Array.from({ length: session.turn_count }, (_, place) => session.turn_count - place);
  return (
    <Printout log={log} around={around} toEnd={around === undefined ? undefined : toEnd}>
      <ChoiceMenu
        name="Turn"
        value={String(turn)}
        onChange={chooseTurn}
        choices={turns.map((n) => ({ value: String(n), label: `Turn ${n}` }))}
        trigger={
          <Button look="ghost">
            Turn {turn} <ChevronDown size={14} aria-hidden />
          </Button>
        }
      />
      <ChoiceMenu
        name="Stream"
        value={stream}
        onChange={(to) => setStream(to as Stream)}
        choices={[
          { value: 'out', label: 'Standard output' },
          { value: 'err', label: 'Standard error' },
        ]}
        trigger={
          <Button look="ghost">
            {stream === 'out' ? 'stdout' : 'stderr'} <ChevronDown size={14} aria-hidden />
          </Button>
        }
      />
      {log.lines.length > 0 && <Save id={session.id} turn={turn} stream={stream} />}
    </Printout>
  );
}

/** All of it as the process wrote it, not only what is loaded. */
function Save({ id, turn, stream }: { id: string; turn: number; stream: Stream }) {
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      const content = await answered(
        api.GET('/api/v1/sessions/{id}/log', {
          params: { path: { id }, query: { turn, stream } },
          parseAs: 'blob',
        }),
      );
      download(content as unknown as Blob, `orch-${id}-turn-${turn}.${stream}.log`);
    } catch (fault) {
      tell.refused(fault);
    }
    setBusy(false);
  };
  return (
    <IconButton name="Save the log" disabled={busy} onClick={() => void save()}>
      <Download size={15} aria-hidden />
    </IconButton>
  );
}

function Printout({
  log,
  around,
  toEnd,
  children,
}: {
  log: LogState & { earlier: () => Promise<void>; retry: () => void };
  around: number | undefined;
  /** Where something else than the end was asked for. */
  toEnd: (() => void) | undefined;
  children: ReactNode;
}) {
  const list = useRef<VirtualListHandle>(null);
  const [wraps, setWraps] = useState(true);
  const [atEnd, setAtEnd] = useState(true);
  const [text, setText] = useState('');
  const [match, setMatch] = useState(0);
  const sought = useDeferredValue(text.trim().toLowerCase());
  const { lines, printed } = log;
  const matches = useMemo(
    () =>
      sought ? lines.flatMap((line, place) => (line.text.toLowerCase().includes(sought) ? [place] : [])) : [],
    [lines, sought],
  );
  const end = toEnd ?? (() => list.current?.toEnd());
  useShortcuts([{ keys: 'End', label: 'To the newest', run: end }]);
  const isThere = lines.length > 0;
  useEffect(() => {
    if (around === undefined || !isThere || !printed) return;
    // Behind the list's own going to its end.
    const timer = setTimeout(() => list.current?.toIndex(printed.placeOf(around)), 50);
    return () => clearTimeout(timer);
  }, [around, isThere, printed]);
  const step = (by: number): void => {
    if (!matches.length) return;
    const next = (match + by + matches.length) % matches.length;
    setMatch(next);
    list.current?.toIndex(matches[next] ?? 0);
  };
  const current = matches[match];
  return (
    <>
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-1 border-b px-3 text-12">
        {children}
        <input
          aria-label="Find in what is loaded"
          placeholder="Find"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setMatch(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
          className="h-7 w-40 rounded-md border border-edge bg-raised px-2 max-sm:h-11"
        />
        {sought && (
          <span className="num text-subtle" role="status">
            {matches.length ? `${match + 1} of ${matches.length}` : 'none loaded'}
          </span>
        )}
        <span className="num ml-auto text-subtle">
          {printed && bytes(log.total)}
          {log.follows && ', live'}
        </span>
        {(printed?.start ?? 0) > 0 && (
          <Button look="ghost" onClick={() => void log.earlier()}>
            <ArrowUp size={13} aria-hidden /> Earlier, {bytes(printed?.start ?? 0)}
          </Button>
        )}
        <IconButton name={wraps ? 'Do not wrap lines' : 'Wrap lines'} onClick={() => setWraps(!wraps)}>
          <WrapText size={15} aria-hidden className={clsx(wraps && 'text-accent')} />
        </IconButton>
      </div>
      {log.error !== undefined && <Failed fault={log.error} onRetry={log.retry} />}
      {!printed && log.error === undefined && <Loading height={18} />}
      {printed && !isThere && <Empty title="Nothing was printed">Not to this stream, in this turn.</Empty>}
      {isThere && (
        <div className="relative flex min-h-0 flex-1 flex-col">
          <VirtualList
            label="Log"
            items={lines}
            keyOf={(line) => line.key}
            estimate={18}
            follow="end"
            handle={list}
            onAtEnd={setAtEnd}
            className="min-h-0 flex-1 overflow-auto py-2"
          >
            {(line, place) => <Row line={line} wraps={wraps} found={place === current} />}
          </VirtualList>
          {(!atEnd || toEnd) && (
            <button
              type="button"
              onClick={end}
              className="floats absolute bottom-4 left-1/2 z-2 flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full border bg-overlay px-3 text-12 font-medium shadow-float max-sm:h-11"
            >
              <ArrowDown size={13} aria-hidden /> Newest <Key>End</Key>
            </button>
          )}
        </div>
      )}
    </>
  );
}

/** A longer line is cut until it is asked for: one of a megabyte would hold up the page. */
const LONG = 2000;

function Row({ line, wraps, found }: { line: Line; wraps: boolean; found: boolean }) {
  const [all, setAll] = useState(false);
  const text = all ? line.text : line.text.slice(0, LONG);
  return (
    <div
      className={clsx(
        'code px-4',
        found && 'bg-selected',
        wraps ? 'break-all whitespace-pre-wrap' : 'whitespace-pre',
      )}
    >
      {spansOf(text).map((span, place) =>
        span.className ? (
          <span key={place} className={span.className}>
            {span.text}
          </span>
        ) : (
          span.text
        ),
      )}
      {text.length < line.text.length && (
        <button type="button" className="ml-2 text-accent underline" onClick={() => setAll(true)}>
          {bytes(line.text.length - text.length)} more
        </button>
      )}
      {!text && ' '}
    </div>
  );
}
