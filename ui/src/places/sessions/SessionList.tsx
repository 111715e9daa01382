import { type ReactNode, type Ref, useMemo, useState } from 'react';
import type { InputRequest, Session } from '../../api/client';
import { Check } from '../../kit/Check';
import { Ago } from '../../kit/figures';
import { GroupHead } from '../../kit/GroupHead';
import { Marked } from '../../kit/Marked';
import { told } from '../../kit/Told';
import { usePhone } from '../../kit/usePhone';
import { VirtualList, type VirtualListHandle } from '../../kit/VirtualList';
import { RequestCard } from '../../request/RequestCard';
import type { Action } from '../../session/actions';
import { SessionCard, SessionRow } from '../../session/SessionRow';
import { holds, isFolded, type Section } from './arrange';
import { RowActions, RowMenu } from './RowActions';
import type { SessionsSearch } from './search';

/** What lies under each other: heads, rows, and what a row asks. */
type Item =
  | { kind: 'head'; section: Section; folded: boolean }
  | { kind: 'row'; id: string }
  | { kind: 'card'; id: string };

/** The sections as lines; what is folded has a head alone. */
export function itemsOf(
  sections: readonly Section[],
  search: SessionsSearch,
  openId: string | undefined,
): Item[] {
  return sections.flatMap((section): Item[] => {
    const folded = isFolded(section.key, search);
    const rows = folded
      ? []
      : section.ids.flatMap((id): Item[] =>
          id === openId
            ? [
                { kind: 'row', id },
                { kind: 'card', id },
              ]
            : [{ kind: 'row', id }],
        );
    return [{ kind: 'head', section, folded }, ...rows];
  });
}

/** The rows that can be gone to, in their order. */
export const orderOf = (sections: readonly Section[], search: SessionsSearch): string[] =>
  sections.flatMap((section) => (isFolded(section.key, search) ? [] : section.ids));

const keyOf = (item: Item): string =>
  item.kind === 'head' ? `head ${item.section.key}` : `${item.kind} ${item.id}`;

export interface ListProps {
  sections: readonly Section[];
  search: SessionsSearch;
  byId: ReadonlyMap<string, Session>;
  there: ReadonlySet<string>;
  snippets: ReadonlyMap<string, string>;
  requests: readonly InputRequest[];
  cursor: string | undefined;
  picked: ReadonlySet<string>;
  openId: string | undefined;
  slots: string | undefined;
  handle: Ref<VirtualListHandle>;
  onFold: (section: string) => void;
  onPick: (id: string, range: boolean) => void;
  run: (name: Action['name'], session: Session) => void;
}

export function SessionList(props: ListProps) {
  const { sections, search, openId, cursor } = props;
  const phone = usePhone();
  const items = useMemo(() => itemsOf(sections, search, openId), [sections, search, openId]);
  const [menu, setMenu] = useState<{ id: string; anchor: HTMLElement }>();
  const menuOf = menu && props.byId.get(menu.id);
  const keep = items.findIndex((item) => item.kind === 'row' && item.id === cursor);
  return (
    <>
      <VirtualList
        handle={props.handle}
        label="Sessions"
        className="list min-h-0 flex-1 overflow-auto pb-16"
        items={items}
        keyOf={keyOf}
        keep={keep}
        estimate={(item) => heightOf(item, phone)}
      >
        {(item) => {
          if (item.kind === 'head')
            return <Head {...props} section={item.section} folded={item.folded} phone={phone} />;
          if (item.kind === 'card') return <Cards {...props} id={item.id} />;
          return (
            <Row
              {...props}
              id={item.id}
              phone={phone}
              menuOpen={menu?.id === item.id}
              onMenu={(anchor) => setMenu({ id: item.id, anchor })}
            />
          );
        }}
      </VirtualList>
      {menu && menuOf && (
        <RowMenu
          session={menuOf}
          anchor={menu.anchor}
          cursor={menu.id === cursor}
          run={props.run}
          onPick={phone && !props.picked.size ? () => props.onPick(menu.id, false) : undefined}
          onClose={() => {
            setMenu(undefined);
            returnFocus(menu.anchor);
          }}
        />
      )}
    </>
  );
}

