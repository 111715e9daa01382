import { clsx } from 'clsx';
import { useEffect, useState } from 'react';

const groups = new Intl.NumberFormat('en');

/** A number as one reads it: 60,016. */
export const grouped = (n: number): string => groups.format(n);

/** How many; amber is kept for what waits for the person. */
export const Count = ({ n, amber }: { n: number; amber?: boolean }) => (
  <span
    className={clsx(
      'num text-11',
      amber ? 'rounded-full bg-needs-soft px-1.5 font-semibold text-needs' : 'text-subtle',
    )}
  >
    {grouped(n)}
  </span>
);

/** Lines added and removed; a zero is left out. */
export function Delta({ added, removed, className }: { added: number; removed: number; className?: string }) {
  return (
    <span className={clsx('num text-12 whitespace-nowrap', className)}>
      {added > 0 && <span className="text-ready">+{grouped(added)}</span>}
      {added > 0 && removed > 0 && ' '}
      {removed > 0 && <span className="text-fail">−{grouped(removed)}</span>}
    </span>
  );
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A stretch of time in its largest unit: 42s, 4m, 3h, 12d. */
export function inWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE) return `${whole}s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)}m`;
  if (whole < DAY) return `${Math.floor(whole / HOUR)}h`;
  return `${Math.floor(whole / DAY)}d`;
}

/** How far this machine's clock is ahead of the daemon's; the daemon may run in a container or on another one. */
let aheadMs = 0;

/** Called with the daemon's time of what has just happened. */
export function learnClock(daemonTime: string): void {
  aheadMs = Date.now() - Date.parse(daemonTime);
}

export const secondsSince = (time: string): number => (Date.now() - aheadMs - Date.parse(time)) / 1000;

/** Shows again each second while it is young, each minute afterwards. */
export function Ago({ time, className }: { time: string; className?: string }) {
  const [, tick] = useState(0);
  const seconds = secondsSince(time);
  const every = seconds < MINUTE ? 1000 : 20_000;
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), every);
    return () => clearInterval(timer);
  }, [every]);
  return (
    <time dateTime={time} title={new Date(time).toLocaleString()} className={clsx('num', className)}>
      {inWords(seconds)}
    </time>
  );
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** A time of day, in words. */
export const clockOf = (time: string): string => clock.format(new Date(time));

/** A time of day; the whole date is under the pointer. */
export const Clock = ({ time, className }: { time: string; className?: string }) => (
  <time dateTime={time} title={new Date(time).toLocaleString()} className={clsx('num', className)}>
    {clockOf(time)}
  </time>
);

const today = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const anotherDay = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** When something was done: the time of day, and the day where it was another one. */
export const moment = (time: string): string => {
  const at = new Date(time);
  const isToday = at.toDateString() === new Date(Date.now() - aheadMs).toDateString();
  return (isToday ? today : anotherDay).format(at);
};

export const dollars = (cost: number): string => `$${cost.toFixed(2)}`;

/** Tokens with as many digits as one reads: 412, 18 k, 2.9 M. */
export function tokens(count: number): string {
  if (count < 1000) return String(count);
  if (count < 999_500) return `${Math.round(count / 1000)} k`;
  return `${(count / 1_000_000).toFixed(1)} M`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in units of 1024 bytes, as the daemon counts. */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}
