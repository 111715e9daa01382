import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { Ago } from '../../kit/figures';
import { plainLine } from '../../kit/plain';
import { Told } from '../../kit/Told';
import { wasAnsweredHere } from '../../request/answer';
import { BlockedCard } from '../../request/Blocked';
import { kinds, partsOf } from '../../request/parts';
import { RequestCard } from '../../request/RequestCard';
import { nextAfter, type Waiting } from '../../request/waiting';
import { StateIcon } from '../../session/StateIcon';
import { lineOf } from '../../session/word';
import { Head } from './Rows';

/** What waits, oldest first: one of it open to be answered, the others a line each that opens to its card. */
export function Attention({ waiting }: { waiting: Waiting[] }) {
  const [chosen, setChosen] = useState<string>();
  const list = useRef<HTMLElement>(null);
  const at = Math.max(
    0,
    waiting.findIndex((one) => one.id === chosen),
  );
  const current = waiting[at] as Waiting;
  const show = (id: string | undefined): void => {
    setChosen(id);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-card="${id ?? ''}"]`)?.focus(),
    );
  };
  return (
    <section ref={list} aria-label="Needs you">
      <Head
        name="Needs you"
        n={waiting.length}
        end={
          <Link to="/inbox" className="text-subtle hover:text-fg">
            Open the inbox
          </Link>
        }
      />
      <div className="space-y-2">
        <Closed waiting={waiting.slice(0, at)} onOpen={show} />
        <OpenCard
          key={current.id}
          waiting={current}
          onAnswered={() => show(nextAfter(current.id, waiting, wasAnsweredHere))}
        />
        <Closed waiting={waiting.slice(at + 1)} onOpen={show} />
      </div>
    </section>
  );
}

const Closed = ({ waiting, onOpen }: { waiting: Waiting[]; onOpen: (id: string) => void }) =>
  waiting.length > 0 && (
    <ul className="overflow-hidden rounded-lg border [&>li:last-child>*]:border-b-0">
      {waiting.map((one) => (
        <li key={one.id}>
          <ClosedRow waiting={one} onOpen={() => onOpen(one.id)} />
        </li>
      ))}
    </ul>
  );

function OpenCard(props: { waiting: Waiting; onAnswered: () => void }): ReactNode {
  const { request, session } = props.waiting;
  const title = session && (
    <>
      <Link to="/sessions/$id" params={{ id: session.id }} className="font-medium hover:underline">
        <Told text={session.title} />
      </Link>{' '}
      <span className="text-muted">{session.project_slug}</span>
    </>
  );
  if (request)
    return <RequestCard request={request} session={session} title={title} onAnswered={props.onAnswered} />;
  return session && <BlockedCard session={session} title={title} />;
}

/** It has no buttons: nobody approves a command that is cut off. */
function ClosedRow({ waiting, onOpen }: { waiting: Waiting; onOpen: () => void }) {
  const { request, session } = waiting;
  const kind = request ? kinds[request.kind] : 'Blocked';
  return (
    <button
      type="button"
      aria-expanded={false}
      onClick={onOpen}
      className={clsx(
        'grid h-9 w-full grid-cols-[16px_minmax(0,5fr)_minmax(0,5fr)_104px_32px_16px] items-center gap-3 border-b px-3 text-left hover:bg-hover',
        'max-lg:grid-cols-[16px_minmax(0,5fr)_minmax(0,4fr)_32px_16px]',
        'max-sm:h-[58px] max-sm:grid-cols-[16px_minmax(0,1fr)_auto] max-sm:gap-y-0',
      )}
    >
      <StateIcon word="needs" />
      <Told text={session?.title ?? request?.title ?? ''} className="truncate font-medium" />
      <span className="truncate text-12 text-muted max-sm:order-last max-sm:col-start-2">
        <span className="mr-1.5 font-medium text-needs">{kind}</span>
        <Told text={lineOfClosed(waiting)} className={clsx(request?.kind === 'approval' && 'code')} />
      </span>
      <span className="truncate text-12 text-muted max-lg:hidden">{session?.project_slug}</span>
      <Ago time={waiting.since} className="text-right text-12 font-medium" />
      <ChevronRight size={14} className="text-subtle max-sm:hidden" aria-hidden />
    </button>
  );
}

function lineOfClosed({ request, session }: Waiting): string {
  if (!request) return session ? lineOf(session) : '';
  return request.kind === 'approval' ? partsOf(request).command : plainLine(request.title);
}
