import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileDiff, FileText, ListChecks, MessageSquareText, ScrollText } from 'lucide-react';
import { type Artifact, answered, api, type Project } from '../../api/client';
import { sessionsQuery } from '../../api/queries';
import { Ago, bytes } from '../../kit/figures';
import { ShowOlder } from '../../kit/ShowOlder';
import { Empty, Failed, Loading } from '../../kit/states';
import { usePages } from '../../live/usePages';

const icons = {
  plan: ListChecks,
  diff: FileDiff,
  transcript: MessageSquareText,
  summary: FileText,
  report: ScrollText,
} as const;

/** What sessions of a project left, the newest first. */
export function Artifacts({ project }: { project: Project }) {
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const list = usePages<Artifact>(
    ['artifacts', project.id],
    (query, signal) =>
      answered(
        api.GET('/api/v1/artifacts', { params: { query: { ...query, project: project.id } }, signal }),
      ),
    ({ type, project_id }) => type === 'artifact.created' && project_id === project.id,
  );
  const { items, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = list;
  const titles = new Map(sessions.map((session) => [session.id, session.title]));
  return (
    <section className="list min-h-0 flex-1 overflow-auto" aria-label="Artifacts" tabIndex={0}>
      {error && <Failed fault={error} onRetry={() => void refetch()} />}
      {isPending && <Loading />}
      {items?.length === 0 && (
        <Empty title="No artifacts yet">Each turn leaves its diff, a summary and its transcript.</Empty>
      )}
      <ul>
        {items?.map((artifact) => (
          <Line key={artifact.id} artifact={artifact} title={titles.get(artifact.session_id)} />
        ))}
      </ul>
      {hasNextPage && <ShowOlder busy={isFetchingNextPage} onClick={() => void fetchNextPage()} />}
    </section>
  );
}

function Line({ artifact, title }: { artifact: Artifact; title: string | undefined }) {
  const Icon = icons[artifact.kind];
  return (
    <li className="relative grid h-9 grid-cols-[16px_minmax(0,2fr)_minmax(0,3fr)_48px_64px_32px] items-center gap-3 border-b px-4 text-12 hover:bg-hover max-sm:h-[58px] max-sm:grid-cols-[16px_minmax(0,1fr)_64px_32px]">
      <Icon size={15} className="text-subtle" role="img" aria-label={artifact.kind} />
      <Link
        to="/sessions/$id"
        params={{ id: artifact.session_id }}
        search={{ tab: 'artifacts' }}
        className="code truncate after:absolute after:inset-0"
      >
        <bdi>{artifact.name}</bdi>
      </Link>
      <bdi className="truncate text-muted max-sm:hidden">{title ?? artifact.session_id}</bdi>
      <span className="num text-subtle max-sm:hidden">turn {artifact.turn}</span>
      <span className="num text-right text-subtle">{bytes(artifact.size_bytes)}</span>
      <Ago time={artifact.created_at} className="text-right text-subtle" />
    </li>
  );
}
