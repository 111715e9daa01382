import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  Activity,
  FolderGit2,
  Gauge,
  Inbox,
  List,
  MessageSquareText,
  Monitor,
  Moon,
  Plus,
  Sun,
  Trash2,
} from 'lucide-react';
import { type ReactNode, useDeferredValue } from 'react';
import type { Session } from '../api/client';
import { projectsQuery, sessionsQuery } from '../api/queries';
import { Ago } from '../kit/figures';
import { Told } from '../kit/Told';
import { actionsOf, useAct } from '../session/actions';
import { useExtras } from '../session/extras';
import { useFocusedId } from '../session/focus';
import { StateIcon } from '../session/StateIcon';
import { LEAST_LETTERS, saidQuery } from '../session/said';
import { groupOf, groups, shortBranch, wordOf } from '../session/word';
import { chooseTheme } from '../theme';
import { bestFirst, recentFirst, recentIds } from './recent';

export interface Entry {
  id: string;
  label: string;
  /** What else it is found by. */
  also?: string | undefined;
  /** Small, at the right. */
  end?: ReactNode;
  icon: ReactNode;
  shortcut?: string | undefined;
  /** Where it leads, for another tab. */
  href?: string;
  run: () => void;
}

/** Entries under one small heading. */
export interface EntryGroup {
  name: string;
  items: Entry[];
}

export const icon = { size: 15, className: 'text-subtle shrink-0', 'aria-hidden': true } as const;
const MOST_SESSIONS = 8;
const MOST_SAID = 6;
const MOST_RECENT = 5;

