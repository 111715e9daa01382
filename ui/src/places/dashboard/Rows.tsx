import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { Session } from '../../api/client';
import { Ago, Delta, grouped } from '../../kit/figures';
import { usePhone } from '../../kit/usePhone';
import { SessionCard, SessionLine, SessionLink } from '../../session/SessionRow';
import { StateIcon } from '../../session/StateIcon';
import { type Group, wordOf } from '../../session/word';

export const Head = ({ name, n, end }: { name: string; n: number; end?: ReactNode }) => (
  <div className="mb-1 flex h-6 items-center gap-2">
    <h2 className="font-semibold">{name}</h2>
    <span className="num text-12 text-subtle">{grouped(n)}</span>
    {end && <span className="ml-auto text-12">{end}</span>}
  </div>
);

/** So many say what is going on; the rest is in the list. */
const MOST = 12;

/** Sessions of one group, a line of 36 px each. */
export function Rows({
  name,
  group,
  sessions,
}: {
  name: string;
  group: Group;
  sessions: readonly Session[];
}) {
  const phone = usePhone();
  if (sessions.length === 0) return null;
  const more = sessions.length - MOST;
  return (
    <section aria-label={name}>
      <Head
        name={name}
        n={sessions.length}
        end={
          more > 0 && (
            <Link to="/sessions" search={{ group }} className="text-subtle hover:text-fg">
              {grouped(more)} more
            </Link>
          )
        }
      />
      <ul className="overflow-hidden rounded-lg border [&>li:last-child>*]:border-b-0">
        {sessions.slice(0, MOST).map((session) => (
          <li key={session.id}>{phone ? <SessionCard session={session} /> : <Row session={session} />}</li>
        ))}
      </ul>
    </section>
  );
}

const Row = ({ session }: { session: Session }) => (
  <div
    data-session={session.id}
    className={clsx(
      'relative grid h-9 items-center gap-3 border-b px-3 hover:bg-hover',
      'grid-cols-[16px_minmax(0,5fr)_minmax(0,5fr)_104px_88px_32px] max-lg:grid-cols-[16px_minmax(0,5fr)_minmax(0,4fr)_88px_32px]',
    )}
  >
    <StateIcon word={wordOf(session)} />
    <SessionLink session={session} />
    <SessionLine session={session} />
    <span className="truncate text-12 text-muted max-lg:hidden">{session.project_slug}</span>
    <Delta
      added={session.changes?.added ?? 0}
      removed={session.changes?.removed ?? 0}
      className="text-right"
    />
    <Ago time={session.state_since} className="text-right text-12 text-subtle" />
  </div>
);
