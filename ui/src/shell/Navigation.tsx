import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  Activity,
  FolderGit2,
  Gauge,
  Inbox,
  List,
  LoaderCircle,
  LogOut,
  Monitor,
  Moon,
  Plus,
  Search,
  Sun,
  Trash2,
} from 'lucide-react';
import { agentsQuery, configQuery, projectsQuery, sessionsQuery } from '../api/queries';
import { IconButton, Key } from '../kit/Button';
import { Count } from '../kit/figures';
import { logOut } from '../login/token';
import { useWaiting } from '../request/useWaiting';
import { groupOf } from '../session/word';
import { chooseTheme, type Theme, useTheme } from '../theme';
import { keyWords } from './shortcuts';

const ITEM = 'flex h-8 items-center gap-2.5 rounded-md px-2 text-muted hover:bg-hover hover:text-fg';
const HERE = { className: 'bg-hover font-medium !text-fg [&>svg:first-child]:text-accent' };

export const places = [
  { to: '/', name: 'Dashboard', Icon: Gauge },
  { to: '/inbox', name: 'Inbox', Icon: Inbox },
  { to: '/sessions', name: 'Sessions', Icon: List },
  { to: '/projects', name: 'Projects', Icon: FolderGit2 },
  { to: '/events', name: 'Events', Icon: Activity },
  { to: '/trash', name: 'Trash', Icon: Trash2 },
] as const;

/** How many need somebody, work, and are there at all, of each project. */
export function useCounts(): {
  sessions: number;
  of: (project: string) => { needs: number; running: number };
  working: (agent: string) => number;
} {
  const { data = [] } = useQuery(sessionsQuery);
  const needing = data.filter((session) => groupOf(session) === 'needs');
  const running = data.filter((session) => groupOf(session) === 'running');
  return {
    sessions: data.length,
    of: (project) => ({
      needs: needing.filter((session) => session.project_slug === project).length,
      running: running.filter((session) => session.project_slug === project).length,
    }),
    working: (agent) => running.filter((session) => session.agent === agent).length,
  };
}

export function Navigation({ onFind }: { onFind: () => void }) {
  const counts = useCounts();
  const waiting = useWaiting()?.length ?? 0;
  const { data: projects = [] } = useQuery(projectsQuery);
  const countOf = { '/inbox': waiting, '/sessions': counts.sessions, '/projects': projects.length };
  return (
    <nav
      aria-label="Main"
      className="flex w-52 shrink-0 flex-col overflow-y-auto border-r bg-bg p-2 *:shrink-0 max-sm:hidden"
    >
      <div className="mb-2 flex h-7 items-center gap-2 px-2 font-semibold">
        <Mark /> Orchestrator
      </div>
      <button
        type="button"
        onClick={onFind}
        className="mb-3 flex h-8 items-center gap-2 rounded-md border bg-overlay px-2 text-subtle shadow-control hover:text-fg"
      >
        <Search size={14} aria-hidden /> Find or do
        <span className="ml-auto">
          <Key>{keyWords('mod+k')}</Key>
        </span>
      </button>
      {places.map(({ to, name, Icon }) => {
        const n = to in countOf ? countOf[to as keyof typeof countOf] : 0;
        return (
          <Link key={to} to={to} className={ITEM} activeProps={HERE} activeOptions={{ exact: to === '/' }}>
            <Icon size={16} aria-hidden /> {name}
            {n > 0 && (
              <span className="ml-auto">
                <Count n={n} amber={to === '/inbox'} />
              </span>
            )}
          </Link>
        );
      })}
      {projects.length > 0 && <h2 className="mt-5 mb-1 px-2 text-12 font-medium text-subtle">Projects</h2>}
      <div className="min-h-24 flex-initial! overflow-y-auto">
        {projects.map((project) => {
          const { needs, running } = counts.of(project.slug);
          return (
            <Link key={project.id} to="/sessions" search={{ project: project.slug }} className={ITEM}>
              <span className="min-w-0 truncate">{project.slug}</span>
              <span className="num ml-auto flex items-center gap-2 text-11">
                {running > 0 && (
                  <span className="flex items-center gap-1 text-subtle">
                    <LoaderCircle
                      size={11}
                      strokeWidth={2.5}
                      className="text-run"
                      role="img"
                      aria-label="Working"
                    />
                    {running}
                  </span>
                )}
                {needs > 0 && <Count n={needs} amber />}
              </span>
            </Link>
          );
        })}
      </div>
      <Foot working={counts.working} />
    </nav>
  );
}

