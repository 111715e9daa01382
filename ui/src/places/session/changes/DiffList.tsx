import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type Ref,
  type RefObject,
  useCallback,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { told } from '../../../kit/Told';
import { spotOf, type View } from './blocks';
import { FileHead } from './FileHead';
import { type LineActs, Lines } from './Lines';
import type { Notes } from './notes';
import type { Patch } from './parse';
import type { FileChange, Side } from './patch';
import { type Place, rangeOf } from './places';
import { LINE_PX, type Row } from './rows';
import type { Writing } from './writing';

export interface DiffActs extends LineActs {
  go: (place: Place) => void;
  step: (step: 1 | -1, extend: boolean) => void;
  fold: (file: FileChange) => void;
  view: (file: FileChange, viewed: boolean) => void;
}

export interface DiffHandle {
  /** Brings a place into view; one that is there stays where it is. */
  show: (place: Place) => void;
  /** The file at the upper edge. */
  top: () => FileChange | undefined;
  /** The first line in view. */
  firstLine: () => Place | undefined;
  sees: (place: Place) => boolean;
  focus: () => void;
}

/** So long it is aimed again, unless the reader scrolls. */
const FRAMES = 20;

interface Props {
  patch: Patch;
  rows: readonly Row[];
  view: View;
  phone: boolean;
  place: Place | undefined;
  notes: Notes;
  fresh: Writing | undefined;
  isFolded: (file: FileChange) => boolean;
  isViewed: (file: FileChange) => boolean;
  acts: RefObject<DiffActs>;
  handle: Ref<DiffHandle>;
}

/** All files one below the other, of which only what is in view is in the page. */
export function DiffList(props: Props) {
  const { patch, rows, phone, place, acts } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const heads = useMemo(() => rows.flatMap((row, n) => (row.kind === 'file' ? [n] : [])), [rows]);
  const stuck = useRef(0);
  const headPx = phone ? 44 : 36;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (n) => heightOf(rows[n] as Row, headPx),
    getItemKey: (n) => (rows[n] as Row).key,
    overscan: 2,
    // The head of the file at the upper edge is always there, to stick to it.
    rangeExtractor: useCallback(
      (range: Range) => {
        stuck.current = lastUpTo(heads, range.startIndex);
        const shown = defaultRangeExtractor(range);
        return shown.includes(stuck.current) ? shown : [stuck.current, ...shown];
      },
      [heads],
    ),
  });
  // Rows get their true heights as they are shown, so that it is aimed again until nothing moves any more.
  const aims = useRef(0);
  const leaveBe = (): void => void aims.current++;
  const show = (target: Place): void => {
    const index = rowAt(rows, patch, target);
    const aim = ++aims.current;
    if (index < 0) return;
    if (!target.line) {
      virtual.scrollToIndex(index, { align: 'start' });
      return;
    }
    const line = `[data-index="${index}"]${lineIn(target)}`;
    const bring = (frame: number): void => {
      const at = scroller.current;
      if (!at || aim !== aims.current || frame > FRAMES) return;
      const found = at.querySelector(line);
      if (found) keepInView(at, found, headPx);
      else {
        const start = virtual.getOffsetForIndex(index, 'start')?.[0] ?? 0;
        virtual.scrollToOffset(start + offsetIn(rows[index], patch, target) - at.clientHeight / 3);
      }
      requestAnimationFrame(() => bring(frame + 1));
    };
    bring(0);
  };
  useImperativeHandle(props.handle, () => ({
    show,
    firstLine: () => {
      const first = firstInView(scroller.current, headPx);
      const at = first && pickedAt(first, rows, patch);
      return at && { path: at.path, side: at.side, line: at.no };
    },
    sees: (target) => {
      const at = scroller.current;
      const index = rowAt(rows, patch, target);
      const shown = `[data-index="${index}"]${lineIn(target)}`;
      return isInView(at, at?.querySelector(shown), 0);
    },
    top: () => patch.files[(rows[stuck.current] as Row | undefined)?.file ?? 0],
    focus: () => scroller.current?.focus({ preventScroll: true }),
  }));
  const pick = usePick(rows, patch, place, acts);
  const calm = !virtual.isScrolling;
  return (
    <section
      ref={scroller}
      aria-label="Diff"
      // A scrolled region has to be reached by the keyboard (WCAG 2.1.1).
      tabIndex={0}
      className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto [overflow-anchor:none]"
      onWheel={leaveBe}
      onTouchMove={leaveBe}
      onPointerDown={pick.down}
      onPointerOver={pick.over}
      onClick={pick.tap}
      onPointerLeave={pick.leave}
      onKeyDown={(event) => arrows(event, place, acts)}
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index] as Row;
          const sticks = item.index === stuck.current;
          return (
            <div
              key={item.key}
              data-index={item.index}
              ref={virtual.measureElement}
              className={sticks ? 'sticky top-0 z-2' : 'absolute inset-x-0 top-0'}
              style={sticks ? undefined : { transform: `translateY(${item.start}px)` }}
            >
              <RowView
                {...props}
                row={row}
                calm={calm}
                hot={pick.hot?.key === row.key ? pick.hot.line : undefined}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}

