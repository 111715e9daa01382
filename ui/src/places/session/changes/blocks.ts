import { type FileChange, type Hunk, MOST, type Piece, type Side, type Sign } from './patch';

export type View = 'unified' | 'split';

/** What is put into the page at once: some lines of a hunk that follow each other. */
export interface Block {
  pieces: Piece[];
  /** Lines of the page that it takes, as long as none of them wraps. */
  height: number;
}

export interface Line {
  sign: Sign;
  text: string;
  old: number;
  new: number;
  open: boolean;
}

/** A line of the split view; a side without a line is left empty. */
export interface Pair {
  old?: Line;
  new?: Line;
}

/** What may not be parted in this view: one piece, or in the split view what was removed and what stands for it. */
function units(pieces: readonly Piece[], view: View): Piece[][] {
  if (view === 'unified') return pieces.map((piece) => [piece]);
  const all: Piece[][] = [];
  let removed: Piece[] = [];
  let added: Piece[] = [];
  const flush = (): void => {
    for (let n = 0; n < Math.max(removed.length, added.length); n++)
      all.push([removed[n], added[n]].filter((piece) => piece !== undefined));
    removed = [];
    added = [];
  };
  for (const piece of pieces) {
    if (piece.sign === '-') {
      if (added.length) flush();
      removed.push(piece);
    } else if (piece.sign === '+') added.push(piece);
    else {
      flush();
      all.push([piece]);
    }
  }
  flush();
  return all;
}

/** A hunk in blocks of at most 60 lines. */
export function blocksOf(hunk: Hunk, view: View): Block[] {
  const blocks: Block[] = [];
  let block: Block | undefined;
  for (const unit of units(hunk.pieces, view)) {
    const height = Math.max(...unit.map((piece) => piece.lines));
    if (!block || block.height + height > MOST) {
      block = { pieces: [], height: 0 };
      blocks.push(block);
    }
    block.pieces.push(...unit);
    block.height += height;
  }
  return blocks;
}

/** The lines of a block, cut out of the patch. */
export function linesOf(text: string, block: Block): Line[] {
  return block.pieces.flatMap((piece) => {
    const lines: Line[] = [];
    let { at } = piece;
    for (let n = 0; n < piece.lines; n++) {
      const end = text.indexOf('\n', at);
      const stop = end < 0 ? text.length : end;
      lines.push({
        sign: piece.sign,
        text: text.slice(at + 1, stop),
        old: piece.old + (piece.sign === '+' ? 0 : n),
        new: piece.new + (piece.sign === '-' ? 0 : n),
        open: piece.open === true && n === piece.lines - 1,
      });
      at = stop + 1;
    }
    return lines;
  });
}

/** The same lines side by side. */
export function pairsOf(lines: readonly Line[]): Pair[] {
  const pairs: Pair[] = [];
  let free = 0; // the first pair that still lacks its added line
  for (const line of lines) {
    if (line.sign === ' ') {
      pairs.push({ old: line, new: line });
      free = pairs.length;
    } else if (line.sign === '-') {
      // What is removed after something was added belongs to the next change.
      if (pairs.at(-1)?.new) free = pairs.length;
      pairs.push({ old: line });
    } else {
      const waiting = pairs[free];
      if (waiting && !waiting.new) waiting.new = line;
      else pairs.push({ new: line });
      free += 1;
    }
  }
  return pairs;
}

export const numberOf = (line: { old: number; new: number }, side: Side): number => line[side];

export const isOn = (sign: Sign, side: Side): boolean => sign !== (side === 'old' ? '+' : '-');

/** Where a line stands in its file. */
export interface Spot {
  hunk: number;
  piece: number;
  /** Which line of the piece. */
  line: number;
}

/** Where this line of this side stands; undefined if the diff does not show it. */
export function spotOf(file: FileChange, side: Side, line: number): Spot | undefined {
  const hunk = file.hunks.findIndex((one) => {
    const first = one[side];
    return line >= first && line < first + (side === 'old' ? one.oldLines : one.newLines);
  });
  const piece =
    file.hunks[hunk]?.pieces.findIndex(
      (one) => isOn(one.sign, side) && line >= one[side] && line < one[side] + one.lines,
    ) ?? -1;
  const found = file.hunks[hunk]?.pieces[piece];
  return found && { hunk, piece, line: line - found[side] };
}

/** The lines of this side from one number to another, as far as the diff shows them. */
export function quoteOf(text: string, file: FileChange, side: Side, from: number, to: number): string {
  const quoted: string[] = [];
  for (const hunk of file.hunks)
    for (const piece of hunk.pieces) {
      if (!isOn(piece.sign, side) || piece[side] > to || piece[side] + piece.lines <= from) continue;
      for (const line of linesOf(text, { pieces: [piece], height: piece.lines }))
        if (line[side] >= from && line[side] <= to) quoted.push(line.text);
    }
  return quoted.join('\n');
}
