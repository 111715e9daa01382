import type { Session } from '../api/client';
import { secondsSince } from '../kit/figures';

export interface Ladder {
  /** What is done now, and for how long: "Interrupting, 8 s". */
  words: string;
  /** What a further stop does at once; undefined on the last rung. */
  next: string | undefined;
}

const rungs = {
  interrupt: { words: 'Interrupting', next: 'Terminate now' },
  terminate: { words: 'Terminating', next: 'Kill now' },
  kill: { words: 'Killing', next: undefined },
} as const;

/** A stop that is under way. @param until seconds to a time */
export function ladderOf(
  stopping: NonNullable<Session['stopping']>,
  until: (time: string) => number = (time) => -secondsSince(time),
): Ladder {
  if (!stopping.rung) return { words: 'Stopping', next: undefined };
  const { words, next } = rungs[stopping.rung];
  const left = stopping.next_at ? Math.ceil(until(stopping.next_at)) : 0;
  return { words: left > 0 ? `${words}, ${left} s` : words, next };
}
