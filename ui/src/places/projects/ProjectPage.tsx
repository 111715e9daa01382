import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Ellipsis, FolderInput, Trash2, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Project } from '../../api/client';
import { projectsQuery, sessionsQuery } from '../../api/queries';
import { Bar } from '../../kit/Bar';
import { Button, IconButton, Key } from '../../kit/Button';
import { Menu } from '../../kit/Menu';
import { Empty, Failed, Loading } from '../../kit/states';
import { TabLinks } from '../../kit/TabLinks';
import { Artifacts } from './Artifacts';
import { MoveDialog, RemoveDialog } from './ProjectDialogs';
import { ProjectSessions } from './ProjectSessions';
import { SettingsForm } from './SettingsForm';

type Tab = 'sessions' | 'artifacts' | 'settings';
const tabOf = (raw: unknown): Tab => (raw === 'artifacts' || raw === 'settings' ? raw : 'sessions');

/** One project: what goes on in it, what it has brought about, and how it is set. */
export default function ProjectPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const tab = tabOf((useSearch({ strict: false }) as { tab?: string }).tab);
  const { data: projects, error, refetch } = useQuery(projectsQuery);
  const project = projects?.find((one) => one.slug === id || one.id === id);
  if (project) return <Known key={project.id} project={project} tab={tab} />;
  return (
    <>
      <Bar title={<bdi>{id}</bdi>} />
      {error && <Failed fault={error} onRetry={() => void refetch()} />}
      {!projects && !error && <Loading />}
      {projects && (
        <Empty
          title="There is no such project"
          action={
            <Link to="/projects" className="text-accent underline underline-offset-2">
              All projects
            </Link>
          }
        />
      )}
    </>
  );
}

function Known({ project, tab }: { project: Project; tab: Tab }) {
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const [asked, setAsked] = useState<'move' | 'remove'>();
  const its = sessions.filter((session) => session.project_id === project.id);
  const close = (): void => setAsked(undefined);
  return (
    <>
      <Bar title={<bdi>{project.slug}</bdi>} end={<End onAsk={setAsked} />}>
        <bdi className="code min-w-0 truncate text-subtle max-sm:hidden">{project.path}</bdi>
        {project.default_branch && (
          <span className="ml-1 shrink-0 text-12 text-muted max-md:hidden">
            default branch <span className="code">{project.default_branch}</span>
          </span>
        )}
      </Bar>
      <TabLinks
        label="Project"
        current={tab}
        tabs={[
          { key: 'sessions', name: 'Sessions', count: its.length },
          { key: 'artifacts', name: 'Artifacts' },
          { key: 'settings', name: 'Settings' },
        ]}
      />
      {!project.available && (
        <div role="alert" className="flex flex-wrap items-center gap-3 border-b bg-fail-soft px-4 py-2">
          <TriangleAlert size={16} className="shrink-0 text-fail" aria-hidden />
          <p className="min-w-0 flex-1 text-12">
            <span className="font-medium text-fail">The repository is not there.</span> Nothing of{' '}
            <span className="code break-all">{project.path}</span> can be read. If it has moved, say where it
            is.
          </p>
          <Button onClick={() => setAsked('move')}>Say where…</Button>
        </div>
      )}
      {project.network_file_system && (
        <p className="border-b bg-needs-soft px-4 py-1.5 text-12 text-needs">
          It lies on a network file system ({project.network_file_system}), where locks and watches may fail.
        </p>
      )}
      {tab === 'sessions' && <ProjectSessions project={project} sessions={its} />}
      {tab === 'artifacts' && <Artifacts project={project} />}
      {tab === 'settings' && <SettingsForm project={project} />}
      {asked === 'move' && <MoveDialog project={project} onClose={close} />}
      {asked === 'remove' && <RemoveDialog project={project} sessions={its.length} onClose={close} />}
    </>
  );
}

const End = ({ onAsk }: { onAsk: (what: 'move' | 'remove') => void }) => (
  <>
    <Link
      to="/new"
      className="inline-flex h-7 items-center gap-1.5 rounded-md border bg-overlay px-2.5 font-medium shadow-control hover:bg-hover max-sm:hidden"
    >
      New session <Key>C</Key>
    </Link>
    <Menu
      name="The project"
      trigger={
        <IconButton name="More of the project">
          <Ellipsis size={16} aria-hidden />
        </IconButton>
      }
      items={[
        {
          id: 'move',
          label: 'It has moved…',
          icon: <FolderInput size={15} aria-hidden />,
          run: () => onAsk('move'),
        },
        {
          id: 'remove',
          label: 'Forget it…',
          icon: <Trash2 size={15} aria-hidden />,
          bad: true,
          run: () => onAsk('remove'),
        },
      ]}
    />
  </>
);
