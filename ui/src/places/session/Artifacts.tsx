import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Download, FileDiff, FileText, ListChecks, MessagesSquare, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { type Artifact, answered, api, type Session } from '../../api/client';
import { keys } from '../../api/queries';
import { Button, IconButton } from '../../kit/Button';
import { Ago, bytes } from '../../kit/figures';
import { Prose } from '../../kit/Prose';
import { Empty, Failed, Loading } from '../../kit/states';
import { useTell } from '../../kit/Toasts';
import { download } from '../../session/download';
import { useSaveAll } from '../../session/extras';
import { useSessionAddress } from './address';
import { artifactsQuery } from './read';

const icons = {
  plan: ListChecks,
  diff: FileDiff,
  transcript: MessagesSquare,
  summary: ScrollText,
  report: FileText,
} as const;

/** More than this is downloaded, not shown. */
const PREVIEW = 512 * 1024;

/** What its turns have left behind, and one of them beside the list. */
export function Artifacts({ session }: { session: Session }) {
  const { data, error, refetch } = useQuery(artifactsQuery(session.id));
  const { file } = useSessionAddress();
  const navigate = useNavigate();
  if (error) return <Failed fault={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (!data.length)
    return (
      <Empty title="No artifacts yet" action={<SaveAll session={session} />}>
        Plans, reports, diffs and transcripts are kept when a turn ends.
      </Empty>
    );
  const shown = data.find((one) => one.id === file) ?? data[0];
  const choose = (id: string): void =>
    void navigate({
      to: '/sessions/$id',
      params: { id: session.id },
      search: { tab: 'artifacts', file: id },
      replace: true,
    });
  return (
    <div className="flex min-h-0 flex-1 max-lg:flex-col">
      <div className="flex w-80 shrink-0 flex-col border-r max-lg:max-h-60 max-lg:w-full max-lg:border-r-0 max-lg:border-b">
        <p className="num flex h-10 shrink-0 items-center border-b pr-2 pl-4 text-12 text-subtle max-sm:h-12">
          {data.length === 1 ? '1 file' : `${data.length} files`},{' '}
          {bytes(data.reduce((sum, one) => sum + one.size_bytes, 0))}
          <SaveAll session={session} />
        </p>
        <ul aria-label="Artifacts" className="min-h-0 overflow-y-auto">
          {data.map((one) => (
            <Row key={one.id} artifact={one} chosen={one === shown} onChoose={() => choose(one.id)} />
          ))}
        </ul>
      </div>
      {shown && <Preview key={shown.id} artifact={shown} />}
    </div>
  );
}

function Row(props: { artifact: Artifact; chosen: boolean; onChoose: () => void }) {
  const { artifact } = props;
  const Icon = icons[artifact.kind];
  return (
    <li className={clsx('flex items-center border-b pr-2', props.chosen ? 'bg-selected' : 'hover:bg-hover')}>
      <button
        type="button"
        aria-current={props.chosen || undefined}
        onClick={props.onChoose}
        className="flex min-h-12 min-w-0 flex-1 items-center gap-3 px-4 text-left"
      >
        <Icon size={15} className="shrink-0 text-subtle" aria-hidden />
        <span className="min-w-0">
          <bdi className="block truncate">{artifact.name}</bdi>
          <span className="num block truncate text-12 text-subtle">
            {artifact.kind}, turn {artifact.turn}, {bytes(artifact.size_bytes)},{' '}
            <Ago time={artifact.created_at} />
          </span>
        </span>
      </button>
      <Save artifact={artifact} />
    </li>
  );
}

/** One file with all of the session, not its artifacts alone. */
function SaveAll({ session }: { session: Session }) {
  const saveAll = useSaveAll();
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    await saveAll(session);
    setBusy(false);
  };
  return (
    <Button
      className="ml-auto"
      title={`All of this session in one zip file, as orch export ${session.id} saves it`}
      busy={busy}
      disabled={busy}
      onClick={() => void save()}
    >
      <Download size={14} aria-hidden /> Save all
    </Button>
  );
}

function Save({ artifact, words }: { artifact: Artifact; words?: boolean }) {
  const tell = useTell();
  const save = async (): Promise<void> => {
    try {
      const content = await answered(
        api.GET('/api/v1/artifacts/{id}/content', {
          params: { path: { id: artifact.id } },
          parseAs: 'blob',
        }),
      );
      download(content as unknown as Blob, artifact.name);
    } catch (fault) {
      tell.refused(fault);
    }
  };
  if (words)
    return (
      <Button onClick={() => void save()}>
        <Download size={14} aria-hidden /> Download
      </Button>
    );
  return (
    <IconButton name={`Download ${artifact.name}`} onClick={() => void save()}>
      <Download size={14} aria-hidden />
    </IconButton>
  );
}

function Preview({ artifact }: { artifact: Artifact }) {
  const large = artifact.size_bytes > PREVIEW;
  const { data, error, refetch } = useQuery({
    queryKey: keys.ofSession(artifact.session_id, `artifact ${artifact.id}`),
    enabled: !large,
    queryFn: ({ signal }) =>
      answered(
        api.GET('/api/v1/artifacts/{id}/content', {
          params: { path: { id: artifact.id } },
          parseAs: 'text',
          signal,
        }),
      ),
  });
  return (
    <section
      className="min-h-0 min-w-0 flex-1 overflow-auto px-6 py-4 max-sm:px-4"
      aria-label={`Content of ${artifact.name}`}
      tabIndex={0}
    >
      <p className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-12 text-subtle">
        <span className="num">
          From turn {artifact.turn}
          {artifact.model && <>, by {artifact.model}</>}
          {artifact.base_commit && (
            <>
              , on <span className="code">{artifact.base_commit.slice(0, 7)}</span>
            </>
          )}
        </span>
        <span className="code" title={`SHA-256 ${artifact.sha256}`}>
          sha256 {artifact.sha256.slice(0, 12)}
        </span>
        <span className="ml-auto">
          <Save artifact={artifact} words />
        </span>
      </p>
      {large && (
        <Empty title={`${bytes(artifact.size_bytes)} are too much to show here`}>
          Download it to read it.
        </Empty>
      )}
      {error && <Failed fault={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Content artifact={artifact} text={data} />}
      {data === undefined && !large && !error && <Loading rows={5} height={20} />}
    </section>
  );
}

function Content({ artifact, text }: { artifact: Artifact; text: string }) {
  if (!text) return <p className="text-muted">It is empty.</p>;
  if (artifact.media_type === 'text/markdown' && artifact.kind !== 'transcript')
    return <Prose text={text} className="prose max-w-[76ch] wrap-anywhere" />;
  if (artifact.kind !== 'diff') return <pre className="code break-all whitespace-pre-wrap">{text}</pre>;
  return (
    <pre className="code">
      {text.split('\n').map((line, place) => (
        <span key={place} className={clsx('block', tone(line))}>
          {line || ' '}
        </span>
      ))}
    </pre>
  );
}

function tone(line: string): string {
  if (line.startsWith('+++') || line.startsWith('---') || line.startsWith('diff ')) return 'text-muted';
  if (line.startsWith('+')) return 'bg-ins-1';
  if (line.startsWith('-')) return 'bg-del-1';
  return line.startsWith('@@') ? 'text-subtle' : '';
}
