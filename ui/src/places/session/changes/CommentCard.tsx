import { clsx } from 'clsx';
import { Pencil, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button, IconButton } from '../../../kit/Button';
import { toldName } from '../../../kit/Told';
import { Well } from '../../../kit/Well';
import { keyWords } from '../../../shell/shortcuts';
import type { Comment } from './comments';
import type { Note } from './notes';
import { lineWords } from './places';
import type { Writing } from './writing';

export interface CommentActs {
  edit: (comment: Comment) => void;
  remove: (comment: Comment) => void;
  type: (writing: Writing, text: string) => void;
  keep: (writing: Writing) => void;
  cancel: (writing: Writing) => void;
}

const chips: Record<Comment['status'], { name: string; look: string }> = {
  draft: { name: 'Draft', look: 'bg-selected text-accent' },
  sent: { name: 'Sent', look: 'bg-run-soft text-run' },
  changed: { name: 'Changed since', look: 'bg-ready-soft text-ready' },
  unchanged: { name: 'Unchanged', look: 'border bg-bg text-muted' },
  stale: { name: 'Stale', look: 'border bg-bg text-muted' },
};

/**
 * A comment, or its editor, as it stands under its last line.
 *
 * @param path where it is not clear from around it
 * @param focus whether the person has just begun to write it
 */
export function CommentCard({
  note,
  acts,
  focus,
  path,
}: {
  note: Note;
  acts: CommentActs;
  focus: boolean;
  path?: string | undefined;
}) {
  const { comment, writing } = note;
  const lines = lineWords(note.side, note.first, note.last);
  const status = writing ? 'draft' : (comment?.status ?? 'draft');
  const quote = writing?.quote ?? comment?.quote ?? '';
  return (
    <article
      aria-label={`Comment on ${path ? `${toldName(path)}, ` : ''}${lines.toLowerCase()}`}
      className={clsx(
        'max-w-[640px] scroll-my-14 rounded-lg border bg-raised font-sans',
        writing && 'border-edge',
      )}
    >
      <header className="flex h-8 items-center gap-2 px-3 text-12 max-sm:h-11">
        <span className={clsx('rounded-sm px-1.5 text-11 font-medium', chips[status].look)}>
          {chips[status].name}
        </span>
        {path && <bdi className="code min-w-0 truncate text-muted">{toldName(path)}</bdi>}
        <span className="num shrink-0 text-subtle">{lines}</span>
        {comment?.status === 'draft' && !writing && (
          <span className="ml-auto flex">
            <IconButton
              name={`Edit the comment on ${lines.toLowerCase()}`}
              onClick={() => acts.edit(comment)}
            >
              <Pencil size={13} aria-hidden />
            </IconButton>
            <IconButton
              name={`Delete the comment on ${lines.toLowerCase()}`}
              onClick={() => acts.remove(comment)}
            >
              <Trash2 size={13} aria-hidden />
            </IconButton>
          </span>
        )}
      </header>
      {(note.differs || path) && quote && (
        <div className="max-h-24 overflow-auto px-3 pb-2">
          <Well label="The lines as they were">{quote}</Well>
        </div>
      )}
      {writing ? (
        <Editor writing={writing} acts={acts} focus={focus} label={`Comment on ${lines.toLowerCase()}`} />
      ) : (
        <p className="px-3 pb-2.5 text-13 whitespace-pre-wrap wrap-anywhere">{comment?.text}</p>
      )}
    </article>
  );
}

function Editor({
  writing,
  acts,
  focus,
  label,
}: {
  writing: Writing;
  acts: CommentActs;
  focus: boolean;
  label: string;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only as it appears
  useEffect(() => {
    if (!focus) return;
    area.current?.focus({ preventScroll: true });
    // Once the list has made room for it.
    const timer = setTimeout(
      () => area.current?.closest('article')?.scrollIntoView({ block: 'nearest' }),
      60,
    );
    return () => clearTimeout(timer);
  }, []);
  const ready = writing.text.trim() !== '';
  return (
    <>
      <textarea
        ref={area}
        aria-label={label}
        placeholder="What should be different here?"
        rows={Math.min(12, Math.max(2, writing.text.split('\n').length))}
        value={writing.text}
        onChange={(event) => acts.type(writing, event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            acts.cancel(writing);
          }
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            event.stopPropagation();
            if (ready) acts.keep(writing);
          }
        }}
        className="block field-sizing-content max-h-60 w-full resize-none bg-transparent px-3 text-13 outline-none max-sm:text-16"
      />
      <div className="flex justify-end gap-2 p-2">
        <Button look="ghost" shortcut="Esc" onClick={() => acts.cancel(writing)}>
          Cancel
        </Button>
        <Button disabled={!ready} shortcut={keyWords('mod+Enter')} onClick={() => acts.keep(writing)}>
          Keep draft
        </Button>
      </div>
    </>
  );
}
