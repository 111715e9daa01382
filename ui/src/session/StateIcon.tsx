import { clsx } from 'clsx';
import { CircleCheck, CircleDashed, CircleStop, Hand, LoaderCircle, OctagonX } from 'lucide-react';
import type { Word } from './word';

/** Shape first, colour second: each word can be told by its outline alone. */
export const words = {
  needs: { name: 'Needs you', Icon: Hand, tone: 'text-needs-icon' },
  working: { name: 'Working', Icon: LoaderCircle, tone: 'text-run' },
  queued: { name: 'Queued', Icon: CircleDashed, tone: 'text-subtle' },
  ready: { name: 'Done, not seen', Icon: CircleCheck, tone: 'text-ready' },
  done: { name: 'Done', Icon: CircleCheck, tone: 'text-subtle' },
  failed: { name: 'Failed', Icon: OctagonX, tone: 'text-fail' },
  stopped: { name: 'Stopped', Icon: CircleStop, tone: 'text-subtle' },
} as const satisfies Record<Word, unknown>;

export function StateIcon({ word, size = 16 }: { word: Word; size?: number }) {
  const { Icon, tone, name } = words[word];
  return (
    <Icon
      size={size}
      strokeWidth={2}
      role="img"
      aria-label={name}
      className={clsx(tone, 'shrink-0', word === 'working' && 'spin')}
    />
  );
}
