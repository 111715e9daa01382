import { type ReactNode, useEffect, useState } from 'react';
import { problemOf } from '../api/problem';
import { Button } from './Button';

const QUIET_MS = 150;

/** Nothing for a moment, then rows of the height that comes, so that nothing jumps. */
export function Loading({ rows = 8, height = 36 }: { rows?: number; height?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label="Loading">
      {shown &&
        Array.from({ length: rows }, (_, row) => (
          <div key={row} className="flex items-center gap-3 border-b px-4" style={{ height }}>
            <div className="size-4 rounded-full bg-bg" />
            <div className="h-2.5 rounded-sm bg-bg" style={{ width: `${30 + ((row * 17) % 40)}%` }} />
          </div>
        ))}
    </div>
  );
}

/** Nothing there: what that means, one thing to do, and how the terminal does it. */
export function Empty({
  title,
  children,
  action,
  command,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  command?: string;
}) {
  return (
    <div className="grid flex-1 place-content-center justify-items-center gap-2 p-8 text-center">
      <h2 className="text-14 font-semibold">{title}</h2>
      {children && <p className="max-w-[48ch] text-muted">{children}</p>}
      {action && <div className="mt-2">{action}</div>}
      {command && <p className="code mt-1 rounded-md border bg-bg px-2 py-1 text-muted">{command}</p>}
    </div>
  );
}

/** What could not be read, and why; what was known before stays below it. */
export function Failed({ fault, onRetry }: { fault: unknown; onRetry: () => void }) {
  const problem = problemOf(fault);
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-fail-soft px-4 py-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium text-fail">{problem.title}</p>
        <p className="text-12 text-muted">{problem.message}</p>
        {problem.hint && <p className="text-12 text-muted">{problem.hint}</p>}
      </div>
      <Button onClick={onRetry}>Retry</Button>
    </div>
  );
}
