import { useQuery } from '@tanstack/react-query';
import { Clock as ClockIcon, Hand } from 'lucide-react';
import type { Session } from '../../api/client';
import { Button } from '../../kit/Button';
import { Clock } from '../../kit/figures';
import { told } from '../../kit/Told';
import { Well } from '../../kit/Well';
import { useAct } from '../../session/actions';
import { reasonWords } from '../../session/word';
import { turnsQuery } from './read';

const COLUMN = 'mx-auto w-full max-w-[720px] shrink-0 px-6 pb-2 max-sm:px-2';

/** Why it does not go on though nobody was asked anything: what is missing, and how it is tried again. */
export function Blocked({ session }: { session: Session }) {
  const { data: turns = [] } = useQuery(turnsQuery(session.id));
  const act = useAct();
  if (session.reason === 'rate_limited') return <Limited session={session} />;
  const asks = session.actions.includes('answer');
  if (session.state !== 'waiting_for_user' || asks || session.queued) return null;
  const outcome = turns.at(-1)?.outcome;
  const again = session.actions.includes('resume');
  return (
    <div className={COLUMN}>
      <section aria-label="Blocked" className="rounded-lg border border-needs-line">
        <header className="flex h-9 items-center gap-2 rounded-t-lg border-b border-needs-line bg-needs-soft px-3">
          <Hand size={16} className="text-needs-icon" aria-hidden />
          <span className="font-semibold text-needs">Blocked</span>
          <span>{reasonWords(session.reason ?? '')}</span>
        </header>
        <div className="grid gap-2 p-3">
          <p className="wrap-anywhere whitespace-pre-wrap">
            {told(outcome?.detail ?? session.last_line ?? '')}
          </p>
          {outcome?.hint && <Well label="What to do">{outcome.hint}</Well>}
          {again && (
            <Button look="primary" className="justify-self-start" onClick={() => void act.resume(session)}>
              Try again
            </Button>
          )}
        </div>
      </section>
    </div>
  );
}

const Limited = ({ session }: { session: Session }) => (
  <div className={COLUMN}>
    <p className="flex min-h-9 items-center gap-2 rounded-lg border bg-bg px-3 text-12 text-muted">
      <ClockIcon size={14} className="shrink-0" aria-hidden />
      The agent’s limit is reached.{' '}
      {session.queued?.not_before ? (
        <span>
          It goes on by itself at <Clock time={session.queued.not_before} />.
        </span>
      ) : (
        'It goes on by itself when the limit is over.'
      )}
    </p>
  </div>
);
