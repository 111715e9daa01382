import { useQuery } from '@tanstack/react-query';
import { Link, useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { ChevronLeft, Ellipsis } from 'lucide-react';
import type { Session } from '../../api/client';
import { agentsQuery } from '../../api/queries';
import { Bar } from '../../kit/Bar';
import { Button, IconButton } from '../../kit/Button';
import { Count, Delta, dollars } from '../../kit/figures';
import { Menu, type MenuItem } from '../../kit/Menu';
import { told } from '../../kit/Told';
import { type Action, actionsOf } from '../../session/actions';
import { isApplied } from '../../session/applied';
import { useExtras } from '../../session/extras';
import { StateIcon } from '../../session/StateIcon';
import { StopButton } from '../../session/StopButton';
import { shortBranch, wordOf } from '../../session/word';
import { keyWords } from '../../shell/shortcuts';
import { DetailsButton } from './Details';
import { artifactsQuery } from './read';

export const tabs = ['transcript', 'changes', 'log', 'artifacts', 'history'] as const;
export type Tab = (typeof tabs)[number];

export const isTab = (value: unknown): value is Tab => tabs.includes(value as Tab);

/** Back to where one came from, its filters with it; to the list where one came from elsewhere. */
export function useBack(): () => void {
  const router = useRouter();
  const navigate = useNavigate();
  const canGoBack = useCanGoBack();
  return () => {
    if (canGoBack) router.history.back();
    else void navigate({ to: '/sessions' });
  };
}

/** The one thing that it wants from a person now, where that is no card in the transcript. */
const FIRST = ['resume', 'apply', 'archive', 'unarchive'] as const;

export function Head({ session, run }: { session: Session; run: (name: Action['name']) => void }) {
  const back = useBack();
  const actions = actionsOf(session);
  const first = FIRST.find(
    (name) => session.actions.includes(name) && !(name === 'apply' && isApplied(session)),
  );
  const stops = session.actions.includes('stop') || session.stopping !== null;
  return (
    <Bar
      before={
        <IconButton name="Back" onClick={back} className="-ml-1.5">
          <ChevronLeft size={16} aria-hidden />
        </IconButton>
      }
      title={
        <span className="flex items-center gap-2">
          <StateIcon word={wordOf(session)} />
          <bdi className="truncate" title={told(session.title)}>
            {told(session.title)}
          </bdi>
        </span>
      }
      end={
        <>
          {stops && <StopButton session={session} />}
          {!stops && first && <First action={actions.find((one) => one.name === first)} run={run} />}
          <More session={session} run={run} />
        </>
      }
    />
  );
}

const First = ({ action, run }: { action: Action | undefined; run: (name: Action['name']) => void }) =>
  action ? (
    <Button
      look={action.name === 'archive' ? 'outline' : 'primary'}
      title={action.label}
      onClick={() => run(action.name)}
    >
      {action.icon}
      <span className="max-sm:sr-only">{action.label}</span>
    </Button>
  ) : null;

function More({ session, run }: { session: Session; run: (name: Action['name']) => void }) {
  const extras = useExtras();
  const items: MenuItem[] = [
    ...actionsOf(session).map((action) => ({
      id: action.name,
      label: action.label,
      icon: action.icon,
      shortcut: action.shortcut && keyWords(action.shortcut),
      ...(action.bad && { bad: true }),
      run: () => run(action.name),
    })),
    ...extras(session),
  ];
  const bad = items.filter((item) => item.bad);
  return (
    <Menu
      name="More actions"
      items={[...items.filter((item) => !item.bad), ...bad]}
      trigger={
        <IconButton name="More actions">
          <Ellipsis size={16} aria-hidden />
        </IconButton>
      }
    />
  );
}

export function Tabs({ session, at }: { session: Session; at: Tab }) {
  const { data: artifacts = [] } = useQuery(artifactsQuery(session.id));
  return (
    <div className="flex h-9 shrink-0 items-center gap-4 border-b px-4 max-sm:h-11">
      <nav
        aria-label="Session"
        className="flex h-full min-w-0 gap-4 max-sm:-ml-4 max-sm:overflow-x-auto max-sm:pl-4"
      >
        {tabs.map((tab) => (
          <Link
            key={tab}
            to="/sessions/$id"
            params={{ id: session.id }}
            search={tab === 'transcript' ? {} : { tab }}
            replace
            aria-current={tab === at ? 'page' : undefined}
            className={clsx(
              '-mb-px flex shrink-0 items-center gap-1.5 border-b-2',
              tab === at
                ? 'border-accent font-medium text-fg'
                : 'border-transparent text-muted hover:text-fg',
            )}
          >
            {tab.charAt(0).toUpperCase() + tab.slice(1)}
            {tab === 'changes' && (session.changes?.files ?? 0) > 0 && (
              <Delta added={session.changes?.added ?? 0} removed={session.changes?.removed ?? 0} />
            )}
            {tab === 'artifacts' && artifacts.length > 0 && <Count n={artifacts.length} />}
          </Link>
        ))}
      </nav>
      <Facts session={session} />
      <DetailsButton session={session} beside={at !== 'changes'} />
    </div>
  );
}

function Facts({ session }: { session: Session }) {
  const { data: agents = [] } = useQuery(agentsQuery);
  const agent = agents.find((one) => one.id === session.agent)?.name ?? session.agent;
  return (
    <p className="num ml-auto flex min-w-0 items-center gap-3 overflow-hidden text-12 whitespace-nowrap text-muted max-lg:hidden">
      <Link to="/projects/$id" params={{ id: session.project_slug }} className="hover:text-fg">
        {session.project_slug}
      </Link>
      {session.branch && (
        <span className="code truncate max-[1100px]:hidden" title={session.branch}>
          {shortBranch(session.branch)}
        </span>
      )}
      <span>{session.model ? `${agent}, ${session.model}` : agent}</span>
      <span>turn {session.turn_count}</span>
      <span>{dollars(session.usage.cost_usd)}</span>
    </p>
  );
}
