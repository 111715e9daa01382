import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { InputRequest, Session } from '../../api/client';
import { IconButton, Key } from '../../kit/Button';
import { Delta, dollars } from '../../kit/figures';
import { Prose } from '../../kit/Prose';
import { Failed, Loading } from '../../kit/states';
import { Told, told } from '../../kit/Told';
import { RequestCard } from '../../request/RequestCard';
import { StateIcon } from '../../session/StateIcon';
import { shortBranch, wordOf } from '../../session/word';
import { besides, type Output, useLastOutput } from './lastOutput';
import { MessageField } from './MessageField';
import { leave } from './useCursor';

/** What a session asks and said last, beside the list. */
export function Peek({
  session,
  requests,
  onClose,
}: {
  session: Session;
  requests: readonly InputRequest[];
  onClose: () => void;
}) {
  const open = requests.filter((request) => request.session_id === session.id);
  return (
    <aside
      aria-label={told(`Peek: ${session.title}`)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
      className="flex w-[440px] shrink-0 flex-col border-l bg-raised max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 max-lg:max-w-full max-lg:shadow-dialog max-sm:w-full max-sm:border-l-0"
    >
      <Head session={session} onClose={onClose} />
      <LastOutput key={session.id} session={session} open={open} />
      <footer className="border-t p-3">
        {session.actions.includes('follow_up') && <MessageField session={session} open={open} />}
        <p className="mt-1.5 flex gap-3 text-12 text-subtle max-sm:hidden">
          <span>
            <Key>J K</Key> move
          </span>
          <span>
            <Key>Enter</Key> open
          </span>
          <span>
            <Key>Esc</Key> close
          </span>
        </p>
      </footer>
    </aside>
  );
}

function Head({ session, onClose }: { session: Session; onClose: () => void }) {
  return (
    <header className="border-b px-4 py-3">
      <div className="flex items-start gap-2">
        <span className="mt-0.5">
          <StateIcon word={wordOf(session)} />
        </span>
        <h2 className="min-w-0 flex-1 font-semibold wrap-anywhere">
          <Link
            to="/sessions/$id"
            params={{ id: session.id }}
            onClick={() => leave(session.id)}
            className="hover:underline max-sm:inline-block max-sm:py-2"
          >
            <Told text={session.title} />
          </Link>
        </h2>
        <IconButton name="Close peek" className="-mt-1 max-sm:-mt-3" onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 pl-6 text-12 text-muted">
        {session.project_slug}
        {session.branch && (
          <span className="text-subtle wrap-anywhere">{told(shortBranch(session.branch))}</span>
        )}
        <Delta added={session.changes?.added ?? 0} removed={session.changes?.removed ?? 0} />
        <span className="num text-subtle">
          turn {session.turn_count} · {dollars(session.usage.cost_usd)}
        </span>
      </p>
    </header>
  );
}

function LastOutput({ session, open }: { session: Session; open: readonly InputRequest[] }) {
  const { outputs: all, loading, error, retry } = useLastOutput(session.id);
  const outputs = besides(all, open);
  const place = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const newest = outputs.at(-1)?.entry.seq;
  // With nothing asked the end is what one wants to see; it is followed unless the reader has scrolled up.
  // biome-ignore lint/correctness/useExhaustiveDependencies: newest is when it has grown
  useLayoutEffect(() => {
    const at = place.current;
    if (at && atEnd.current && open.length === 0) at.scrollTop = at.scrollHeight;
  }, [newest, open.length]);
  // The question comes first, so what led to it is read from the newest down.
  const shown = open.length ? outputs.toReversed() : outputs;
  return (
    <section
      ref={place}
      aria-label="Last output"
      tabIndex={0}
      onScroll={({ currentTarget: at }) => {
        atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < 40;
      }}
      className="min-h-0 flex-1 space-y-2 overflow-y-auto p-4"
    >
      {open.map((request) => (
        <RequestCard key={request.id} request={request} session={session} />
      ))}
      {open.length > 0 && outputs.length > 0 && (
        <h3 className="pt-1 text-12 font-medium text-subtle">Before that</h3>
      )}
      {error && <Failed fault={error} onRetry={retry} />}
      {loading && <Loading rows={5} height={28} />}
      {!loading && outputs.length === 0 && !error && <p className="text-muted">Nothing was said yet.</p>}
      {shown.map((output) => (
        <OutputLine key={output.entry.seq} output={output} />
      ))}
      {session.state === 'failed' && session.last_line && (
        <p className="text-12 text-fail">{told(session.last_line)}</p>
      )}
    </section>
  );
}

/** The last words of a path, which tell it from its like. */
const tailOf = (path: string): string => (path.startsWith('/') ? path.split('/').slice(-2).join('/') : path);

/** Tools whose name says less than what they do. */
const verbs: Record<string, string> = {
  AskUserQuestion: 'Asked',
  TodoWrite: 'Todo',
};

function OutputLine({ output }: { output: Output }) {
  const { entry, failed, denied, seconds } = output;
  if (entry.role === 'user')
    return (
      <p className="rounded-md bg-selected px-3 py-2 whitespace-pre-wrap wrap-anywhere">
        <Told text={entry.text.length > 400 ? `${entry.text.slice(0, 400)}…` : entry.text} />
      </p>
    );
  if (entry.tool)
    return (
      <p className="flex h-7 items-center gap-2 text-12">
        <span className="w-14 shrink-0 truncate text-subtle">
          {verbs[entry.tool.name ?? ''] ?? told(entry.tool.name ?? '')}
        </span>
        <span className="code truncate" title={told(entry.text)}>
          {told(tailOf(entry.text))}
        </span>
        <span className={clsx('num ml-auto shrink-0', failed ? 'font-medium text-fail' : 'text-subtle')}>
          {denied && 'denied'}
          {failed && 'failed '}
          {!denied && seconds !== undefined && `${seconds.toFixed(1)} s`}
        </span>
      </p>
    );
  return <Prose text={entry.text} className={clsx('prose !text-13 !leading-5', failed && 'text-fail')} />;
}