/** To what opened the menu, or its row, unless what was chosen there has taken the focus. */
function returnFocus(anchor: HTMLElement): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    anchor.closest('[data-session]')?.querySelector('a')?.focus({ preventScroll: true });
    anchor.focus({ preventScroll: true });
  });
}

/** The index of a row among the lines, for the list to scroll to. */
export const indexOf = (
  sections: readonly Section[],
  search: SessionsSearch,
  openId: string | undefined,
  id: string,
): number => itemsOf(sections, search, openId).findIndex((item) => item.kind === 'row' && item.id === id);

/** A phone has no room for heads that can be tapped; only what is long and seldom wanted folds there. */
const canFold = (section: Section, phone: boolean): boolean => !phone || section.key === 'done';

/** Until it is measured. */
function heightOf(item: Item, phone: boolean): number {
  if (item.kind === 'card') return 240;
  if (item.kind === 'row') return phone ? 58 : 36;
  if (!phone) return 26;
  return canFold(item.section, phone) ? 44 : 32;
}

function Head(props: ListProps & { section: Section; folded: boolean; phone: boolean }) {
  const { section, folded, onFold, byId, slots, phone } = props;
  const first = byId.get(section.ids[0] ?? '');
  let hint: ReactNode;
  if (section.key === 'needs' && first)
    hint = (
      <>
        oldest <Ago time={first.state_since} />
      </>
    );
  if (section.key === 'running' && slots) hint = `${section.ids.length} of ${slots} slots`;
  return (
    <GroupHead
      name={section.name}
      count={section.ids.length}
      hint={hint}
      folded={folded}
      onFold={canFold(section, phone) ? () => onFold(section.key) : undefined}
    />
  );
}

function Row(
  props: ListProps & {
    id: string;
    phone: boolean;
    menuOpen: boolean;
    onMenu: (anchor: HTMLElement) => void;
  },
) {
  const { id, phone, search, picked, openId } = props;
  const session = props.byId.get(id);
  if (!session) return null;
  const words = (search.q ?? '').split(/\s+/);
  const snippet = search.q && !holds(session, search.q) ? props.snippets.get(id) : undefined;
  const place = {
    session,
    cursor: id === props.cursor,
    picked: picked.has(id),
    gone: !props.there.has(id),
    line: snippet && <Marked text={snippet} words={words} />,
    actions: (
      <RowActions
        session={session}
        run={props.run}
        open={id === openId}
        onlyMenu={phone}
        cursor={id === props.cursor}
        menuOpen={props.menuOpen}
        onMenu={props.onMenu}
      />
    ),
  };
  const box = (className: string): ReactNode => (
    <Check
      checked={picked.has(id)}
      label={told(`Select ${session.title}`)}
      onChange={(_, shift) => props.onPick(id, shift)}
      className={className}
    />
  );
  // There a row has no room for a box: it takes the place of the mark once something is picked.
  if (phone) return <SessionCard {...place} box={picked.size > 0 && box('m-3.5')} />;
  const quiet = 'opacity-0 group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100';
  return <SessionRow {...place} box={box(picked.size ? '' : quiet)} />;
}

/** What a session asks, below its row. */
function Cards({ id, byId, requests }: ListProps & { id: string }) {
  const open = requests.filter((request) => request.session_id === id);
  return (
    <div className="grid gap-3 border-b bg-bg py-3 pr-4 pl-16 max-sm:px-3">
      {open.map((request) => (
        <div key={request.id} data-request={request.id} className="max-w-[860px]">
          <RequestCard request={request} session={byId.get(id)} />
        </div>
      ))}
      {open.length === 0 && <p className="text-12 text-muted">Nothing is asked any more.</p>}
    </div>
  );
}
