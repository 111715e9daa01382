import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import type { OrchEvent } from '../../api/client';
import { Clock } from '../../kit/figures';
import { StateIcon } from '../../session/StateIcon';
import { toneOf, whatOf } from './what';

/** Project and actor give way where the window is narrow, then number and session. */
const COLUMNS =
  'grid grid-cols-[44px_54px_192px_52px_100px_minmax(0,1fr)_48px] items-center gap-x-3 px-4 text-12 max-xl:grid-cols-[44px_54px_192px_52px_minmax(0,1fr)] max-md:grid-cols-[54px_176px_minmax(0,1fr)]';

export const EventHead = () => (
  <div
    aria-hidden
    className={clsx(COLUMNS, 'h-7 shrink-0 border-b bg-bg font-medium text-subtle max-sm:hidden')}
  >
    <span className="max-md:hidden">Seq</span>
    <span>Time</span>
    <span>Type</span>
    <span className="max-md:hidden">Session</span>
    <span className="max-xl:hidden">Project</span>
    <span>What</span>
    <span className="max-xl:hidden">Actor</span>
  </div>
);

/** One event, 30 px; two lines on a phone. */
export function EventRow({
  event,
  project,
  selected,
  onSelect,
}: {
  event: OrchEvent;
  project: string | undefined;
  selected: boolean;
  onSelect: () => void;
}) {
  const tone = toneOf(event);
  const type = (
    <>
      {/* Here a mark says what was, so it does not move. */}
      <span className="grid w-3.5 shrink-0 [&_.spin]:!animate-none">
        {tone && <StateIcon word={tone} size={14} />}
      </span>
      <button
        type="button"
        data-seq={event.seq}
        aria-pressed={selected}
        onClick={onSelect}
        className="code truncate text-left after:absolute after:inset-0"
      >
        {event.type}
      </button>
    </>
  );
  return (
    <div className={clsx('relative border-b hover:bg-hover', selected && 'cursor')}>
      <div className={clsx(COLUMNS, 'h-[29px] max-sm:hidden')}>
        <span className="code num text-subtle max-md:hidden">{event.seq}</span>
        <Clock time={event.at} className="text-muted" />
        <span className="flex min-w-0 items-center gap-2">{type}</span>
        <span className="max-md:hidden">
          {event.session_id && (
            <Link
              to="/sessions/$id"
              params={{ id: event.session_id }}
              className="code relative z-1 text-muted hover:text-fg hover:underline"
            >
              {event.session_id.slice(0, 6)}
            </Link>
          )}
        </span>
        <span className="truncate text-muted max-xl:hidden">{project}</span>
        <bdi className="truncate">{whatOf(event)}</bdi>
        <span className="truncate text-subtle max-xl:hidden">{event.actor.kind}</span>
      </div>
      <div className="hidden h-[58px] content-center gap-0.5 px-4 max-sm:grid">
        <div className="flex min-w-0 items-center gap-2">
          {type}
          <Clock time={event.at} className="ml-auto shrink-0 text-12 text-subtle" />
        </div>
        <bdi className="truncate pl-5.5 text-12 text-muted">{whatOf(event)}</bdi>
      </div>
    </div>
  );
}
