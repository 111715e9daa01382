import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileDiff, FileText, ListChecks, MessageSquareText, ScrollText } from 'lucide-react';
import { useEffect } from 'react';
import { type Artifact, answered, api, type Project } from '../../api/client';
import { sessionsQuery } from '../../api/queries';
import { Button } from '../../kit/Button';
import { Ago, bytes } from '../../kit/figures';
import { Empty, Failed, Loading } from '../../kit/states';
import { useLive } from '../../live/Live';

const PAGE = 100;
const icons = {
  plan: ListChecks,
  diff: FileDiff,
  transcript: MessageSquareText,
  summary: FileText,
  report: ScrollText,
} as const;

/** What sessions of a project left, the newest first. */
export function Artifacts({ project }: { project: Project }) {
  const cache = useQueryClient();
  const { news } = useLive();
  const { data: sessions = [] } = useQuery(sessionsQuery);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: ['artifacts', project.id],
      initialPageParam: '',
      queryFn: ({ pageParam, signal }) =>
        answered(
          api.GET('/api/v1/artifacts', {
            params: {
              query: { project: project.id, limit: PAGE, ...(pageParam && { cursor: pageParam }) },
            },
            signal,
          }),
        ),
      getNextPageParam: (page) => page.next_cursor ?? undefined,
    });
  useEffect(
    () =>
      news.subscribe((events) => {
        if (events.some((one) => one.type === 'artifact.created' && one.project_id === project.id))
          void cache.invalidateQueries({ queryKey: ['artifacts', project.id] });
      }),
    [news, cache, project.id],
  );
  const titles = new Map(sessions.map((session) => [session.id, session.title]));
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="list min-h-0 flex-1 overflow-auto" aria-label="Artifacts" tabIndex={0}>
      {error && <Failed fault={error} onRetry={() => void refetch()} />}
      {isPending && <Loading />}
      {data && items.length === 0 && (
        <Empty title="No artifacts yet">Each turn leaves its diff, a summary and its transcript.</Empty>
      )}
      <ul>
        {items.map((artifact) => (
          <Line key={artifact.id} artifact={artifact} title={titles.get(artifact.session_id)} />
        ))}
      </ul>
      {hasNextPage && (
        <p className="p-3 text-center">
          <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older ones
          </Button>
        </p>
      )}
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
