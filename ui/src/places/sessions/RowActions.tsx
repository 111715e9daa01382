import { useNavigate } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Archive, Ellipsis, SquareCheck } from 'lucide-react';
import type { Session } from '../../api/client';
import { Button, IconButton } from '../../kit/Button';
import { MenuAt } from '../../kit/Menu';
import { type Action, actionsOf, useAct } from '../../session/actions';
import { wordOf } from '../../session/word';
import { keyWords } from '../../shell/shortcuts';
import { leave } from './useCursor';

/** What a row or a key does with a session; answering opens its card where it stands. */
export function useDo(on: {
  answer: (session: Session) => void;
  message: (session: Session) => void;
  /** It is about to leave its place. */
  moves: (id: string) => void;
}): (name: Action['name'], session: Session) => void {
  const act = useAct();
  return (name, session) => {
    switch (name) {
      case 'answer':
        return on.answer(session);
      case 'follow_up':
        return on.message(session);
      case 'archive':
      case 'unarchive':
        on.moves(session.id);
        return void act[name](session);
      case 'stop':
      case 'resume':
        return void act[name](session);
      case 'apply':
      case 'release':
      case 'delete':
        if (name === 'delete') on.moves(session.id);
        return act.ask(name, session);
    }
  };
}

const onlyUnderPointer = 'pointer-coarse:hidden';

/** What can be done with a row now: the likely thing by name, the rest in a menu. */
export function RowActions({
  session,
  run,
  open,
  onlyMenu,
  cursor,
  menuOpen = false,
  onMenu,
}: {
  session: Session;
  run: (name: Action['name'], session: Session) => void;
  /** Its card is open already. */
  open?: boolean;
  onlyMenu?: boolean;
  /** Keys act on this row; on another one their letters would promise what they do not do. */
  cursor?: boolean;
  menuOpen?: boolean;
  onMenu: (anchor: HTMLElement) => void;
}) {
  const navigate = useNavigate();
  const word = wordOf(session);
  const can = (name: Action['name']): boolean => session.actions.includes(name);
  const review = (): void => {
    leave(session.id);
    void navigate({ to: '/sessions/$id', params: { id: session.id }, search: { tab: 'changes' } });
  };
  return (
    <>
      {!onlyMenu && (
        <>
          {can('answer') && (
            <Button
              className={clsx('mr-1', onlyUnderPointer)}
              aria-expanded={open ?? false}
              onClick={() => run('answer', session)}
              shortcut={cursor ? keyWords('r') : undefined}
            >
              {open ? 'Close' : 'Answer'}
            </Button>
          )}
          {word === 'needs' && !can('answer') && can('resume') && (
            <Button className={clsx('mr-1', onlyUnderPointer)} onClick={() => run('resume', session)}>
              Try again
            </Button>
          )}
          {(word === 'ready' || word === 'failed') && (
            <Button className={clsx('mr-1', onlyUnderPointer)} onClick={review}>
              Review
            </Button>
          )}
          {can('archive') && (
            <IconButton
              name={`Archive ${session.title}`}
              className={onlyUnderPointer}
              onClick={() => run('archive', session)}
            >
              <Archive size={15} aria-hidden />
            </IconButton>
          )}
        </>
      )}
      <IconButton
        name={`Actions for ${session.title}`}
        aria-haspopup="menu"
        aria-expanded={menuOpen}
        data-popup-open={menuOpen ? '' : undefined}
        onClick={(event) => onMenu(event.currentTarget)}
      >
        <Ellipsis size={16} aria-hidden />
      </IconButton>
    </>
  );
}

/** All that can be done with a row now. */
export function RowMenu(props: {
  session: Session;
  anchor: HTMLElement;
  cursor: boolean;
  run: (name: Action['name'], session: Session) => void;
  /** Where a row has no box of its own. */
  onPick?: (() => void) | undefined;
  onClose: () => void;
}) {
  const { session, cursor, run, onPick } = props;
  const pick = { id: 'pick', label: 'Select', icon: <SquareCheck size={15} aria-hidden /> };
  return (
    <MenuAt
      name={`Actions for ${session.title}`}
      anchor={props.anchor}
      onClose={props.onClose}
      items={[
        ...(onPick ? [{ ...pick, run: onPick }] : []),
        ...actionsOf(session).map((action) => ({
          id: action.name,
          label: action.label,
          icon: action.icon,
          ...(action.bad && { bad: true }),
          shortcut: cursor && action.shortcut ? keyWords(action.shortcut) : undefined,
          run: () => run(action.name, session),
        })),
      ]}
    />
  );
}
