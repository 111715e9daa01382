import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api, type OrchEvent, type Wire } from '../../api/client';
import { agentsQuery, statsQuery } from '../../api/queries';
import { Clock, dollars, tokens } from '../../kit/figures';
import { useRecentEvents } from '../../live/Live';
import { whatOf } from '../events/what';

/** What it has cost today and what happens; there is no room for it in a narrow window. */
export const Aside = () => (
  <aside aria-label="Usage and events" className="flex min-h-0 flex-col border-l max-[1100px]:hidden">
    <Usage />
    <Events />
  </aside>
);

const spent = ({ usage }: Wire['StatsViewShare']): number => usage.input_tokens + usage.output_tokens;

function Usage() {
  const { data: stats } = useQuery(statsQuery(1));
  const { data: agents = [] } = useQuery(agentsQuery);
  const used = stats?.used;
  const total = used?.total.usage.cost_usd ?? 0;
  const nameOf = (id: string): string => agents.find((one) => one.id === id)?.name ?? id;
  return (
    <section className="border-b p-4" aria-label="Usage today">
      <div className="flex items-baseline gap-2">
        <h2 className="font-semibold">Usage today</h2>
        {used && <span className="num ml-auto text-12 text-subtle">{tokens(spent(used.total))} tokens</span>}
      </div>
      <p className="num mt-1 text-20 font-semibold">{used ? dollars(total) : ' '}</p>
      <table className="mt-2 w-full text-12">
        <thead className="sr-only">
          <tr>
            <th>Agent</th>
            <th>Share</th>
            <th>Cost</th>
          </tr>
        </thead>
        <tbody>
          {used?.by_agent.map((share) => (
            <tr key={share.name} title={`${tokens(spent(share))} tokens in ${share.turns} turns`}>
              <td className="w-24 max-w-24 truncate py-0.5 text-muted">{nameOf(share.name)}</td>
              <td>
                <div className="h-1.5 rounded-full bg-line">
                  <div
                    className="h-1.5 rounded-full bg-edge"
                    style={{ width: `${total > 0 ? (100 * share.usage.cost_usd) / total : 0}%` }}
                  />
                </div>
              </td>
              <td className="num w-16 text-right">{dollars(share.usage.cost_usd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const MOST_EVENTS = 30;

/** The newest ones first: those heard since, before those that were read at the start. */
export function newestOf(read: readonly OrchEvent[], heard: readonly OrchEvent[]): OrchEvent[] {
  const bySeq = new Map([...read, ...heard.slice(-MOST_EVENTS)].map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq).slice(0, MOST_EVENTS);
}

function Events() {
  const { data: read = [] } = useQuery({
    queryKey: ['events', 'newest'],
    queryFn: async ({ signal }) =>
      (
        await answered(
          api.GET('/api/v1/events', {
            params: { query: { limit: MOST_EVENTS, before: Number.MAX_SAFE_INTEGER } },
            signal,
          }),
        )
      ).items,
  });
  const newest = newestOf(read, useRecentEvents());
  // Nothing moves under the pointer.
  const [held, setHeld] = useState<OrchEvent[]>();
  const release = (): void => setHeld(undefined);
  return (
    <section className="flex min-h-0 flex-1 flex-col" aria-label="Events">
      <div className="flex h-10 shrink-0 items-center px-4">
        <h2 className="font-semibold">Events</h2>
        <Link to="/events" className="ml-auto text-12 text-subtle hover:text-fg">
          All events
        </Link>
      </div>
      <ol
        className="min-h-0 flex-1 overflow-y-auto pb-4"
        tabIndex={0}
        aria-label="Latest events"
        onPointerEnter={() => setHeld(newest)}
        onPointerLeave={release}
      >
        {(held ?? newest).map((event) => (
          <li key={event.seq} className="relative px-4 py-1 hover:bg-hover">
            <div className="flex items-baseline gap-2 text-12">
              <Link
                to="/events"
                search={{ from: event.seq }}
                className="code truncate after:absolute after:inset-0"
              >
                {event.type}
              </Link>
              <Clock time={event.at} className="ml-auto shrink-0 text-11 text-subtle" />
            </div>
            <p className="truncate text-12 text-muted">
              <bdi>{whatOf(event)}</bdi>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
