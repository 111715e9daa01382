import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { OrchEvent, Session } from '../../api/client';
import { Button, IconButton } from '../../kit/Button';
import { Ago, Clock } from '../../kit/figures';
import { useTell } from '../../kit/Toasts';
import { StateIcon } from '../../session/StateIcon';
import { Json } from './Json';
import { toneOf } from './what';

const AROUND = 20;

/** All that the log holds of one event. */
export function Inspector({
  event,
  session,
  onClose,
}: {
  event: OrchEvent;
  session: Session | undefined;
  onClose: () => void;
}) {
  const tell = useTell();
  const tone = toneOf(event);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(JSON.stringify(event, null, 2));
      tell.done('Copied');
    } catch (fault) {
      tell.refused(fault);
    }
  };
  return (
    <aside
      aria-label={`Event ${event.seq}`}
      className="flex w-80 shrink-0 flex-col border-l bg-raised max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 max-lg:shadow-dialog max-sm:w-full max-sm:border-l-0"
    >
      <header className="flex items-start gap-2 px-4 pt-4">
        <div className="min-w-0 flex-1">
          <h2 className="code flex items-center gap-2 font-semibold">
            {tone && <StateIcon word={tone} size={14} />}
            <span className="truncate">{event.type}</span>
          </h2>
          <p className="num mt-0.5 text-12 text-subtle">
            {event.seq}, <Clock time={event.at} />, <Ago time={event.at} /> ago
          </p>
          {event.session_id && (
            <p className="mt-2 text-12">
              <Link
                to="/sessions/$id"
                params={{ id: event.session_id }}
                className="text-accent underline underline-offset-2 max-sm:inline-block max-sm:py-3.5"
              >
                <bdi>{session?.title ?? event.session_id}</bdi>
              </Link>
            </p>
          )}
        </div>
        <IconButton name="Close the payload" className="-mt-1" onClick={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <section aria-label="Payload" tabIndex={0} className="min-h-0 flex-1 overflow-auto p-4 pt-3">
        <pre className="code rounded-md border bg-bg p-3 whitespace-pre-wrap text-muted wrap-anywhere">
          <Json value={event} />
        </pre>
        <div className="mt-3 flex gap-2">
          <Button onClick={() => void copy()}>Copy JSON</Button>
          <Link
            to="/events"
            search={{ from: Math.max(1, event.seq - AROUND), at: event.seq }}
            className="inline-flex h-7 items-center rounded-md px-2.5 text-muted hover:bg-hover hover:text-fg max-sm:h-11"
          >
            Around it
          </Link>
        </div>
      </section>
    </aside>
  );
}
