import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { File, Folder, Search, Check as Tick } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Delta } from '../../../kit/figures';
import { toldName } from '../../../kit/Told';
import type { FileChange } from './patch';
import { matching, type TreeFile, type TreeFolder, treeRows } from './tree';

interface Props {
  files: readonly FileChange[];
  at: string | undefined;
  counts: ReadonlyMap<string, number>;
  isViewed: (file: FileChange) => boolean;
  onGo: (file: FileChange) => void;
  /** Rows as high as a finger needs. */
  tall?: boolean;
}

/** The files as folders hold them, to filter and to go to. */
export function FileTree(props: Props) {
  const { files, at } = props;
  const [filter, setFilter] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const scroller = useRef<HTMLElement>(null);
  // What is looked for is shown, also in a closed folder.
  const rows = useMemo(
    () => treeRows(matching(files, filter), filter ? new Set() : closed),
    [files, filter, closed],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (props.tall ? 44 : 28),
    overscan: 10,
  });
  const place = rows.findIndex((row) => row.kind === 'file' && row.file.path === at);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the reader goes to another file
  useEffect(() => {
    if (place >= 0) virtual.scrollToIndex(place, { align: 'auto' });
  }, [at]);
  const viewed = files.filter(props.isViewed).length;
  return (
    <>
      <div className="p-2">
        <label className="flex h-7 items-center gap-1.5 rounded-md border border-edge px-2 text-subtle max-sm:h-11">
          <Search size={14} aria-hidden />
          <input
            type="search"
            aria-label="Filter files"
            placeholder="Filter files"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            onKeyDown={(event) => {
              const first = rows.find((row) => row.kind === 'file');
              if (event.key === 'Enter' && first) props.onGo(first.file);
              if (event.key === 'Escape' && filter) {
                event.stopPropagation();
                setFilter('');
              }
            }}
            className="min-w-0 flex-1 bg-transparent text-fg outline-none"
          />
        </label>
      </div>
      <section
        ref={scroller}
        tabIndex={0}
        aria-label="Files of the diff"
        className="min-h-0 flex-1 overflow-auto px-2 text-12"
      >
        {rows.length === 0 && <p className="px-2 py-1 text-muted">No file is called so.</p>}
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index] as TreeFile | TreeFolder;
            return (
              <li
                key={item.key}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)`, height: item.size }}
              >
                {row.kind === 'file' ? (
                  <FileRow row={row} {...props} />
                ) : (
                  <button
                    type="button"
                    aria-expanded={!closed.has(row.path)}
                    onClick={() =>
                      setClosed((before) => {
                        const next = new Set(before);
                        if (!next.delete(row.path)) next.add(row.path);
                        return next;
                      })
                    }
                    style={{ paddingLeft: 8 + row.depth * 16 }}
                    className="flex h-full w-full items-center gap-1.5 rounded-md pr-2 text-subtle hover:bg-hover"
                  >
                    <Folder
                      size={14}
                      className="shrink-0"
                      aria-hidden
                      fill={closed.has(row.path) ? 'currentColor' : 'none'}
                    />
                    <bdi className="min-w-0 truncate" title={toldName(row.path)}>
                      {toldName(row.name)}
                    </bdi>
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      </section>
      <p className="num border-t px-4 py-2 text-12 text-subtle">
        {viewed} of {files.length} viewed
      </p>
    </>
  );
}

function FileRow({ row, at, counts, isViewed, onGo }: Props & { row: TreeFile }) {
  const { file, name, depth } = row;
  const comments = counts.get(file.path) ?? 0;
  const viewed = isViewed(file);
  const here = file.path === at;
  return (
    <button
      type="button"
      aria-current={here || undefined}
      title={toldName(file.path)}
      onClick={() => onGo(file)}
      style={{ paddingLeft: 8 + depth * 16 }}
      className={clsx(
        'flex h-full w-full items-center gap-1.5 rounded-md pr-2 text-left hover:bg-hover',
        here && 'bg-selected font-medium',
      )}
    >
      {viewed ? (
        <Tick size={14} className="shrink-0 text-subtle" role="img" aria-label="Viewed" />
      ) : (
        <File size={14} className="shrink-0 text-subtle" aria-hidden />
      )}
      <bdi
        className={clsx(
          'min-w-0 truncate',
          viewed ? 'text-muted' : 'text-fg',
          file.how === 'deleted' && 'line-through',
        )}
      >
        {toldName(name)}
      </bdi>
      <span className="ml-auto flex shrink-0 items-center gap-1.5 pl-1">
        {comments > 0 && (
          <span className="num rounded-full bg-selected px-1.5 text-11 font-medium text-accent">
            {comments}
            <span className="sr-only"> comments</span>
          </span>
        )}
        <Delta added={file.added} removed={file.removed} className="font-normal" />
      </span>
    </button>
  );
}
