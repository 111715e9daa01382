import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** The head of some rows, 26 px; it folds them. */
export function GroupHead({
  name,
  count,
  hint,
  folded,
  onFold,
}: {
  name: string;
  count: number;
  hint?: ReactNode;
  folded: boolean;
  onFold?: (() => void) | undefined;
}) {
  const mark = (
    <ChevronDown
      size={14}
      className={clsx('text-subtle', folded && '-rotate-90', !onFold && 'invisible max-sm:hidden')}
      aria-hidden
    />
  );
  return (
    <div
      className={clsx(
        'flex h-[26px] items-center gap-2 border-b bg-bg pr-4 pl-2 text-12 max-sm:pl-4',
        // What is tapped is as high as a finger needs.
        onFold ? 'max-sm:h-11' : 'max-sm:h-8',
      )}
    >
      <h2 className="font-medium">
        {onFold ? (
          <button
            type="button"
            aria-expanded={!folded}
            onClick={onFold}
            className="flex h-6 items-center gap-3 rounded-sm max-sm:h-11 max-sm:flex-row-reverse max-sm:gap-1.5"
          >
            {mark}
            {name}
          </button>
        ) : (
          <span className="flex items-center gap-3">
            {mark}
            {name}
          </span>
        )}
      </h2>
      <span className="num text-subtle">{count}</span>
      {hint && <span className="num ml-auto text-subtle">{hint}</span>}
    </div>
  );
}
