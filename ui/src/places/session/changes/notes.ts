import { type Block, quoteOf, type View } from './blocks';
import type { Comment } from './comments';
import type { Patch } from './parse';
import { pathOn, type Side } from './patch';
import { blockOf } from './rows';
import { isOne, type Writing } from './writing';

/** What stands under a line: a comment, or one that is being written. */
export interface Note {
  side: Side;
  first: number;
  /** It stands under this one. */
  last: number;
  comment?: Comment;
  writing?: Writing;
  /** The lines are not any more what was commented on. */
  differs: boolean;
}

export interface Notes {
  of: ReadonlyMap<Block, readonly Note[]>;
  /** Comments on what the diff does not show. */
  off: readonly Note[];
  /** How many each file has. */
  counts: ReadonlyMap<string, number>;
}

const noteOf = (one: Comment | Writing): Omit<Note, 'differs'> => ({
  side: one.side,
  first: one.start_line,
  last: one.end_line,
});

/**
 * Puts comments under their last lines.
 *
 * @param strict whether lines must be what was commented on: those of another turn have the same numbers by chance
 */
export function notesIn(
  patch: Patch,
  view: View,
  comments: readonly Comment[],
  writing: readonly Writing[],
  strict: boolean,
): Notes {
  const of = new Map<Block, Note[]>();
  const off: Note[] = [];
  const counts = new Map<string, number>();
  const put = (one: Comment | Writing, parts: Pick<Note, 'comment' | 'writing'>): void => {
    // A file and a copy of it have the same old name.
    const files = patch.files.filter((it) => pathOn(it, one.side) === one.path);
    const blocks = files.map((it) => blockOf(it, view, one.side, one.end_line));
    const place = Math.max(0, blocks.findIndex(Boolean));
    const file = files[place];
    const block = blocks[place];
    const differs =
      file !== undefined && quoteOf(patch.text, file, one.side, one.start_line, one.end_line) !== one.quote;
    const note = { ...noteOf(one), ...parts, differs };
    const path = file?.path ?? one.path;
    if (parts.comment) counts.set(path, (counts.get(path) ?? 0) + 1);
    if (!block || parts.comment?.status === 'stale' || (strict && differs)) off.push(note);
    else of.set(block, [...(of.get(block) ?? []), note]);
  };
  for (const comment of comments) {
    const edited = writing.find((one) => one.id === comment.id);
    put(comment, edited ? { comment, writing: edited } : { comment });
  }
  for (const one of writing)
    if (!comments.some((comment) => comment.id === one.id)) put(one, { writing: one });
  return { of, off, counts };
}

export const keyOfNote = ({ comment, writing, side, first, last }: Note): string =>
  comment?.id ?? `${writing?.path} ${side} ${first} ${last}`;

export const isWrittenIn = (note: Note, writing: Writing | undefined): boolean =>
  note.writing !== undefined && writing !== undefined && isOne(note.writing, writing);
