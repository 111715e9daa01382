import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FolderGit2, LoaderCircle, Plus, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Project } from '../../api/client';
import { projectsQuery, sessionsQuery } from '../../api/queries';
import { Bar } from '../../kit/Bar';
import { Button } from '../../kit/Button';
import { Count } from '../../kit/figures';
import { SearchField } from '../../kit/SearchField';
import { Empty, Failed, Loading } from '../../kit/states';
import { useShortcuts } from '../../shell/shortcuts';
import { type Counts, countsOf, nobody } from './counts';
import { RegisterDialog } from './RegisterDialog';

/** Every repository that sessions can be in. */
export default function Projects() {
  const { data: projects, error, refetch } = useQuery(projectsQuery);
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const [registering, setRegistering] = useState(false);
  const [text, setText] = useState('');
  useShortcuts([{ keys: 'n', label: 'Register a project', run: () => setRegistering(true) }]);
  const counts = countsOf(sessions);
  const shown = projects
    ?.filter((one) => `${one.slug} ${one.name} ${one.path}`.toLowerCase().includes(text.trim().toLowerCase()))
    .sort((a, b) => a.slug.localeCompare(b.slug));
  const register = (
    <Button onClick={() => setRegistering(true)}>
      <Plus size={14} aria-hidden /> Register
    </Button>
  );
  return (
    <>
      <Bar title="Projects" end={projects?.length ? register : undefined}>
        {projects && projects.length > 0 && (
          <SearchField label="Filter projects" className="ml-auto w-44" value={text} onChange={setText} />
        )}
      </Bar>
      {error && <Failed fault={error} onRetry={() => void refetch()} />}
      {!projects && !error && <Loading />}
      {projects?.length === 0 && (
        <Empty
          title="No projects yet"
          action={
            <Button look="primary" onClick={() => setRegistering(true)}>
              <Plus size={14} aria-hidden /> Register a project
            </Button>
          }
          command="orch projects add ."
        >
          A project is a git repository of this machine; each session works in a worktree of one.
        </Empty>
      )}
      {shown?.length === 0 && projects && projects.length > 0 && (
        <Empty
          title={`No project matches “${text}”`}
          action={<Button onClick={() => setText('')}>Clear</Button>}
        />
      )}
      {shown && shown.length > 0 && (
        <section className="list min-h-0 flex-1 overflow-auto" aria-label="Projects" tabIndex={0}>
          <ul>
            {shown.map((project) => (
              <Row key={project.id} project={project} counts={counts.get(project.slug) ?? nobody} />
            ))}
          </ul>
        </section>
      )}
      {registering && <RegisterDialog onClose={() => setRegistering(false)} />}
    </>
  );
}

function Row({ project, counts }: { project: Project; counts: Counts }) {
  const { needs, running, all } = counts;
  return (
    <li className="relative flex h-9 items-center gap-3 border-b px-4 hover:bg-hover has-focus-visible:bg-selected max-sm:h-[58px]">
      <FolderGit2 size={16} className="shrink-0 text-subtle" aria-hidden />
      <span className="flex min-w-0 flex-1 items-baseline gap-3 max-sm:flex-col max-sm:items-stretch max-sm:gap-0">
        <Link
          to="/projects/$id"
          params={{ id: project.slug }}
          className="shrink-0 truncate font-medium after:absolute after:inset-0"
        >
          <bdi>{project.slug}</bdi>
        </Link>
        {project.name !== project.slug && (
          <bdi className="truncate text-12 text-muted max-sm:hidden">{project.name}</bdi>
        )}
        <bdi className="code truncate text-subtle">{project.path}</bdi>
      </span>
      {!project.available && (
        <span className="flex shrink-0 items-center gap-1 text-12 font-medium text-fail">
          <TriangleAlert size={14} aria-hidden /> Not found
        </span>
      )}
      {project.default_branch && (
        <span className="code w-24 shrink-0 truncate text-muted max-md:hidden">{project.default_branch}</span>
      )}
      <span className="num flex w-20 shrink-0 items-center justify-end gap-2 text-12 text-subtle">
        {running > 0 && (
          <span className="flex items-center gap-1">
            <LoaderCircle size={12} strokeWidth={2.5} className="text-run" role="img" aria-label="Working" />
            {running}
          </span>
        )}
        {needs > 0 && <Count n={needs} amber />}
      </span>
      <span className="num w-24 shrink-0 text-right text-12 text-subtle max-sm:hidden">
        {all} {all === 1 ? 'session' : 'sessions'}
      </span>
    </li>
  );
}