function RowView(props: Props & { row: Row; calm: boolean; hot: string | undefined }) {
  const { row, patch, place, acts, notes } = props;
  const file = patch.files[row.file] as FileChange;
  const mine = place?.path === file.path ? place : undefined;
  const chosen = useMemo(() => {
    if (!mine?.line || !mine.side) return undefined;
    const [first, last] = rangeOf(mine);
    return { side: mine.side, first, last };
  }, [mine]);
  switch (row.kind) {
    case 'file':
      return (
        <FileHead
          file={file}
          folded={props.isFolded(file)}
          viewed={props.isViewed(file)}
          comments={notes.counts.get(file.path) ?? 0}
          at={mine !== undefined}
          onFold={() => acts.current.fold(file)}
          onViewed={(viewed) => acts.current.view(file, viewed)}
        />
      );
    case 'reason':
      return <p className="border-b px-4 py-3 text-12 wrap-anywhere text-muted">{told(row.text)}</p>;
    case 'hunk':
      return (
        <div className="code flex h-6 items-center bg-bg px-4 text-subtle">
          <span className="truncate">{told(file.hunks[row.hunk]?.head ?? '')}</span>
        </div>
      );
    case 'lines':
      return (
        <Lines
          text={patch.text}
          file={file}
          block={row.block}
          view={props.view}
          narrow={props.phone}
          calm={props.calm}
          notes={notes.of.get(row.block)}
          chosen={chosen}
          hot={props.hot}
          fresh={props.fresh}
          acts={acts}
        />
      );
  }
}

function heightOf(row: Row, headPx: number): number {
  if (row.kind === 'file') return headPx;
  if (row.kind === 'hunk') return 24;
  return row.kind === 'reason' ? 43 : row.block.height * LINE_PX;
}

/** The last number of a rising list that is not above this one. */
function lastUpTo(list: readonly number[], most: number): number {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((list[middle] as number) <= most) low = middle;
    else high = middle - 1;
  }
  return list[low] ?? 0;
}

/** The row of a file's head, or of the block that holds the line. */
function rowAt(rows: readonly Row[], patch: Patch, place: Place): number {
  const n = patch.files.findIndex((file) => file.path === place.path);
  const file = patch.files[n];
  if (!file) return -1;
  const spot = place.line ? spotOf(file, place.side ?? 'new', place.line) : undefined;
  const piece = spot && file.hunks[spot.hunk]?.pieces[spot.piece];
  const block = piece
    ? rows.findIndex((row) => row.file === n && row.kind === 'lines' && row.block.pieces.includes(piece))
    : -1;
  return block >= 0 ? block : rows.findIndex((row) => row.file === n);
}

/** How far below the beginning of its block a line is, as long as none wraps. */
function offsetIn(row: Row | undefined, patch: Patch, place: Place): number {
  const file = row && patch.files[row.file];
  const spot = file && place.line ? spotOf(file, place.side ?? 'new', place.line) : undefined;
  if (!spot || row?.kind !== 'lines') return 0;
  let lines = spot.line;
  for (const piece of row.block.pieces) {
    if (piece === file?.hunks[spot.hunk]?.pieces[spot.piece]) break;
    lines += piece.lines;
  }
  return lines * LINE_PX;
}

const lineIn = ({ side, line }: Place): string => (line ? ` [data-side="${side}"][data-no="${line}"]` : '');

