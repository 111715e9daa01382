import { ChevronDown, ChevronRight, MessageSquare } from 'lucide-react';
import { Key } from '../../../kit/Button';
import { Check } from '../../../kit/Check';
import { Delta } from '../../../kit/figures';
import { toldName } from '../../../kit/Told';
import { cutPath } from './gitPath';
import { type FileChange, notesOf } from './patch';

/** The line above a file's lines, which stays in view as long as they are. */
export function FileHead(props: {
  file: FileChange;
  folded: boolean;
  viewed: boolean;
  comments: number;
  at: boolean;
  onFold: () => void;
  onViewed: (viewed: boolean) => void;
}) {
  const { file, folded, viewed, comments, at } = props;
  const shown = toldName(file.path);
  const { folder, name } = cutPath(shown);
  const Chevron = folded ? ChevronRight : ChevronDown;
  return (
    <header
      className={`flex h-9 items-center gap-2 border-b bg-bg px-3 text-12 max-sm:h-11 ${at ? 'shadow-[inset_2px_0_0_var(--accent)]' : ''}`}
    >
      <button
        type="button"
        aria-expanded={!folded}
        aria-label={`${folded ? 'Unfold' : 'Fold'} ${shown}`}
        onClick={props.onFold}
        className="grid size-6 shrink-0 place-items-center rounded-sm text-muted hover:bg-hover max-sm:-ml-3 max-sm:size-11"
      >
        <Chevron size={14} aria-hidden />
      </button>
      {/* Of a long path the end is what one looks for: the folder gives way. */}
      <h2 className="code flex min-w-0" title={shown}>
        <bdi className="min-w-0 truncate text-subtle max-sm:sr-only">{folder}</bdi>
        <bdi className="max-w-full shrink-0 truncate font-semibold">{name}</bdi>
      </h2>
      {notesOf(file).map((note) => (
        <bdi key={note} className="min-w-0 truncate text-subtle">
          {toldName(note)}
        </bdi>
      ))}
      <span className="ml-auto flex shrink-0 items-center gap-2 pl-1">
        {comments > 0 && (
          <span className="num flex items-center gap-1 text-accent">
            <MessageSquare size={13} role="img" aria-label="Comments" />
            {comments}
          </span>
        )}
        <Delta added={file.added} removed={file.removed} />
      </span>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: Check is one */}
      <label className="flex shrink-0 items-center gap-1.5 pl-2 text-muted max-sm:-mr-3 max-sm:size-11 max-sm:justify-center max-sm:pl-0">
        <Check checked={viewed} label={`Viewed ${shown}`} onChange={props.onViewed} />
        <span className="max-sm:sr-only" aria-hidden>
          Viewed
        </span>
        {at && !viewed && <Key>V</Key>}
      </label>
    </header>
  );
}