/** What the text finds, in groups; without one what was gone to last, and what waits. */
export function useEntries(text: string): EntryGroup[] {
  const actions = useActions();
  const places = usePlaces();
  const sessions = useSessions();
  const said = useSaid(text);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (entry: Entry): boolean => {
    const all = `${entry.label} ${entry.also ?? ''}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const recent = recentIds();
  const lately = text ? [] : recentFirst([...sessions, ...places], recent).slice(0, MOST_RECENT);
  const recents = lately.filter((entry) => recent.includes(entry.id));
  const left = (entry: Entry): boolean => fits(entry) && !recents.includes(entry);
  const found = recentFirst(bestFirst(sessions.filter(left), words[0]), recent).slice(0, MOST_SESSIONS);
  const known = new Set([...found, ...recents].map((entry) => entry.id));
  return [
    { name: 'This session', items: actions.filter(fits) },
    { name: 'Recent', items: recents },
    { name: 'Sessions', items: found },
    { name: 'Transcripts', items: said.filter((entry) => !known.has(entry.id)).slice(0, MOST_SAID) },
    { name: 'Go and do', items: recentFirst(bestFirst(places.filter(left), words[0]), recent) },
  ].filter((group) => group.items.length > 0);
}

const rank = new Map(groups.map((group, at) => [group.key, at]));
const byAttention = (a: Session, b: Session): number =>
  (rank.get(groupOf(a)) ?? 0) - (rank.get(groupOf(b)) ?? 0);

function useSessions(): Entry[] {
  const navigate = useNavigate();
  const { data: sessions = [] } = useQuery(sessionsQuery);
  return sessions.toSorted(byAttention).map((session) => ({
    id: `session ${session.id}`,
    label: session.title,
    also: [
      session.project_slug,
      session.branch && shortBranch(session.branch),
      session.id,
      session.agent,
    ].join(' '),
    icon: <StateIcon word={wordOf(session)} />,
    end: (
      <>
        <span className="max-w-32 truncate max-sm:hidden">{session.project_slug}</span>
        <Ago time={session.state_since} className="w-8 text-right" />
      </>
    ),
    href: `/sessions/${session.id}`,
    run: () => void navigate({ to: '/sessions/$id', params: { id: session.id } }),
  }));
}

/** Sessions in whose prompts and transcripts it stands. */
function useSaid(text: string): Entry[] {
  const navigate = useNavigate();
  const q = useDeferredValue(text);
  const { data = [] } = useQuery({ ...saidQuery(q), enabled: q.length >= LEAST_LETTERS });
  if (q.length < LEAST_LETTERS) return [];
  return data.map((session) => ({
    id: `session ${session.id}`,
    label: session.match?.snippet || session.title,
    icon: <MessageSquareText {...icon} />,
    end: <Told text={session.title} className="max-w-56 truncate max-sm:max-w-28" />,
    href: `/sessions/${session.id}`,
    run: () =>
      void navigate({
        to: '/sessions/$id',
        params: { id: session.id },
        search: session.match?.turn ? { turn: session.match.turn } : {},
      }),
  }));
}

const pages = [
  { to: '/', name: 'Dashboard', Icon: Gauge, shortcut: 'g d' },
  { to: '/inbox', name: 'Inbox', Icon: Inbox, shortcut: 'g i' },
  { to: '/sessions', name: 'Sessions', Icon: List, shortcut: 'g s' },
  { to: '/projects', name: 'Projects', Icon: FolderGit2, shortcut: 'g p' },
  { to: '/events', name: 'Events', Icon: Activity, shortcut: 'g e' },
  { to: '/trash', name: 'Trash', Icon: Trash2, shortcut: 'g t' },
] as const;

const themes = [
  { theme: 'light', label: 'Light theme', Icon: Sun },
  { theme: 'dark', label: 'Dark theme', Icon: Moon },
  { theme: 'system', label: 'Theme of the system', Icon: Monitor },
] as const;

function usePlaces(): Entry[] {
  const navigate = useNavigate();
  const { data: projects = [] } = useQuery(projectsQuery);
  return [
    {
      id: '/new',
      label: 'New session',
      also: 'start create',
      icon: <Plus {...icon} />,
      shortcut: 'c',
      href: '/new',
      run: () => void navigate({ to: '/new' }),
    },
    ...pages.map(({ to, name, Icon, shortcut }) => ({
      id: to,
      label: name,
      also: 'go to',
      icon: <Icon {...icon} />,
      shortcut,
      href: to,
      run: () => void navigate({ to }),
    })),
    ...projects.map((project) => ({
      id: `project ${project.id}`,
      label: project.slug,
      also: `project ${project.name} ${project.path}`,
      icon: <FolderGit2 {...icon} />,
      end: <span className="code max-w-64 truncate max-sm:hidden">{project.path}</span>,
      href: `/projects/${project.slug}`,
      run: () => void navigate({ to: '/projects/$id', params: { id: project.slug } }),
    })),
    ...themes.map(({ theme, label, Icon }) => ({
      id: `theme ${theme}`,
      label,
      icon: <Icon {...icon} />,
      run: () => chooseTheme(theme),
    })),
  ];
}

/** The session that the person is at. */
export function useFocusedSession(): Session | undefined {
  const id = useFocusedId();
  const { data: sessions = [] } = useQuery(sessionsQuery);
  return sessions.find((one) => one.id === id);
}

/** What the session at hand allows now; nothing that it does not. */
function useActions(): Entry[] {
  const session = useFocusedSession();
  const act = useAct();
  const extras = useExtras();
  const navigate = useNavigate();
  if (!session) return [];
  const actions = actionsOf(session).map((action) => ({
    id: `do ${action.name}`,
    label: action.label,
    icon: action.icon,
    shortcut: action.shortcut,
    run: () => {
      if (action.name === 'answer' || action.name === 'follow_up')
        void navigate({ to: '/sessions/$id', params: { id: session.id } });
      else if (action.name === 'apply' || action.name === 'release' || action.name === 'delete')
        act.ask(action.name, session);
      else void act[action.name](session);
    },
  }));
  return [...actions, ...extras(session).map((extra) => ({ ...extra, id: `do ${extra.id}` }))];
}
