import type { Session, Wire } from '../../api/client';
import type { Problem } from '../../api/problem';
import { grouped } from './arrange';

/** What can be done with several at once without looking at each. */
export type Several = 'archive' | 'unarchive' | 'stop' | 'resume' | 'delete';

const order: readonly Several[] = ['archive', 'unarchive', 'stop', 'resume', 'delete'];

/** Each action that one of them allows, with those that do. */
export function severalOf(sessions: readonly Session[]): { name: Several; sessions: Session[] }[] {
  return order
    .map((name) => ({ name, sessions: sessions.filter((session) => session.actions.includes(name)) }))
    .filter((one) => one.sessions.length > 0);
}

const past: Record<Several, (n: number) => string> = {
  archive: (n) => `Archived ${n}`,
  unarchive: (n) => `Brought back ${n}`,
  stop: (n) => `Asked ${n} to stop`,
  resume: (n) => `Resumed ${n}`,
  delete: (n) => `Deleted ${n}`,
};

export interface Refusal {
  session: Session;
  problem: Problem;
}

/** Told once for all: what was done, what was refused and why. */
export function resultWords(
  name: Several,
  done: number,
  refused: readonly Refusal[],
): { title: string; more: string } {
  const said = [
    ...(done > 0 ? [past[name](done)] : []),
    ...(refused.length > 0 ? [`${refused.length} refused`] : []),
  ].join(', ');
  const why = [...grouped(refused, (one) => one.problem.title)].map(
    ([title, ones]) =>
      `${title}: ${ones[0]?.session.title ?? ''}${ones.length > 1 ? ` and ${ones.length - 1} more` : ''}`,
  );
  return { title: said || 'Nothing to do', more: why.join('. ') };
}

type Item = Wire['CleanupPreviewItem'];

export interface CleanupSums {
  /** Nobody has it back: what was said and made, and what the trash cannot take. */
  gone: { bytes: number; lost: number };
  /** Kept for a while: what is not committed, what git ignores, and branches with commits of their own. */
  trash: { bytes: number; files: number; branches: number };
  /** Still at work; ended by it. */
  processes: number;
  /** Scripts of projects that are run before. */
  teardowns: number;
  freed: number;
}

const purged: readonly Item['kind'][] = ['artifacts', 'log', 'output', 'records'];
const trashed: readonly Item['kind'][] = ['changed', 'untracked', 'ignored', 'submodule', 'nested'];

const bytesOf = (items: readonly Item[]): number => items.reduce((sum, item) => sum + item.size_bytes, 0);

/** What deleting all of these would take away. */
export function cleanupSums(previews: readonly Wire['CleanupPreview'][]): CleanupSums {
  const items = previews.flatMap((preview) => preview.items);
  const lost = items.filter((item) => item.lost && item.kind !== 'process');
  const kept = items.filter((item) => !item.lost && trashed.includes(item.kind));
  return {
    gone: {
      bytes: bytesOf(items.filter((item) => !item.lost && purged.includes(item.kind))) + bytesOf(lost),
      lost: lost.length,
    },
    trash: {
      bytes: bytesOf(kept),
      files: kept.length,
      branches: items.filter((item) => item.kind === 'commits').length,
    },
    processes: items.filter((item) => item.kind === 'process').length,
    teardowns: items.filter((item) => item.kind === 'teardown').length,
    freed: previews.reduce((sum, preview) => sum + preview.freed_bytes, 0),
  };
}

/** Does it for each, a few at a time; what is refused stops nobody else. */
export async function forEach<T>(
  items: readonly T[],
  act: (item: T) => Promise<void>,
  atOnce = 4,
): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}
