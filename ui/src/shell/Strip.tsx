import { useEffect, useState } from 'react';
import { inWords } from '../kit/figures';
import { useLive } from '../live/Live';

const QUIET_MS = 1000;

/** Shown only while the stream is not open: what stands below it is what was last known. */
export function Strip() {
  const { state, since } = useLive();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (since === undefined) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [since]);
  if (state === 'open' || since === undefined || now - since < QUIET_MS) return null;
  return (
    <p role="status" className="flex h-6 shrink-0 items-center bg-needs-soft px-4 text-12 text-needs">
      Reconnecting, data from <span className="num mx-1">{inWords((now - since) / 1000)}</span> ago. If the
      daemon does not come back: <span className="code ml-1">orch up</span>
    </p>
  );
}
