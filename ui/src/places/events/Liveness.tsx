import { clsx } from 'clsx';
import { useLive } from '../../live/Live';
import { useRate } from './useRate';

/**
 * Whether the log goes on, and how fast; and how many have come that are not in view, which is the way to them.
 *
 * @param replays it is told from a number on, and its newest have not been read
 * @param more there are more than these that were not read
 */
export function Liveness({
  paused,
  replays,
  unseen,
  more,
  onNewest,
}: {
  paused: boolean;
  replays: boolean;
  unseen: number;
  more: boolean;
  onNewest: () => void;
}) {
  const { state } = useLive();
  const rate = useRate();
  const flows = state === 'open' && !paused && !replays;
  const still = paused ? 'Paused' : replays ? 'Replaying' : 'Not connected';
  return (
    <>
      <span role="status">
        {unseen > 0 && (
          <button
            type="button"
            onClick={onNewest}
            className="num h-7 rounded-full bg-selected px-3 text-12 font-medium text-accent max-sm:h-11"
          >
            {unseen}
            {more && '+'} new
          </button>
        )}
      </span>
      <span className="num flex items-center gap-1.5 text-12 text-muted max-sm:hidden">
        <span
          className={clsx('size-1.5 rounded-full', flows ? 'bg-muted' : 'border border-edge')}
          aria-hidden
        />
        {flows ? `Live${rate > 0 ? `, ${rate} a second` : ''}` : still}
      </span>
    </>
  );
}
