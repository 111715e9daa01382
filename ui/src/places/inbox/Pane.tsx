import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { FocusEvent, KeyboardEvent, ReactNode, Ref } from 'react';
import type { InputRequest, Session } from '../../api/client';
import { agentsQuery } from '../../api/queries';
import { Button, Key } from '../../kit/Button';
import { dollars } from '../../kit/figures';
import { footBar } from '../../kit/footBars';
import { Prose } from '../../kit/Prose';
import { told } from '../../kit/Told';
import { BlockedFacts, TryAgain } from '../../request/Blocked';
import { AnswerBar, kinds, Letter, questionOf, WhatWouldRun } from '../../request/parts';
import { type CardState, useCard } from '../../request/useCard';
import type { Waiting } from '../../request/waiting';
import { shortBranch } from '../../session/word';

/** All of one thing that waits, with its buttons below it, where they do not move. */
export function Pane(props: { waiting: Waiting; onAnswered: () => void; ref: Ref<HTMLElement> }) {
  const { request, session } = props.waiting;
  if (request)
    return <Asked request={request} session={session} onAnswered={props.onAnswered} ref={props.ref} />;
  return (
    session && (
      <Frame
        ref={props.ref}
        name={`Blocked: ${session.title}`}
        session={session}
        title={session.title}
        foot={<TryAgain session={session} />}
      >
        <BlockedFacts session={session} />
      </Frame>
    )
  );
}

function Asked(props: {
  request: InputRequest;
  session: Session | undefined;
  onAnswered: () => void;
  ref: Ref<HTMLElement>;
}) {
  const { request, session } = props;
  const card = useCard(request, props.onAnswered);
  return (
    <Frame
      ref={props.ref}
      name={told(`${kinds[request.kind]}: ${request.title}`)}
      session={session}
      title={session?.title ?? request.title}
      onKey={card.onKey}
      onFocus={card.onFocus}
      foot={request.kind === 'plan_review' ? <PlanBar card={card} /> : <AnswerBar card={card} primary />}
    >
      {request.kind === 'approval' && <WhatWouldRun request={request} session={session} />}
      {request.kind === 'question' && (
        <p className="max-w-[76ch] text-14 whitespace-pre-wrap wrap-anywhere">{questionOf(request)}</p>
      )}
      {request.kind === 'plan_review' && <Prose text={request.detail} />}
    </Frame>
  );
}

/** A plan is approved, or goes back with words on what is to be different. */
function PlanBar({ card }: { card: CardState }) {
  const written = card.text.trim() !== '';
  return (
    <div className="grid max-w-[76ch] gap-2">
      <textarea
        ref={card.area}
        rows={2}
        aria-label="Feedback"
        placeholder="Feedback. Sent back with it, the agent plans again."
        value={card.text}
        onChange={(event) => card.setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.closest<HTMLElement>('[data-card]')?.focus();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) card.sendWords();
        }}
        className="block w-full resize-none rounded-md border border-edge bg-transparent px-3 py-2 text-14"
      />
      <div className="flex items-center gap-2">
        <Button
          look={written ? 'outline' : 'primary'}
          busy={card.busy}
          disabled={card.busy || written}
          title={written ? 'The feedback would be lost: send it back, or delete it' : undefined}
          onClick={() => card.send({ decision: 'allow' })}
        >
          Approve, implement it <Letter onFill={!written}>A</Letter>
        </Button>
        <Button
          look={written ? 'primary' : 'outline'}
          disabled={card.busy}
          onClick={written ? card.sendWords : card.write}
        >
          Send back <Letter onFill={written}>D</Letter>
        </Button>
      </div>
    </div>
  );
}

function Frame(props: {
  name: string;
  title: string;
  session: Session | undefined;
  foot: ReactNode;
  children: ReactNode;
  onKey?: (event: KeyboardEvent<HTMLElement>) => void;
  onFocus?: (event: FocusEvent<HTMLElement>) => void;
  ref: Ref<HTMLElement>;
}) {
  const { session } = props;
  const navigate = useNavigate();
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
    if (event.key === 'Enter' && plain && event.target === event.currentTarget && session)
      void navigate({ to: '/sessions/$id', params: { id: session.id } });
    else props.onKey?.(event);
  };
  return (
    <section
      ref={props.ref}
      tabIndex={0}
      data-card
      aria-label={props.name}
      onKeyDown={onKey}
      onFocus={props.onFocus}
      className="group/card flex min-w-0 flex-1 flex-col"
    >
      <header className="flex items-start gap-3 border-b px-6 py-3">
        <div className="min-w-0">
          <h2 className="text-14 font-semibold wrap-anywhere">
            <bdi>{told(props.title)}</bdi>
          </h2>
          {session && <Of session={session} />}
        </div>
        {session && (
          <Link
            to="/sessions/$id"
            params={{ id: session.id }}
            className="ml-auto inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md border bg-overlay px-2.5 font-medium shadow-control hover:bg-hover"
          >
            Open session <Key>Enter</Key>
          </Link>
        )}
      </header>
      <section className="min-h-0 flex-1 overflow-y-auto px-6 py-5" tabIndex={0} aria-label="What is asked">
        <div className="grid max-w-[860px] grid-cols-[minmax(0,1fr)] gap-3">{props.children}</div>
      </section>
      <footer ref={footBar} className="border-t px-6 py-3">
        {props.foot}
      </footer>
    </section>
  );
}

/** Whose it is, in one line. */
function Of({ session }: { session: Session }) {
  const { data: agents = [] } = useQuery(agentsQuery);
  const name = agents.find((one) => one.id === session.agent)?.name ?? session.agent;
  return (
    <p className="num mt-0.5 flex flex-wrap gap-x-3 text-12 text-muted">
      <span>{session.project_slug}</span>
      {session.branch && <span className="code break-all">{shortBranch(session.branch)}</span>}
      <span>
        {name}
        {session.model && `, ${session.model}`}
      </span>
      <span>turn {session.turn_count}</span>
      {session.usage.cost_usd > 0 && <span>{dollars(session.usage.cost_usd)}</span>}
    </p>
  );
}
