import type { Wire } from '../api/client';

export type InventoryItem = Wire['CleanupPreviewItem'];
type Kind = InventoryItem['kind'];
export type Outcome = 'runs' | 'gone' | 'trash' | 'freed' | 'stays';

export interface Part {
  outcome: Outcome;
  bytes: number;
  /** Things of one kind in one row. */
  rows: { kind: Kind; name: string; paths: string[]; bytes: number }[];
}

/** What is run comes before all that becomes of things. */
const WORST_FIRST: readonly Outcome[] = ['runs', 'gone', 'trash', 'freed', 'stays'];

const names: Record<Kind, string> = {
  process: 'Process at work',
  teardown: 'Teardown script',
  worktree: 'Worktree',
  changed: 'Uncommitted changes',
  untracked: 'New files',
  ignored: 'Ignored files',
  submodule: 'Submodules',
  nested: 'Nested repositories',
  commits: 'Commits',
  branch: 'Branch',
  checkout: 'Checked out elsewhere',
  ref: 'Reference',
  artifacts: 'Artifacts',
  log: 'Log',
  output: 'Raw output',
  records: 'Records',
};

/** Cannot be had back: it is deleted, not put aside. */
const GONE: readonly Kind[] = ['process', 'artifacts', 'log', 'output', 'records'];

/** Of the worktree, or of what git has of it: only that goes into the trash. */
const WORK: readonly Kind[] = [
  'worktree',
  'changed',
  'untracked',
  'ignored',
  'submodule',
  'nested',
  'commits',
  'branch',
  'checkout',
  'ref',
];

/** Behind the name of a branch that stays, which has no space in it: that it does, and why. */
const KEPT = / \(kept(?:: (.*))?\)$/su;

function outcomeOf(item: InventoryItem): Outcome {
  if (item.lost || GONE.includes(item.kind)) return 'gone';
  if (item.kind === 'teardown') return 'runs';
  if (item.kind === 'worktree') return 'freed';
  if (item.kind === 'checkout' || (item.kind === 'branch' && KEPT.test(item.path))) return 'stays';
  return 'trash';
}

/** Its name, and why it stays if that has a reason. */
const branchOf = (path: string): string =>
  path.replace(KEPT, (_, why: string | undefined) => (why ? ` (${why})` : ''));

/** Whether a delete leaves something in the trash that can be had back. */
export const leavesWork = (items: readonly InventoryItem[]): boolean =>
  items.some((item) => WORK.includes(item.kind));

/** What a delete takes, by what becomes of each thing: what is run before, then the worst first. Nothing of it is left out. */
export function partsOf(items: readonly InventoryItem[]): Part[] {
  const parts = new Map<Outcome, Part>();
  for (const item of items) {
    const outcome = outcomeOf(item);
    const part = parts.get(outcome) ?? { outcome, bytes: 0, rows: [] };
    parts.set(outcome, part);
    part.bytes += item.size_bytes;
    const path = item.kind === 'branch' ? branchOf(item.path) : item.path;
    const row = part.rows.find((one) => one.kind === item.kind);
    if (row) {
      row.paths.push(path);
      row.bytes += item.size_bytes;
    } else part.rows.push({ kind: item.kind, name: names[item.kind], paths: [path], bytes: item.size_bytes });
  }
  return WORST_FIRST.flatMap((outcome) => parts.get(outcome) ?? []);
}
