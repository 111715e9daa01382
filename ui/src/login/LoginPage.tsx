import { Mark } from '../shell/Navigation';
import { useIsUnended } from './token';

/** Shown where no token is: only a terminal of this machine can let a page in. */
export function LoginPage({ refused }: { refused?: string | undefined }) {
  const isUnended = useIsUnended();
  return (
    <main className="grid h-full place-content-center justify-items-center gap-3 p-6 text-center">
      <h1 className="flex items-center gap-2 text-16 font-semibold">
        <Mark /> Orchestrator
      </h1>
      {refused && <p className="text-fail">{refused}</p>}
      {isUnended && (
        <p role="status" className="max-w-[48ch] text-fail">
          The daemon is away and has not heard that you left. Keep this page open until it has.
        </p>
      )}
      <p className="text-muted">This page is let in from a terminal. There, run</p>
      <p className="code rounded-md border bg-bg px-3 py-1.5">orch ui</p>
      <p className="max-w-[48ch] text-12 text-subtle">
        It opens a link that works once, within a minute. Tabs opened from a page that is let in need none.
      </p>
    </main>
  );
}
