import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';

const looks = {
  primary: 'bg-accent-fill text-on-fill font-medium hover:brightness-95',
  outline: 'border bg-overlay shadow-control hover:bg-hover font-medium',
  ghost: 'text-muted hover:bg-hover hover:text-fg',
  bad: 'text-fail hover:bg-fail-soft',
  danger: 'bg-fail-fill text-on-fill font-medium hover:brightness-95',
};

export type ButtonProps = ComponentProps<'button'> & {
  look?: keyof typeof looks;
  /** The key that does the same, shown behind the words. */
  shortcut?: string | undefined;
  /** What was asked for is under way. */
  busy?: boolean;
};

export function Button({ look = 'outline', className, shortcut, busy, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      className={clsx(
        'inline-flex h-7 min-w-7 shrink-0 items-center justify-center gap-1.5 rounded-md px-2.5 whitespace-nowrap max-sm:h-11 max-sm:px-4 disabled:opacity-60 aria-busy:opacity-60',
        looks[look],
        className,
      )}
      {...rest}
    >
      {children}
      {shortcut && <Key onFill={look === 'primary' || look === 'danger'}>{shortcut}</Key>}
    </button>
  );
}

/** A square one with a picture alone; its name is read aloud and shown under the pointer. */
export function IconButton({
  name,
  className,
  children,
  ...rest
}: ComponentProps<'button'> & { name: string }) {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      className={clsx(
        'grid size-7 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-fg max-sm:size-11',
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}

/** A key of the keyboard; a phone has none, so it shows none. */
export const Key = ({ children, onFill }: { children: ReactNode; onFill?: boolean }) => (
  <kbd
    className={clsx(
      'hidden font-sans text-11 leading-none sm:inline',
      onFill ? 'text-on-fill' : 'text-subtle',
    )}
  >
    {children}
  </kbd>
);
