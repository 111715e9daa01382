import { clsx } from 'clsx';
import { RefreshCw } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Session } from '../../../api/client';
import { Button } from '../../../kit/Button';
import { Dialog } from '../../../kit/Dialog';
import { Failed } from '../../../kit/states';
import { useMedia } from '../../../kit/useMedia';
import { useShortcuts } from '../../../shell/shortcuts';
import type { View } from './blocks';
import { type DiffActs, type DiffHandle, DiffList } from './DiffList';
import { type useDiff, useSavePatch } from './diff';
import { FileTree } from './FileTree';
import { notesIn } from './notes';
import { OffDiff } from './OffDiff';
import type { Patch } from './parse';
import { type FileChange, reasonOf } from './patch';
import { changeFrom, fileFrom, lineFrom, type Place } from './places';
import { rowsOf } from './rows';
import { SendBar } from './SendBar';
import { ToolRow } from './ToolRow';
import { useCommenting } from './useCommenting';
import type { useReading } from './useReading';
import { useViewed } from './viewed';

const VIEW_KEY = 'orch.diff.view';

/** The files of a diff and its lines, with the comments on them. */
export function Review(props: {
  session: Session;
  patch: Patch;
  reading: ReturnType<typeof useReading>;
  fault: unknown;
  /** The diff that is newer than the one that is shown. */
  newer: ReturnType<typeof useDiff> | undefined;
}) {
  const { session, patch, reading, newer } = props;
  const { place, turn } = reading;
  const { files, text } = patch;
  const wide = useMedia('(min-width: 1100px)');
  const phone = useMedia('(max-width: 639px)');
  const [chosenView, setChosenView] = useState<View>(() =>
    localStorage.getItem(VIEW_KEY) === 'split' ? 'split' : 'unified',
  );
  const view = wide ? chosenView : 'unified';
  const list = useRef<DiffHandle>(null);
  const [listing, setListing] = useState(false);

  const viewed = useViewed(session.id);
  const savePatch = useSavePatch();
  // Where nothing else was chosen, what has been viewed is folded.
  const [folds, setFolds] = useState<ReadonlyMap<string, boolean>>(new Map());
  const isFolded = (file: FileChange): boolean => folds.get(file.path) ?? viewed.is(file);
  const setFold = (path: string, folded: boolean | undefined): void =>
    setFolds((before) => {
      const next = new Map(before);
      if (folded === undefined) next.delete(path);
      else next.set(path, folded);
      return next;
    });
  const folded = files.map((file) => (isFolded(file) ? '1' : '0')).join('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `folded` says all of isFolded that matters
  const rows = useMemo(() => rowsOf(files, text, view, isFolded), [files, text, view, folded]);

  const commenting = useCommenting(session, patch);
  const { comments, drafts, writing } = commenting;
  const notes = useMemo(
    () => notesIn(patch, view, comments, writing, turn !== undefined),
    [patch, view, comments, writing, turn],
  );

  const fileOf = (path: string | undefined): FileChange | undefined =>
    files.find((file) => file.path === path);
  // Keys go on from what is in view: who has scrolled away is somewhere else.
  const here = (): { at: Place | undefined; isPlace: boolean } => {
    if (place && list.current?.sees(place)) return { at: place, isPlace: true };
    const top = list.current?.top();
    return { at: list.current?.firstLine() ?? (top && { path: top.path }), isPlace: false };
  };
  // A place that is gone to has to be in the page first.
  const [target, setTarget] = useState<Place>();
  const jump = (next: Place | undefined): void => {
    if (!next) return;
    const file = fileOf(next.path);
    if (file && next.line && isFolded(file)) setFold(file.path, false);
    reading.go(next);
    setTarget(next);
  };
  useEffect(() => {
    if (target) list.current?.show(target);
  }, [target]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each address that is opened
  useEffect(() => {
    if (!place) return;
    if (place.line) setFold(place.path, false);
    setTarget({ ...place });
  }, [reading.jumps]);

  const setViewed = (file: FileChange, is: boolean): void => {
    viewed.set(file, is);
    setFold(file.path, undefined);
    // Its lines fold away above the reader: the head stays where it is looked for.
    if (is && list.current?.top() === file) setTarget({ path: file.path });
  };
  const comment = (at: Place | undefined): void => {
    const begun = at && commenting.begin(at);
    if (begun) setTarget({ ...at });
  };
  const acts = useRef<DiffActs>(null as unknown as DiffActs);
  acts.current = {
    ...commenting.acts,
    keep: (one) => {
      commenting.acts.keep(one);
      list.current?.focus();
    },
    cancel: (one) => {
      commenting.acts.cancel(one);
      list.current?.focus();
    },
    go: reading.go,
    step: (step, extend) => {
      const file = fileOf(place?.path);
      if (file && place) jump(lineFrom(file, place, step, extend));
    },
    fold: (file) => setFold(file.path, !isFolded(file)),
    view: setViewed,
    comment: (path, side, line) => {
      const within = place?.path === path && place.side === side && place.line === line;
      const at = within ? place : { path, side, line };
      if (!within) reading.go(at);
      comment(at);
    },
  };

  const isOpen = (file: FileChange): boolean => !isFolded(file) && reasonOf(file, text) === undefined;
  const change = (step: 1 | -1): Place | undefined => {
    const { at, isPlace } = here();
    return changeFrom(files, at, step, isOpen, !isPlace);
  };
  const nextFile = (step: 1 | -1): Place | undefined => {
    const { at, isPlace } = here();
    // Before the first step the first file is the next one.
    const begins = !isPlace && step === 1 && at?.path === files[0]?.path;
    return fileFrom(files, begins ? undefined : at, step);
  };
  useShortcuts([
    { keys: 'n', label: 'Next change', moves: true, run: () => jump(change(1)) },
    { keys: 'p', label: 'Previous change', moves: true, run: () => jump(change(-1)) },
    { keys: 'j', label: 'Next file', moves: true, run: () => jump(nextFile(1)) },
    { keys: 'k', label: 'Previous file', moves: true, run: () => jump(nextFile(-1)) },
    {
      keys: 'c',
      label: 'Comment on the line',
      // Without a line the first change is what there is to comment on.
      run: () => {
        const { at, isPlace } = here();
        const line = isPlace && at?.line ? at : change(1);
        if (line !== at) jump(line);
        comment(line);
      },
    },
    {
      keys: 'v',
      label: 'Mark the file as viewed',
      run: () => {
        const file = fileOf(here().at?.path);
        if (!file) return;
        const is = !viewed.is(file);
        setViewed(file, is);
        const next = is ? files.slice(files.indexOf(file) + 1).find((one) => !viewed.is(one)) : undefined;
        if (next) jump({ path: next.path });
      },
    },
    ...(drafts.length
      ? [{ keys: 'mod+Enter', label: 'Send the comments', run: () => void commenting.send() }]
      : []),
  ]);

  const tree = (tall: boolean) => (
    <FileTree
      files={files}
      at={place?.path}
      counts={notes.counts}
      isViewed={viewed.is}
      tall={tall}
      onGo={(file) => {
        setListing(false);
        jump({ path: file.path });
      }}
    />
  );
  return (
    <div className="flex min-h-0 flex-1">
      {wide && (
        <aside aria-label="Files" className="flex w-64 shrink-0 flex-col border-r">
          {tree(false)}
        </aside>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <ToolRow
          turns={session.turn_count}
          turn={turn}
          onTurn={reading.toTurn}
          files={files}
          onSave={() => void savePatch(session.id, turn)}
          view={wide ? view : undefined}
          onView={(next) => {
            localStorage.setItem(VIEW_KEY, next);
            setTarget(list.current?.firstLine());
            setChosenView(next);
          }}
          onFiles={wide ? undefined : () => setListing(true)}
        />
        {props.fault !== null && newer && <Failed fault={props.fault} onRetry={newer.show} />}
        {newer && (
          <p
            role="status"
            className="flex shrink-0 items-center gap-3 border-b bg-selected px-4 py-1 text-12"
          >
            The changes are newer
            <Button busy={newer.isRefetching} onClick={newer.show}>
              <RefreshCw size={13} aria-hidden className={clsx(newer.isRefetching && 'spin')} />
              Show
            </Button>
          </p>
        )}
        <OffDiff notes={notes.off} acts={acts.current} fresh={commenting.fresh} turn={turn} />
        <DiffList
          patch={patch}
          rows={rows}
          view={view}
          phone={phone}
          place={place}
          notes={notes}
          fresh={commenting.fresh}
          isFolded={isFolded}
          isViewed={viewed.is}
          acts={acts}
          handle={list}
        />
        {drafts.length > 0 && (
          <SendBar
            session={session}
            drafts={drafts.length}
            writing={writing.length}
            sending={commenting.sending}
            onSend={() => void commenting.send()}
            onDiscard={commenting.discard}
          />
        )}
      </div>
      <Dialog title="Files" open={listing} onOpenChange={setListing}>
        <div className="flex h-[60vh] min-h-0 flex-col">{listing && tree(phone)}</div>
      </Dialog>
    </div>
  );
}