/** Which agents there are, how many places are taken, and what belongs to this tab. */
function Foot({ working }: { working: (agent: string) => number }) {
  const { data: agents = [] } = useQuery(agentsQuery);
  const { data: config } = useQuery(configQuery);
  const slots = config?.settings.find((entry) => entry.key === 'max_sessions')?.value;
  const taken = agents.reduce((sum, agent) => sum + working(agent.id), 0);
  return (
    <div className="mt-auto border-t pt-2 text-12 text-muted">
      {agents.map((agent) => (
        <div key={agent.id} className="flex h-7 items-center gap-2 px-2">
          <span className="truncate">{agent.name}</span>
          <span className="num ml-auto text-subtle">{agentWords(agent.available, working(agent.id))}</span>
        </div>
      ))}
      <div className="mt-1 flex items-center border-t pt-1.5 pl-2">
        <span className="num text-subtle">{slots ? `${taken} of ${slots} slots` : `${taken} at work`}</span>
        <span className="ml-auto flex">
          <ThemeButton />
          <IconButton name="Log out" onClick={logOut}>
            <LogOut size={15} aria-hidden />
          </IconButton>
        </span>
      </div>
    </div>
  );
}

function agentWords(available: boolean, working: number): string {
  if (!available) return 'not found';
  return working > 0 ? `${working} working` : 'ready';
}

export const themes: Record<Theme, { next: Theme; Icon: typeof Sun; name: string }> = {
  system: { next: 'light', Icon: Monitor, name: 'as the system' },
  light: { next: 'dark', Icon: Sun, name: 'light' },
  dark: { next: 'system', Icon: Moon, name: 'dark' },
};

function ThemeButton() {
  const { next, Icon, name } = themes[useTheme()];
  return (
    <IconButton name={`Theme: ${name}`} onClick={() => chooseTheme(next)}>
      <Icon size={15} aria-hidden />
    </IconButton>
  );
}

const phonePlaces = [
  { to: '/inbox', name: 'Inbox', Icon: Inbox },
  { to: '/sessions', name: 'Sessions', Icon: List },
  { to: '/new', name: 'New', Icon: Plus },
] as const;

/** The three things that one does on the way. */
export function PhoneNavigation() {
  const waiting = useWaiting()?.length ?? 0;
  return (
    <nav aria-label="Places" className="hidden h-14 shrink-0 border-t bg-bg max-sm:flex">
      {phonePlaces.map(({ to, name, Icon }) => (
        <Link
          key={to}
          to={to}
          className="relative flex flex-1 flex-col items-center justify-center gap-0.5 text-11 text-muted"
          activeProps={{ className: 'font-semibold !text-accent' }}
        >
          <Icon size={20} aria-hidden /> {name}
          {to === '/inbox' && waiting > 0 && (
            <span className="absolute top-1.5 left-1/2 ml-2.5">
              <Count n={waiting} amber />
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}

/** Two lines of work that cross and do not collide. */
export const MARK =
  'M2 4h4.500c4.500 0 2 8 7.500 8M2 12h4.500c1.800 0 2.400-1 2.800-2.200M10.200 5.600C10.800 4.600 11.800 4 14 4';

export const Mark = () => (
  <svg
    viewBox="0 0 16 16"
    className="size-4 text-accent"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    aria-hidden
  >
    <path d={MARK} />
  </svg>
);