/** @param covered so much of the upper edge lies below a head */
function isInView(scroller: Element | null, one: Element | null | undefined, covered: number): boolean {
  if (!scroller || !one) return false;
  const outer = scroller.getBoundingClientRect();
  const inner = one.getBoundingClientRect();
  return inner.bottom > outer.top + covered && inner.top < outer.bottom;
}

function firstInView(scroller: Element | null, covered: number): Element | undefined {
  const lines = [...(scroller?.querySelectorAll('[data-no]') ?? [])];
  return lines.find((line) => isInView(scroller, line, covered + LINE_PX / 2));
}

/** Scrolls no further than it takes for some lines around it to be in view, too. */
function keepInView(scroller: HTMLElement, line: Element, headPx: number): void {
  const outer = scroller.getBoundingClientRect();
  const inner = line.getBoundingClientRect();
  const above = outer.top + headPx + 2 * LINE_PX - inner.top;
  const below = inner.bottom + 4 * LINE_PX - outer.bottom;
  if (above > 0) scroller.scrollBy(0, -above);
  else if (below > 0) scroller.scrollBy(0, below);
}

function arrows(event: KeyboardEvent, place: Place | undefined, acts: RefObject<DiffActs>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  // Without a line the arrows scroll, as anywhere.
  if (!step || event.target !== event.currentTarget || !place?.line || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  acts.current.step(step, event.shiftKey);
}

interface Picked {
  key: string;
  path: string;
  side: Side;
  no: number;
  /** Its number on the other side, if it is a line of both. */
  other: number | undefined;
  /** On a number or a sign: there a press picks the line. */
  pick: boolean;
}

function pickedAt(target: EventTarget, rows: readonly Row[], patch: Patch): Picked | undefined {
  if (!(target instanceof Element)) return undefined;
  const line = target.closest<HTMLElement>('[data-no]');
  const row = rows[Number(line?.closest<HTMLElement>('[data-index]')?.dataset.index)];
  const file = row && patch.files[row.file];
  if (!line || !row || !file) return undefined;
  return {
    key: row.key,
    path: file.path,
    side: line.dataset.side === 'old' ? 'old' : 'new',
    no: Number(line.dataset.no),
    other: line.dataset.other ? Number(line.dataset.other) : undefined,
    pick: target.closest('[data-pick]') !== null,
  };
}

/** Its number on this side. */
const onSide = (at: Picked, side: Side): number | undefined => (at.side === side ? at.no : at.other);

/** Picks lines with the pointer: a press on a number, with shift or by drawing on to further ones. */
function usePick(rows: readonly Row[], patch: Patch, place: Place | undefined, acts: RefObject<DiffActs>) {
  const [hot, setHot] = useState<{ key: string; line: string }>();
  const drawn = useRef<Picked>(undefined);
  return {
    hot,
    down: (event: PointerEvent) => {
      const at = pickedAt(event.target, rows, patch);
      drawn.current = undefined;
      if (!at?.pick || event.button !== 0 || event.pointerType !== 'mouse') return;
      event.preventDefault(); // no text is selected
      drawn.current = at;
      const { path, side, no } = at;
      const last = event.shiftKey && place?.path === path && place.side && onSide(at, place.side);
      if (last && place?.line) acts.current.go({ ...place, line: last, from: place.from ?? place.line });
      else acts.current.go({ path, side, line: no });
      (event.currentTarget as HTMLElement).focus({ preventScroll: true });
    },
    over: (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') return;
      const at = pickedAt(event.target, rows, patch);
      const line = at && `${at.side} ${at.no}`;
      if (hot?.key !== at?.key || hot?.line !== line) setHot(at && line ? { key: at.key, line } : undefined);
      const begun = drawn.current;
      if (!begun || !(event.buttons & 1)) drawn.current = undefined;
      else if (at?.path === begun.path) {
        const { path, side, no: from } = begun;
        const last = onSide(at, side);
        if (last) acts.current.go({ path, side, line: last, ...(last !== from && { from }) });
      }
    },
    leave: () => setHot(undefined),
    // A finger that goes down may be about to scroll: only a tap picks.
    tap: (event: MouseEvent) => {
      const at = pickedAt(event.target, rows, patch);
      const mouse = (event.nativeEvent as { pointerType?: string }).pointerType === 'mouse';
      if (mouse || !at?.pick || (event.target as Element).closest('button')) return;
      acts.current.go({ path: at.path, side: at.side, line: at.no });
    },
  };
}
