import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { type CommentActs, CommentCard } from './CommentCard';
import { isWrittenIn, keyOfNote, type Note } from './notes';
import { commentWords } from './SendBar';
import type { Writing } from './writing';

/** Comments on lines that the diff does not show, so that none is out of sight. */
export function OffDiff(props: {
  notes: readonly Note[];
  acts: CommentActs;
  fresh: Writing | undefined;
  turn: number | undefined;
}) {
  const { notes, turn } = props;
  const [open, setOpen] = useState(false);
  if (!notes.length) return null;
  // What is being written is not folded away.
  const shown = open || notes.some((note) => note.writing);
  const Chevron = shown ? ChevronDown : ChevronRight;
  return (
    <section aria-label="Comments beside the diff" className="shrink-0 border-b bg-bg">
      <button
        type="button"
        aria-expanded={shown}
        onClick={() => setOpen(!shown)}
        className="flex h-9 w-full items-center gap-2 px-4 text-left text-12 text-muted hover:bg-hover max-sm:h-11"
      >
        <Chevron size={14} aria-hidden />
        {commentWords(notes.length)} on lines that{' '}
        {turn === undefined ? 'the diff' : `the diff after turn ${turn}`} does not show
      </button>
      {shown && (
        <section className="max-h-60 space-y-2 overflow-auto px-4 pb-3" tabIndex={0} aria-label="Comments">
          {notes.map((note) => (
            <CommentCard
              key={keyOfNote(note)}
              note={note}
              path={note.comment?.path ?? note.writing?.path}
              acts={props.acts}
              focus={isWrittenIn(note, props.fresh)}
            />
          ))}
        </section>
      )}
    </section>
  );
}
