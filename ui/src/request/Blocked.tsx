import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode, Ref } from 'react';
import type { Session } from '../api/client';
import { agentsQuery } from '../api/queries';
import { Button } from '../kit/Button';
import { told } from '../kit/Told';
import { Well } from '../kit/Well';
import { useAct } from '../session/actions';
import { lineOf } from '../session/word';
import { CardHead } from './parts';

/** What is missing for a session that asks nothing and yet cannot go on, and how it is tried again. */
export function BlockedFacts({ session }: { session: Session }) {
  const { data: agents = [] } = useQuery(agentsQuery);
  const agent = agents.find((one) => one.id === session.agent);
  return (
    <>
      <p className="whitespace-pre-wrap wrap-anywhere">
        {told(lineOf(session)) ||
          `${agent?.name ?? session.agent} cannot start: a login or the trust in this folder is missing.`}
      </p>
      {agent?.hint && <Well label="What to do about it">{agent.hint}</Well>}
      <p className="text-12 text-muted">Set it right where the agent runs, then try again.</p>
    </>
  );
}

export function TryAgain({ session, primary = true }: { session: Session; primary?: boolean }) {
  const act = useAct();
  return (
    <div className="flex gap-2">
      {session.actions.includes('resume') && (
        <Button look={primary ? 'primary' : 'outline'} onClick={() => void act.resume(session)}>
          Try again
        </Button>
      )}
      <Link
        to="/sessions/$id"
        params={{ id: session.id }}
        className="inline-flex h-7 items-center rounded-md px-2.5 text-muted hover:bg-hover hover:text-fg max-sm:h-11"
      >
        Open session
      </Link>
    </div>
  );
}

export function BlockedCard(props: {
  session: Session;
  title?: ReactNode;
  primary?: boolean;
  ref?: Ref<HTMLElement>;
}) {
  const { session } = props;
  return (
    <section
      ref={props.ref}
      tabIndex={0}
      data-card={session.id}
      aria-label={told(`Blocked: ${session.title}`)}
      className="scroll-m-4 rounded-lg border border-needs-line bg-raised"
    >
      <CardHead kind="Blocked" title={props.title} since={session.state_since} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 p-3">
        <BlockedFacts session={session} />
      </div>
      <footer className="px-3 pb-3">
        <TryAgain session={session} primary={props.primary ?? true} />
      </footer>
    </section>
  );
}
