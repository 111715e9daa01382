import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';

export interface Tab {
  key: string;
  name: string;
  count?: number | undefined;
}

/** The tabs of a page; each is an address. */
export function TabLinks({ tabs, current, label }: { tabs: readonly Tab[]; current: string; label: string }) {
  return (
    <nav
      aria-label={label}
      className="flex h-9 shrink-0 gap-4 overflow-x-auto border-b px-4 max-sm:h-12 max-sm:gap-5"
    >
      {tabs.map((tab) => (
        <Link
          key={tab.key}
          to="."
          search={{ tab: tab.key }}
          aria-current={tab.key === current ? 'page' : undefined}
          className={clsx(
            '-mb-px flex h-full items-center gap-1.5 border-b-2 whitespace-nowrap',
            tab.key === current ? 'border-accent font-medium' : 'border-transparent text-muted hover:text-fg',
          )}
        >
          {tab.name}
          {tab.count !== undefined && <span className="num text-12 text-subtle">{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
