import { Archive, ArchiveRestore, CirclePlay, Square, Trash2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Session } from '../../api/client';
import { Button, IconButton } from '../../kit/Button';
import { footBar } from '../../kit/footBars';
import { type Several, severalOf } from './sums';

const size = { size: 14, 'aria-hidden': true } as const;
const labels: Record<Several, { name: string; icon: ReactNode }> = {
  archive: { name: 'Archive', icon: <Archive {...size} /> },
  unarchive: { name: 'Unarchive', icon: <ArchiveRestore {...size} /> },
  stop: { name: 'Stop', icon: <Square {...size} /> },
  resume: { name: 'Resume', icon: <CirclePlay {...size} /> },
  delete: { name: 'Delete…', icon: <Trash2 {...size} /> },
};

/** What can be done with all that are picked, and to how many of them each applies. */
export function SelectionBar({
  picked,
  busy,
  onDo,
  onClear,
}: {
  picked: readonly Session[];
  busy: boolean;
  onDo: (name: Several, sessions: readonly Session[]) => void;
  onClear: () => void;
}) {
  return (
    <div
      ref={footBar}
      role="toolbar"
      aria-label="Selected sessions"
      className="absolute bottom-4 left-1/2 z-10 flex h-11 max-w-[calc(100%-16px)] -translate-x-1/2 items-center gap-1 overflow-x-auto rounded-lg border bg-overlay px-2 shadow-float max-sm:h-14"
    >
      <span className="num px-2 font-medium whitespace-nowrap" role="status">
        {picked.length} selected
      </span>
      <span className="h-5 border-l" />
      {severalOf(picked).map(({ name, sessions }) => (
        <Button
          key={name}
          look={name === 'delete' ? 'bad' : 'ghost'}
          disabled={busy}
          onClick={() => onDo(name, sessions)}
        >
          {labels[name].icon}
          {labels[name].name}
          <span className={name === 'delete' ? 'num' : 'num text-subtle'}>{sessions.length}</span>
        </Button>
      ))}
      <span className="h-5 border-l" />
      <IconButton name="Clear the selection" onClick={onClear}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
