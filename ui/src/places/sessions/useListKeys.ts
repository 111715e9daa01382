import type { Session } from '../../api/client';
import { type Action, actionKeys, actionsOf } from '../../session/actions';
import { useShortcuts } from '../../shell/shortcuts';
import { type Several, severalOf } from './sums';

/** What keys do with the row under the cursor, told before there is one. */
const onSomeRow: readonly { keys: string; label: string }[] = [
  { keys: 'Enter', label: 'Open the session' },
  { keys: 'Space', label: 'Peek' },
  { keys: 'x', label: 'Pick' },
  { keys: 'shift+x', label: 'Pick all up to here' },
  ...actionKeys,
];

/** The keys of the list; the letters of actions act on the rows picked, else on the one under the cursor. */
export function useListKeys(list: {
  current: Session | undefined;
  picked: readonly Session[];
  waiting: number;
  peeking: boolean;
  move: (rows: number) => void;
  open: (id: string) => void;
  peek: (id: string) => void;
  pick: (id: string, range: boolean) => void;
  back: () => void;
  catchUp: () => void;
  run: (name: Action['name'], session: Session) => void;
  runAll: (name: Several, sessions: readonly Session[]) => void;
}): void {
  const { current, picked } = list;
  const several = severalOf(picked);
  const actions = current ? actionsOf(current).filter((action) => action.shortcut) : [];
  useShortcuts([
    { keys: 'j', label: 'Next session', moves: true, run: () => list.move(1) },
    { keys: 'k', label: 'Session before', moves: true, run: () => list.move(-1) },
    { keys: 'ArrowDown', label: 'Next session', moves: true, run: () => list.move(1) },
    { keys: 'ArrowUp', label: 'Session before', moves: true, run: () => list.move(-1) },
    { keys: 'Escape', label: 'Close what is open, then drop the selection', run: list.back },
    ...(list.waiting > 0 ? [{ keys: 'u', label: 'Show updates', run: list.catchUp }] : []),
    ...(current
      ? [
          { keys: 'Enter', label: 'Open the session', run: () => list.open(current.id) },
          {
            keys: 'Space',
            label: list.peeking ? 'Close the peek' : 'Peek',
            run: () => list.peek(current.id),
          },
          { keys: 'x', label: 'Pick', run: () => list.pick(current.id, false) },
          { keys: 'shift+x', label: 'Pick all up to here', run: () => list.pick(current.id, true) },
        ]
      : onSomeRow),
    ...(picked.length > 0
      ? several.flatMap(({ name, sessions }) => {
          const key = sessions[0] && actionsOf(sessions[0]).find((action) => action.name === name)?.shortcut;
          if (!key) return [];
          return [{ keys: key, label: `${name} ${sessions.length}`, run: () => list.runAll(name, sessions) }];
        })
      : actions.map((action) => ({
          keys: action.shortcut as string,
          label: action.label,
          run: () => current && list.run(action.name, current),
        }))),
  ]);
}
