import { clsx } from 'clsx';
import { createContext, type ReactNode, use } from 'react';

/** What stands at the end of every bar that has no way back: the way to all the rest, where no navigation shows it. */
export const BarEnd = createContext<ReactNode>(null);

/** The one bar above a page: its name, its filters, and at the right what one does there. */
export function Bar({
  title,
  before,
  children,
  end,
}: {
  title: ReactNode;
  before?: ReactNode;
  children?: ReactNode;
  end?: ReactNode;
}) {
  const rest = use(BarEnd);
  return (
    <header className="flex h-11 shrink-0 items-center gap-3 border-b px-4 max-sm:h-12">
      {before}
      <h1 className={clsx('min-w-0 truncate text-16 font-semibold', !children && 'flex-1')}>{title}</h1>
      {children && <div className="flex min-w-0 flex-1 items-center gap-1.5">{children}</div>}
      <div className="flex shrink-0 items-center gap-2">
        {end}
        {!before && rest}
      </div>
    </header>
  );
}

/** Filters where the bar has no room for them: one row, scrolled sideways. */
export const FilterRow = ({ children }: { children: ReactNode }) => (
  <section
    aria-label="Filters"
    tabIndex={0}
    className="flex h-10 shrink-0 items-center gap-1.5 overflow-x-auto border-b px-4 max-sm:h-13"
  >
    {children}
  </section>
);
