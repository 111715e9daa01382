import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';

export interface VirtualListHandle {
  toStart: () => void;
  toEnd: () => void;
  toIndex: (index: number) => void;
  /** Scrolls no farther than it must for this one to be seen. */
  toView: (index: number) => void;
}

/** The end that is followed has so many pixels to be in view: what is put on top must not be cut. */
const NEAR = { start: 1, end: 40 };

/**
 * Rows of unknown height of which only those in view are in the page. One that follows an end opens there, goes with
 * it, and stays where it is once the reader has scrolled away, whatever is put there.
 */
export function VirtualList<T>(props: {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string | number;
  children: (item: T, index: number) => ReactNode;
  /** How high a row is until it has been measured. */
  estimate?: number | ((item: T) => number);
  follow?: 'start' | 'end';
  /** So much at the top lies under something else: a row that is gone to stands below it. */
  inset?: number;
  className?: string;
  handle?: Ref<VirtualListHandle>;
  /** This one stays in the page wherever it is scrolled to, as the one that has the focus does. */
  keep?: number | undefined;
  /** Behind the last row, scrolled with them. */
  foot?: ReactNode;
  /** Told whether the start is in view. */
  onAtStart?: (atStart: boolean) => void;
  /** Told whether the end is in view. */
  onAtEnd?: (atEnd: boolean) => void;
  /** Told which rows are in view, the first and the last. */
  onView?: (first: number, last: number) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const { items, keyOf, follow, onAtStart, onAtEnd, onView, keep = -1 } = props;
  const isAtStart = useRef(true);
  const [focused, setFocused] = useState<string | number>();
  const holder = focused === undefined ? -1 : items.findIndex((item) => keyOf(item) === focused);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) =>
      typeof props.estimate === 'function' ? props.estimate(items[index] as T) : (props.estimate ?? 120),
    overscan: 8,
    scrollPaddingStart: props.inset ?? 0,
    getItemKey: (index) => keyOf(items[index] as T),
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      const kept = [keep, holder].filter((place) => place >= 0 && place < items.length);
      return [...new Set([...seen, ...kept])].sort((a, b) => a - b);
    },
    ...(follow === 'end' && { anchorTo: 'end' as const, followOnAppend: true, scrollEndThreshold: NEAR.end }),
    // Its word for keeping the row in view where others are put before it.
    ...(follow === 'start' && !isAtStart.current && { anchorTo: 'end' as const }),
  });
  const toEnd = (): void => virtual.scrollToIndex(items.length - 1, { align: 'end' });
  const isAtEnd = useRef(true);
  const byHand = useRef(false);
  const sizes = useRef('');
  useImperativeHandle(props.handle, () => ({
    toStart: () => {
      isAtStart.current = true;
      virtual.scrollToIndex(0, { align: 'start' });
    },
    toEnd,
    toIndex: (index) => {
      noteHand();
      virtual.scrollToIndex(index, { align: 'start' });
    },
    toView: (index) => {
      noteHand();
      virtual.scrollToIndex(index, { align: 'auto' });
    },
  }));
  const opened = useRef(false);
  useLayoutEffect(() => {
    if (follow !== 'end' || opened.current || items.length === 0) return;
    toEnd();
    // Once more when the scroller has been measured: before that nothing is known to be below it.
    const frame = requestAnimationFrame(() => {
      opened.current = true;
      toEnd();
    });
    return () => cancelAnimationFrame(frame);
  });
  // At its end it stays there, whatever comes at once, and when it loses room to something below it.
  useEffect(() => {
    const at = scroller.current;
    if (follow !== 'end' || !at) return undefined;
    const size = new ResizeObserver(() => {
      if (opened.current && isAtEnd.current) at.scrollTop = at.scrollHeight;
    });
    size.observe(at);
    if (at.firstElementChild) size.observe(at.firstElementChild);
    return () => size.disconnect();
  }, [follow]);
  // One that is taken away and put back, as in development, opens at its end again.
  useLayoutEffect(
    () => () => {
      opened.current = false;
    },
    [],
  );
  const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
  useEffect(() => onView?.(startIndex, endIndex), [onView, startIndex, endIndex]);
  const noteHand = (): void => {
    byHand.current = true;
  };
  const tellEnds = (): void => {
    const at = scroller.current;
    if (!at) return;
    isAtStart.current = at.scrollTop < NEAR.start;
    onAtStart?.(isAtStart.current);
    const isNear = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR.end;
    const now = `${at.scrollHeight} ${at.clientHeight}`;
    // Rows that have come since are no reason to think that the reader has left.
    const hasLeft = !isNear && (follow !== 'end' || byHand.current || now === sizes.current);
    if (isNear || hasLeft) isAtEnd.current = isNear;
    sizes.current = now;
    byHand.current = false;
    onAtEnd?.(isAtEnd.current);
  };
  return (
    <section
      ref={scroller}
      aria-label={props.label}
      // A scrolled region has to be reached by the keyboard (WCAG 2.1.1).
      tabIndex={0}
      onScroll={tellEnds}
      onWheel={noteHand}
      onTouchMove={noteHand}
      onPointerDown={noteHand}
      onKeyDown={noteHand}
      onFocus={({ target }) => {
        const row = items[Number(target.closest<HTMLElement>('[data-index]')?.dataset.index)];
        setFocused(row && keyOf(row));
      }}
      onBlur={() => setFocused(undefined)}
      className={props.className ?? 'min-h-0 flex-1 overflow-auto'}
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((row) => (
          <div
            key={row.key}
            data-index={row.index}
            ref={virtual.measureElement}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {props.children(items[row.index] as T, row.index)}
          </div>
        ))}
      </div>
      {props.foot}
    </section>
  );
}
