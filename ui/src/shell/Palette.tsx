import { Autocomplete } from '@base-ui/react/autocomplete';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Key } from '../kit/Button';
import { Dialog } from '../kit/Dialog';
import { Marked } from '../kit/Marked';
import { Told } from '../kit/Told';
import { type Entry, type EntryGroup, icon, useEntries, useFocusedSession } from './paletteEntries';
import { remember } from './recent';
import { keyWords } from './shortcuts';

/** Finds places, sessions, branches and what was said, and does what the session at hand allows now. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog title="Find or do" hideTitle width="wide" open={open} onOpenChange={onOpenChange}>
      {open && <Finder close={() => onOpenChange(false)} />}
    </Dialog>
  );
}

function Finder({ close }: { close: () => void }) {
  const [text, setText] = useState('');
  const groups = useEntries(text.trim());
  const session = useFocusedSession();
  const highlighted = useRef<Entry>(undefined);
  const first = groups[0]?.items[0];
  // Enter that was struck before there was anything to take: the first that comes is meant.
  const [isAhead, setAhead] = useState(false);
  const words = text.trim().split(/\s+/);
  const input = useRef<HTMLInputElement>(null);
  // A dialog that is opened again while it still goes does not take the focus by itself.
  useEffect(() => input.current?.focus(), []);
  const run = (entry: Entry): void => {
    close();
    if (entry.href) remember(entry.id);
    entry.run();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as there is one
  useEffect(() => {
    if (isAhead && first) run(first);
  }, [isAhead, first !== undefined]);
  const onKey = (event: KeyboardEvent): void => {
    setAhead(false);
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const chosen = groups.flatMap((group) => group.items).find((one) => one.id === highlighted.current?.id);
    if (event.ctrlKey || event.metaKey) {
      if (!chosen?.href) return;
      close();
      open(chosen.href, '_blank', 'noopener');
    } else if (chosen) return;
    // The list is not there yet, or shows what was found for fewer letters.
    else if (first) run(first);
    else setAhead(true);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Autocomplete.Root
      items={groups}
      value={text}
      onValueChange={setText}
      onItemHighlighted={(entry) => {
        highlighted.current = entry as Entry | undefined;
      }}
      filter={null}
      itemToStringValue={(entry: Entry) => entry.label}
      open
      inline
      autoHighlight="always"
    >
      <div className="flex h-12 shrink-0 items-center gap-2.5 border-b px-4" onKeyDownCapture={onKey}>
        <Search {...icon} size={16} />
        <Autocomplete.Input
          ref={input}
          aria-label="Find or do"
          placeholder="A session, a branch, words of a transcript, or an action"
          className="min-w-0 flex-1 bg-transparent text-14 outline-none focus-visible:outline-none"
        />
        {session && (
          <Told
            text={session.title}
            className="max-w-60 truncate rounded-sm border bg-bg px-1.5 text-12 text-muted max-sm:max-w-28"
          />
        )}
      </div>
      <Autocomplete.Empty>
        {groups.length === 0 && <p className="px-4 py-8 text-center text-muted">Nothing found</p>}
      </Autocomplete.Empty>
      <Autocomplete.List className="max-h-[440px] min-h-0 overflow-y-auto p-1.5 empty:hidden">
        {(group: EntryGroup) => (
          <Autocomplete.Group key={group.name} items={group.items}>
            <Autocomplete.GroupLabel className="px-2.5 pt-2.5 pb-1 text-11 font-medium text-subtle">
              {group.name}
            </Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: Entry) => (
                <Autocomplete.Item
                  key={`${group.name} ${entry.id}`}
                  value={entry}
                  onClick={() => run(entry)}
                  className="flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 outline-none data-[highlighted]:bg-selected max-sm:h-11"
                >
                  <span className="grid w-4 shrink-0 place-items-center text-muted">{entry.icon}</span>
                  <span className="min-w-0 flex-1 truncate">
                    <Marked text={entry.label} words={words} />
                  </span>
                  <span className="num flex shrink-0 items-center gap-2 pl-3 text-12 text-subtle">
                    {entry.end}
                    {entry.shortcut && <Key>{keyWords(entry.shortcut)}</Key>}
                  </span>
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <footer className="flex h-9 shrink-0 items-center gap-4 border-t bg-bg px-4 text-12 text-subtle max-sm:hidden">
        <span>
          <Key>↑ ↓</Key> move
        </span>
        <span>
          <Key>Enter</Key> run
        </span>
        <span>
          <Key>{keyWords('mod+Enter')}</Key> in a new tab
        </span>
      </footer>
    </Autocomplete.Root>
  );
}
