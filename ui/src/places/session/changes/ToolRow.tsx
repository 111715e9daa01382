import { clsx } from 'clsx';
import { ChevronDown, Columns2, Download, Files, Rows2 } from 'lucide-react';
import { Button, IconButton, Key } from '../../../kit/Button';
import { Delta } from '../../../kit/figures';
import { ChoiceMenu } from '../../../kit/Menu';
import type { View } from './blocks';
import type { FileChange } from './patch';

const views = [
  { value: 'unified', name: 'Unified', Icon: Rows2 },
  { value: 'split', name: 'Split', Icon: Columns2 },
] as const;

/** What is shown, and how. */
export function ToolRow(props: {
  turns: number;
  turn: number | undefined;
  onTurn: (turn: number | undefined) => void;
  files: readonly FileChange[];
  onSave: () => void;
  /** Undefined where there is no room for two sides. */
  view: View | undefined;
  onView: (view: View) => void;
  /** Undefined where the files stand beside the diff. */
  onFiles: (() => void) | undefined;
}) {
  const { turns, turn, files, view, onFiles } = props;
  const sum = (of: 'added' | 'removed'): number => files.reduce((n, file) => n + file[of], 0);
  return (
    <div className="flex h-10 shrink-0 items-center gap-2 border-b px-3 max-sm:h-12 max-sm:px-1">
      {onFiles && (
        <Button look="ghost" onClick={onFiles} aria-label="Files" className="max-sm:w-11 max-sm:px-0">
          <Files size={14} aria-hidden />
          <span className="max-sm:hidden">Files</span>
        </Button>
      )}
      <ChoiceMenu
        name="Which changes"
        value={String(turn ?? 'all')}
        choices={[
          { value: 'all', label: 'All turns' },
          ...Array.from({ length: turns }, (_, n) => ({
            value: String(n + 1),
            label: `After turn ${n + 1}`,
          })),
        ]}
        onChange={(value) => props.onTurn(value === 'all' ? undefined : Number(value))}
        trigger={
          <Button look="ghost" className="max-sm:px-2">
            {turn ? `After turn ${turn}` : 'All turns'} <ChevronDown size={14} aria-hidden />
          </Button>
        }
      />
      {files.length > 0 && (
        <>
          <span className="num min-w-0 truncate text-12 text-subtle">
            {files.length === 1 ? '1 file' : `${files.length} files`}
            <Delta added={sum('added')} removed={sum('removed')} className="ml-2" />
          </span>
          <IconButton name="Save the patch" onClick={props.onSave}>
            <Download size={14} aria-hidden />
          </IconButton>
          <span className="ml-auto text-12 whitespace-nowrap text-subtle max-lg:hidden">
            <Key>N P</Key> next change
            <span className="ml-2">
              <Key>C</Key> comment
            </span>
          </span>
        </>
      )}
      {view && (
        <fieldset className="flex shrink-0 rounded-md bg-bg p-0.5">
          <legend className="sr-only">View</legend>
          {views.map(({ value, name, Icon }) => (
            <label
              key={value}
              className={clsx(
                'relative flex h-6 cursor-pointer items-center gap-1.5 rounded-sm px-2 text-12 has-focus-visible:outline-2 has-focus-visible:outline-accent',
                view === value ? 'bg-overlay font-medium shadow-control' : 'text-muted',
              )}
            >
              <input
                type="radio"
                name="diff-view"
                checked={view === value}
                onChange={() => props.onView(value)}
                className="absolute inset-0 cursor-pointer opacity-0"
              />
              <Icon size={13} aria-hidden />
              {name}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}
