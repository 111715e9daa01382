import {
  Archive,
  ArchiveRestore,
  CirclePlay,
  GitMerge,
  MessageSquare,
  Reply,
  Square,
  Trash2,
  Unplug,
} from 'lucide-react';
import { createContext, type ReactNode, use, useState } from 'react';
import { answered, api, type Session } from '../api/client';
import { useTell } from '../kit/Toasts';
import { useLive } from '../live/Live';
import { useShortcuts } from '../shell/shortcuts';

type Name = Session['actions'][number];

/** Something that can be done with a session now. */
export interface Action {
  name: Name;
  label: string;
  icon: ReactNode;
  shortcut?: string;
  /** Takes something away: red, and set apart. */
  bad?: boolean;
}

const size = { size: 15, 'aria-hidden': true } as const;

/** Every action of the lifecycle; a session says which of them it allows. */
const all: Record<Name, Omit<Action, 'name'>> = {
  answer: { label: 'Answer', icon: <Reply {...size} />, shortcut: 'r' },
  follow_up: { label: 'Message', icon: <MessageSquare {...size} />, shortcut: 'm' },
  resume: { label: 'Resume', icon: <CirclePlay {...size} />, shortcut: 'shift+r' },
  stop: { label: 'Stop', icon: <Square {...size} />, shortcut: 's' },
  apply: { label: 'Apply to the checkout…', icon: <GitMerge {...size} />, shortcut: 'a' },
  archive: { label: 'Archive', icon: <Archive {...size} />, shortcut: 'e' },
  unarchive: { label: 'Unarchive', icon: <ArchiveRestore {...size} />, shortcut: 'e' },
  release: { label: 'Release the worktree…', icon: <Unplug {...size} /> },
  delete: { label: 'Delete…', icon: <Trash2 {...size} />, bad: true },
};

/** What this session allows now, in the daemon's order. */
export const actionsOf = (session: Session): Action[] =>
  session.actions.map((name) => ({ name, ...all[name] }));

/** The keys of all actions, for where it is not yet said of which session. */
export const actionKeys = Object.values(all).flatMap(({ label, shortcut }) =>
  shortcut ? [{ keys: shortcut, label }] : [],
);

/** An action that shows what it would do before it does it; an archive, where it releases the worktree too. */
export type Asking = 'apply' | 'release' | 'archive' | 'delete';

const AskContext = createContext<((what: Asking, session: Session) => void) | null>(null);

/** Lets all that is in it open the dialog of an action that shows first what it would do. */
export function AskProvider({
  children,
  dialog,
}: {
  children: ReactNode;
  /** Shows what would happen; `close` when it has, or is not wanted. */
  dialog: (what: Asking, session: Session, close: () => void) => ReactNode;
}) {
  const [asked, setAsked] = useState<{ what: Asking; session: Session }>();
  return (
    <AskContext value={(what, session) => setAsked({ what, session })}>
      {children}
      {asked && dialog(asked.what, asked.session, () => setAsked(undefined))}
    </AskContext>
  );
}

export interface Act {
  stop: (session: Session) => Promise<void>;
  resume: (session: Session) => Promise<void>;
  archive: (session: Session) => Promise<void>;
  unarchive: (session: Session) => Promise<void>;
  /** Takes back all that was applied of it. */
  undoApply: (session: Session) => Promise<void>;
  /** Opens the dialog of what asks first. */
  ask: (what: Asking, session: Session) => void;
}

/** Does it, shows it in all lists at once, and says what happened; a refusal is said in the daemon's words. */
export function useAct(): Act {
  const { news } = useLive();
  const tell = useTell();
  const ask = use(AskContext);
  const quoted = (session: Session): string =>
    session.title.length > 40 ? `${session.title.slice(0, 40)}…` : session.title;

  const done = async (asking: Promise<Session>, what?: string, undo?: () => void): Promise<void> => {
    try {
      news.put(await asking);
      if (what) tell.done(what, undo);
    } catch (fault) {
      tell.refused(fault);
    }
  };
  const path = (session: Session) => ({ params: { path: { id: session.id } } });
  const act: Act = {
    stop: (session) => done(answered(api.POST('/api/v1/sessions/{id}/stop', { ...path(session), body: {} }))),
    resume: (session) =>
      done(
        answered(api.POST('/api/v1/sessions/{id}/resume', { ...path(session), body: {} })),
        `Resumed ${quoted(session)}`,
      ),
    archive: (session) =>
      done(
        answered(api.POST('/api/v1/sessions/{id}/archive', { ...path(session), body: {} })),
        `Archived ${quoted(session)}`,
        () => void act.unarchive(session),
      ),
    unarchive: (session) =>
      done(
        answered(api.POST('/api/v1/sessions/{id}/unarchive', { ...path(session), body: {} })),
        `${quoted(session)} is back`,
      ),
    undoApply: (session) =>
      done(answered(api.DELETE('/api/v1/sessions/{id}/apply', path(session))), 'The checkout is as it was'),
    ask: (what, session) => ask?.(what, session),
  };
  return act;
}

/** While the caller is shown, the keys of what this session allows do it; `answer` has its keys on its own card. */
export function useSessionKeys(session: Session, run: (name: Name) => void): void {
  useShortcuts(
    actionsOf(session).flatMap(({ name, label, shortcut }) =>
      shortcut ? [{ keys: shortcut, label: label.replace('…', ''), run: () => run(name) }] : [],
    ),
  );
}
