import { isOn, type Spot, spotOf } from './blocks';
import type { FileChange, Side } from './patch';

/** Where the reader is: a file, and in it a line or some that follow each other. */
export interface Place {
  path: string;
  side?: Side;
  /** The last one; the others go up from it to `from`. */
  line?: number;
  from?: number;
}

/** Lines as the address writes them: `R60`, `L12-14`; L is the old side. */
export function writeLines(place: Place): string | undefined {
  if (!place.line || !place.side) return undefined;
  const letter = place.side === 'old' ? 'L' : 'R';
  const [first, last] = rangeOf(place);
  return first === last ? `${letter}${last}` : `${letter}${first}-${last}`;
}

export function readLines(written: string | undefined): Omit<Place, 'path'> {
  const [, letter, first, last] = /^([LR])(\d{1,9})(?:-(\d{1,9}))?$/.exec(written ?? '') ?? [];
  if (!letter || !first) return {};
  const side = letter === 'L' ? 'old' : 'new';
  return last ? { side, from: Number(first), line: Number(last) } : { side, line: Number(first) };
}

/** Its first and its last line. */
export function rangeOf(place: Place): [number, number] {
  const line = place.line ?? 0;
  const from = place.from ?? line;
  return [Math.min(line, from), Math.max(line, from)];
}

/** "Line 60", "Lines 60–61", "Old lines 3–4". */
export function lineWords(side: Side, first: number, last: number): string {
  const words = first === last ? `line ${last}` : `lines ${first}–${last}`;
  return side === 'old' ? `Old ${words}` : `L${words.slice(1)}`;
}

const isBefore = (a: Spot, b: Spot): boolean =>
  a.hunk !== b.hunk ? a.hunk < b.hunk : a.piece !== b.piece ? a.piece < b.piece : a.line < b.line;

/** Where each run of changed lines begins. */
function* startsIn(file: FileChange): Generator<Spot> {
  for (const [hunk, { pieces }] of file.hunks.entries()) {
    let within = false;
    for (const [piece, { sign }] of pieces.entries()) {
      if (sign !== ' ' && !within) yield { hunk, piece, line: 0 };
      within = sign !== ' ';
    }
  }
}

function placeAt(file: FileChange, spot: Spot): Place {
  const piece = file.hunks[spot.hunk]?.pieces[spot.piece];
  if (!piece) return { path: file.path };
  const side = piece.sign === '-' ? 'old' : 'new';
  return { path: file.path, side, line: piece[side] + spot.line };
}

/**
 * The next or the previous run of changed lines.
 *
 * @param at the reader's place; the first change comes after none
 * @param isOpen files that are folded are passed over
 * @param here whether a change that begins at the place itself is the next one
 */
export function changeFrom(
  files: readonly FileChange[],
  at: Place | undefined,
  step: 1 | -1,
  isOpen: (file: FileChange) => boolean,
  here = false,
): Place | undefined {
  const own = files.findIndex((file) => file.path === at?.path);
  const spot = own >= 0 && at?.line ? spotOf(files[own] as FileChange, at.side ?? 'new', at.line) : undefined;
  for (let n = Math.max(own, 0); n >= 0 && n < files.length; n += step) {
    const file = files[n] as FileChange;
    if (!isOpen(file)) continue;
    const starts = [...startsIn(file)];
    // At the head of a file all its changes are still to come, and none lies before.
    const found =
      n !== own
        ? starts.at(step === 1 ? 0 : -1)
        : step === 1
          ? starts.find((start) => !spot || isBefore(spot, start) || (here && !isBefore(start, spot)))
          : starts.findLast((start) => spot && isBefore(start, spot));
    if (found) return placeAt(file, found);
  }
  return undefined;
}

/** The head of the next or the previous file; from within a file, back goes to its own head first. */
export function fileFrom(
  files: readonly FileChange[],
  at: Place | undefined,
  step: 1 | -1,
): Place | undefined {
  const here = files.findIndex((file) => file.path === at?.path);
  const next = here < 0 ? 0 : step === -1 && at?.line ? here : here + step;
  const file = files[next];
  return file && { path: file.path };
}

/** The line below or above, on the same side if it has one; `extend` keeps where the lines begin. */
export function lineFrom(file: FileChange, at: Place, step: 1 | -1, extend: boolean): Place | undefined {
  const spot = at.line ? spotOf(file, at.side ?? 'new', at.line) : undefined;
  if (!spot) {
    const first = file.hunks[0]?.pieces[0];
    return step === 1 && first ? placeAt(file, { hunk: 0, piece: 0, line: 0 }) : undefined;
  }
  if (extend) {
    const side = at.side ?? 'new';
    const line = (at.line ?? 0) + step;
    return spotOf(file, side, line) ? { ...at, side, line, from: at.from ?? at.line ?? line } : undefined;
  }
  const next = stepSpot(file, spot, step);
  return next && placeAt(file, next);
}

function stepSpot(file: FileChange, spot: Spot, step: 1 | -1): Spot | undefined {
  const pieces = file.hunks[spot.hunk]?.pieces ?? [];
  const line = spot.line + step;
  if (line >= 0 && line < (pieces[spot.piece]?.lines ?? 0)) return { ...spot, line };
  let { hunk, piece } = spot;
  piece += step;
  if (piece < 0 || piece >= pieces.length) {
    hunk += step;
    piece = step === 1 ? 0 : (file.hunks[hunk]?.pieces.length ?? 0) - 1;
  }
  const found = file.hunks[hunk]?.pieces[piece];
  return found && { hunk, piece, line: step === 1 ? 0 : found.lines - 1 };
}

/** Whether a line of this sign and these numbers lies within what is marked. */
export const isMarked = (
  line: { sign: ' ' | '+' | '-'; old: number; new: number },
  marked: { side: Side; first: number; last: number },
): boolean =>
  isOn(line.sign, marked.side) && line[marked.side] >= marked.first && line[marked.side] <= marked.last;
