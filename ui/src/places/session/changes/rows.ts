import { type Block, blocksOf, spotOf, type View } from './blocks';
import type { FileChange, Side } from './patch';
import { reasonOf } from './patch';

/** What the list is made of, from above. */
export type Row =
  | { kind: 'file'; key: string; file: number }
  | { kind: 'reason'; key: string; file: number; text: string }
  | { kind: 'hunk'; key: string; file: number; hunk: number }
  | { kind: 'lines'; key: string; file: number; hunk: number; block: Block };

export const LINE_PX = 18;

const cuts = new WeakMap<FileChange, Partial<Record<View, Block[][]>>>();

/** The blocks of each hunk, made once. */
function blocksIn(file: FileChange, view: View): Block[][] {
  const known = cuts.get(file) ?? {};
  cuts.set(file, known);
  known[view] ??= file.hunks.map((hunk) => blocksOf(hunk, view));
  return known[view];
}

export function rowsOf(
  files: readonly FileChange[],
  text: string,
  view: View,
  isFolded: (file: FileChange) => boolean,
): Row[] {
  const rows: Row[] = [];
  for (const [n, file] of files.entries()) {
    // By its place too: two names that are no text may look alike.
    const key = `${n} ${file.path}`;
    rows.push({ kind: 'file', key, file: n });
    if (isFolded(file)) continue;
    const reason = reasonOf(file, text);
    if (reason) {
      rows.push({ kind: 'reason', key: `${key} reason`, file: n, text: reason });
      continue;
    }
    for (const [h, blocks] of blocksIn(file, view).entries()) {
      rows.push({ kind: 'hunk', key: `${key} ${h}`, file: n, hunk: h });
      for (const [b, block] of blocks.entries())
        rows.push({ kind: 'lines', key: `${key} ${h} ${b} ${view}`, file: n, hunk: h, block });
    }
  }
  return rows;
}

/** The block that shows this line of this side. */
export function blockOf(file: FileChange, view: View, side: Side, line: number): Block | undefined {
  const spot = spotOf(file, side, line);
  if (!spot) return undefined;
  const piece = file.hunks[spot.hunk]?.pieces[spot.piece];
  return blocksIn(file, view)[spot.hunk]?.find((block) => piece && block.pieces.includes(piece));
}
