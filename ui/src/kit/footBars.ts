import { useSyncExternalStore } from 'react';

/** So wide are messages, with what is beside them. */
const MESSAGES_PX = 376;
const GAP_PX = 12;

const bars = new Set<HTMLElement>();
const listeners = new Set<() => void>();
const tell = (): void => {
  for (const listener of listeners) listener();
};
const sizes = new ResizeObserver(tell);

/** The ref of a bar at the lower edge: messages lie above it, since its buttons are what is wanted next. */
export const footBar = (bar: HTMLElement | null): (() => void) | undefined => {
  if (!bar) return undefined;
  bars.add(bar);
  sizes.observe(bar);
  tell();
  return () => {
    bars.delete(bar);
    sizes.unobserve(bar);
    tell();
  };
};

/** How far above the lower edge messages have to stay, in pixels; 0 where no bar is below them. */
function clearance(): number {
  let most = 0;
  for (const bar of bars) {
    const { top, right, height } = bar.getBoundingClientRect();
    const isBelow = right > innerWidth - MESSAGES_PX && top > innerHeight / 2;
    if (height > 0 && isBelow && bar.checkVisibility({ visibilityProperty: true }))
      most = Math.max(most, innerHeight - top + GAP_PX);
  }
  return most;
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  addEventListener('resize', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('resize', listener);
  };
};

/** The same, kept true while bars come, go and grow. */
export const useClearance = (): number => useSyncExternalStore(subscribe, clearance);
