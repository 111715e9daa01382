import { clsx } from 'clsx';
import { ChevronRight, CircleCheck, Hand, OctagonX } from 'lucide-react';
import { useState } from 'react';
import type { InputRequest, Session } from '../../api/client';
import { Button } from '../../kit/Button';
import { Clock } from '../../kit/figures';
import { Prose } from '../../kit/Prose';
import { plainLine } from '../../kit/plain';
import { Told, told } from '../../kit/Told';
import { RequestCard } from '../../request/RequestCard';
import type { Item } from './entries';
import { outcomeWords } from './requests';
import { type Opened, RunRow, ToolRow } from './ToolRow';

/** One piece of the transcript. Whatever is in it was written by an agent: it is shown as text. */
export function Entry({
  item,
  session,
  request,
  opened,
}: {
  item: Item;
  session: Session;
  request: InputRequest | undefined;
  opened: Opened;
}) {
  switch (item.kind) {
    case 'prompt':
      return <Prompt turn={item.turn} text={item.text} at={item.at} seq={item.seq} />;
    case 'message':
      return (
        <div className="group relative py-2">
          <Prose text={item.text} className="prose max-w-[76ch] wrap-anywhere" />
          <a
            href={`#e${item.seq}`}
            // Beside the column where there is room for it, else on its first line.
            className="absolute top-2 left-full ml-1 text-12 text-subtle opacity-0 group-hover:opacity-100 focus:opacity-100 max-sm:hidden @max-[800px]:right-0 @max-[800px]:left-auto @max-[800px]:bg-raised @max-[800px]:pl-1"
          >
            <Clock time={item.at} />
          </a>
        </div>
      );
    case 'thinking':
      return <Folded name="Thought" text={item.text} id={`think ${item.seq}`} opened={opened} />;
    case 'plan':
      return <Folded name="Plan" text={item.text} id={`plan ${item.seq}`} opened={opened} />;
    case 'tool':
      return <ToolRow tool={item.tool} opened={opened} />;
    case 'run':
      return <RunRow tools={item.tools} seq={item.seq} opened={opened} />;
    case 'request':
      return request?.status === 'open' ? (
        <div className="py-2">
          <RequestCard request={request} session={session} />
        </div>
      ) : (
        <Past
          text={item.request === 'approval' ? firstLine(item.text) : plainLine(item.text)}
          request={request}
        />
      );
    case 'error':
      return (
        <div
          role="alert"
          className="my-2 flex gap-2 rounded-lg border border-fail-line bg-fail-soft px-3 py-2 text-fg"
        >
          <OctagonX size={16} className="mt-0.5 shrink-0 text-fail" aria-hidden />
          <p className="min-w-0 wrap-anywhere whitespace-pre-wrap">{told(item.text)}</p>
        </div>
      );
    case 'note':
      return (
        <p className="flex h-7 items-center gap-2 text-12 text-subtle">
          <Told text={item.text} className="min-w-0 truncate" />
          <Clock time={item.at} className="ml-auto" />
        </p>
      );
  }
}

const LONG = 600;

function Prompt({ turn, text, at, seq }: { turn: number; text: string; at: string; seq: number }) {
  const [all, setAll] = useState(false);
  const long = text.length > LONG || text.split('\n').length > 8;
  return (
    <div className="pt-3 pb-2">
      <div className="flex min-h-9 items-baseline gap-3 rounded-md bg-selected px-3 py-1.5 text-14">
        <span className="num shrink-0 text-12 font-medium text-accent">Turn {turn}</span>
        <div className="min-w-0 flex-1">
          <p className={clsx('wrap-anywhere whitespace-pre-wrap', long && !all && 'line-clamp-6')}>
            {told(text)}
          </p>
          {long && (
            <Button look="ghost" className="-ml-2.5 text-12" onClick={() => setAll(!all)}>
              {all ? 'Show less' : 'Show all'}
            </Button>
          )}
        </div>
        <a href={`#e${seq}`} className="shrink-0 text-12 text-subtle hover:text-fg">
          <Clock time={at} />
        </a>
      </div>
    </div>
  );
}

function Folded({ name, text, id, opened }: { name: string; text: string; id: string; opened: Opened }) {
  const open = opened.isOpen(id, false);
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => opened.toggle(id, false)}
        className="-mx-2 flex h-7 w-[calc(100%+16px)] items-center gap-2 rounded-md px-2 text-left text-12 text-subtle hover:bg-hover max-sm:h-11"
      >
        <ChevronRight size={14} className={clsx('shrink-0', open && 'rotate-90')} aria-hidden />
        <span className="shrink-0">{name}</span>
        {!open && <Told text={plainLine(text)} className="min-w-0 truncate" />}
      </button>
      {open && <Prose text={text} className="prose max-w-[76ch] py-1 pl-6 text-muted wrap-anywhere" />}
    </div>
  );
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** A request that waits no more. */
function Past({ text, request }: { text: string; request: InputRequest | undefined }) {
  const denied = request?.answer?.decision === 'deny';
  const Icon = request?.status === 'answered' && !denied ? CircleCheck : Hand;
  return (
    <p className="flex h-7 items-center gap-2 text-12">
      <Icon size={14} className="shrink-0 text-subtle" aria-hidden />
      <Told
        text={request ? outcomeWords(request) : 'Asked'}
        className="max-w-[60%] shrink-0 truncate text-muted"
      />
      <Told
        text={text}
        className={clsx('min-w-0 truncate text-subtle', request?.kind === 'approval' && 'code')}
      />
      {request?.answered_at && (
        <Clock time={request.answered_at} className="ml-auto shrink-0 pl-3 text-subtle" />
      )}
    </p>
  );
}
