import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Session, Turn, Wire } from '../../api/client';
import { Clock, dollars, inWords, tokens } from '../../kit/figures';
import { Empty, Failed, Loading } from '../../kit/states';
import { told } from '../../kit/Told';
import { reasonWords } from '../../session/word';
import { transitionsQuery, turnsQuery } from './read';
import { timelineOf } from './timeline';

/** How it came to where it is: its turns and its states, the newest first, each with what says so. */
export function History({ session }: { session: Session }) {
  const turns = useQuery(turnsQuery(session.id));
  const steps = useQuery(transitionsQuery(session.id));
  const fault = turns.error ?? steps.error;
  if (fault)
    return (
      <Failed
        fault={fault}
        onRetry={() => {
          void turns.refetch();
          void steps.refetch();
        }}
      />
    );
  if (!turns.data || !steps.data) return <Loading height={48} />;
  const moments = timelineOf(turns.data, steps.data);
  if (!moments.length) return <Empty title="Nothing has happened yet" />;
  return (
    <section className="min-h-0 flex-1 overflow-auto" aria-label="History" tabIndex={0}>
      <ol className="mx-auto max-w-[760px] px-6 py-4 max-sm:px-4">
        {moments.map((moment) => (
          <li
            key={moment.key}
            className="relative grid grid-cols-[64px_minmax(0,1fr)] gap-x-4 border-l pb-4 pl-4 before:absolute before:top-1.5 before:-left-[4.5px] before:size-2 before:rounded-full before:border before:border-edge before:bg-raised"
          >
            <Clock time={moment.at} className="text-12 text-subtle" />
            {moment.kind === 'turn' ? (
              <TurnBlock session={session} turn={moment.turn} />
            ) : (
              <StepLine session={session} step={moment.step} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

const kinds: Record<Turn['kind'], string> = {
  start: 'started',
  follow_up: 'by a message',
  resume: 'resumed',
  answer: 'by an answer',
};

function TurnBlock({ session, turn }: { session: Session; turn: Turn }) {
  const { outcome, usage } = turn;
  const took =
    turn.started_at && turn.ended_at
      ? inWords((Date.parse(turn.ended_at) - Date.parse(turn.started_at)) / 1000)
      : undefined;
  return (
    <div className="rounded-lg border p-3">
      <p className="num flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">Turn {turn.number}</span>
        <span className="text-12 text-muted">{kinds[turn.kind]}</span>
        <span className="ml-auto text-12 text-subtle">
          {took && `${took}, `}
          {tokens(usage.input_tokens)} in, {tokens(usage.output_tokens)} out, {dollars(usage.cost_usd)}
        </span>
      </p>
      {turn.prompt && (
        <p className="mt-1 line-clamp-4 wrap-anywhere whitespace-pre-wrap text-muted">{told(turn.prompt)}</p>
      )}
      {outcome ? (
        <dl className="mt-2 space-y-0.5 border-t pt-2 text-12">
          <Fact name="Verdict">
            <span className="font-medium">{outcome.verdict}</span>
            {outcome.reason && <span className="text-muted">, {reasonWords(outcome.reason)}</span>}
            <span className="text-subtle">
              , told by {by[outcome.by]}
              {turn.exit_code !== null && `, exit ${turn.exit_code}`}
            </span>
          </Fact>
          {outcome.detail && <Fact name="Detail">{told(outcome.detail)}</Fact>}
          {outcome.hint && <Fact name="Hint">{outcome.hint}</Fact>}
          {outcome.evidence.length > 0 && (
            <Fact name="Evidence">
              <ul className="code text-muted">
                {outcome.evidence.map((line, place) => (
                  <li key={place}>{told(line)}</li>
                ))}
              </ul>
            </Fact>
          )}
        </dl>
      ) : (
        <p className="mt-2 border-t pt-2 text-12 text-run">At work</p>
      )}
      <p className="mt-2 text-12">
        <Link
          to="/sessions/$id"
          params={{ id: session.id }}
          search={{ tab: 'log', turn: turn.number }}
          className="text-accent hover:underline"
        >
          Its log
        </Link>
      </p>
    </div>
  );
}

const by: Record<Wire['TurnViewBy'], string> = {
  protocol: 'the agent’s protocol',
  text: 'its words',
  exit: 'its exit',
  lost: 'its loss',
  stop: 'a stop',
  follow_up: 'a message that interrupts',
};

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex gap-2">
    <dt className="w-16 shrink-0 text-subtle">{name}</dt>
    <dd className="min-w-0 wrap-anywhere">{children}</dd>
  </div>
);

function StepLine({ session, step }: { session: Session; step: Wire['TransitionView'] }) {
  const actor = step.actor.detail ? `${step.actor.kind}, ${step.actor.detail}` : step.actor.kind;
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-12">
      <span className="text-subtle">{reasonWords(step.from)} →</span>
      <span className="font-medium">{reasonWords(step.to)}</span>
      {step.reason && <span className="text-muted">{reasonWords(step.reason)}</span>}
      <span className="text-subtle">
        {reasonWords(step.trigger)}, by {actor}
      </span>
      <Evidence session={session} evidence={step.evidence} />
    </p>
  );
}

/** Leads to where it is said: in the log, else in the transcript. */
function Evidence({ session, evidence }: { session: Session; evidence: Wire['Evidence'] | null }) {
  if (!evidence) return null;
  const { turn, stream, offset, seq } = evidence;
  const look = 'text-accent hover:underline';
  if (turn !== null && offset !== null)
    return (
      <Link
        to="/sessions/$id"
        params={{ id: session.id }}
        search={{ tab: 'log', turn }}
        hash={`${stream === 'err' ? 'err' : 'out'}:${offset}`}
        className={look}
      >
        in the log
      </Link>
    );
  if (seq === null) return null;
  return (
    <Link to="/sessions/$id" params={{ id: session.id }} search={{}} hash={`e${seq}`} className={look}>
      in the transcript
    </Link>
  );
}
