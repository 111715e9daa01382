import { useState } from 'react';
import type { Session } from '../../../api/client';
import { useTell } from '../../../kit/Toasts';
import { quoteOf } from './blocks';
import type { CommentActs } from './CommentCard';
import { type Comment, modeFor } from './comments';
import { draftsOf, newId } from './drafts';
import type { Patch } from './parse';
import { pathOn } from './patch';
import { type Place, rangeOf } from './places';
import { useReview } from './review';
import { useWriting, type Writing } from './writing';

/** Everything that is done with comments on a diff. */
export function useCommenting(session: Session, patch: Patch) {
  const { review, sending, store } = useReview(session.id);
  const open = useWriting(session.id);
  const tell = useTell();
  const [fresh, setFresh] = useState<Writing>();
  const drafts = draftsOf(review);

  const write = (one: Writing): void => {
    setFresh(one);
    open.begin(one);
  };
  /** @return whether there is something to comment on */
  const begin = (at: Place): boolean => {
    const file = patch.files.find((one) => one.path === at.path);
    if (!file || !at.line || !at.side) return false;
    const [first, last] = rangeOf(at);
    const quote = quoteOf(patch.text, file, at.side, first, last);
    write({ path: pathOn(file, at.side), side: at.side, start_line: first, end_line: last, quote, text: '' });
    return true;
  };
  const acts: CommentActs = {
    edit: ({ id, path, side, start_line, end_line, quote, text }) =>
      write({ id, path, side, start_line, end_line, quote, text }),
    remove: (comment) => {
      store.change((all) => all.filter((one) => one.id !== comment.id));
      tell.done('Comment deleted', () => store.change((all) => [...all, comment]));
    },
    type: open.type,
    keep: (writing) => {
      const text = writing.text.trim();
      const { id: begun, ...rest } = writing;
      const id = begun && store.idOf(begun);
      const kept: Comment = { ...rest, text, id: id ?? newId(), status: 'draft' };
      store.change((all) =>
        all.some((one) => one.id === id)
          ? all.map((one) => (one.id === id ? { ...one, text } : one))
          : [...all, kept],
      );
      open.end(writing);
    },
    cancel: (writing) => {
      open.end(writing);
      const was = review.items.find((one) => one.id === writing.id)?.text ?? '';
      if (writing.text.trim() && writing.text !== was)
        tell.done(writing.id ? 'Change of the comment discarded' : 'Comment discarded', () => write(writing));
    },
  };
  return {
    comments: review.items,
    drafts,
    writing: open.all,
    fresh,
    sending,
    begin,
    acts,
    send: async (): Promise<void> => {
      const n = drafts.length;
      if (n && !sending && (await store.send(modeFor(session))))
        tell.done(n === 1 ? 'Comment sent' : `${n} comments sent`);
    },
    discard: (): void => {
      store.change(() => []);
      tell.done(drafts.length === 1 ? 'Comment discarded' : `${drafts.length} comments discarded`, () =>
        store.change((all) => [...all, ...drafts]),
      );
    },
  };
}
