import { Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Session } from '../api/client';
import { readSession } from '../api/queries';
import { Button } from '../kit/Button';
import { useLive } from '../live/Live';
import { useAct } from './actions';
import { ladderOf } from './ladder';

/** No event says that a stop has gone on to its next rung, so that it is looked at while one is under way. */
const LOOK_MS = 500;

/** Stops; then says which rung the stop stands on and how long it waits there, and goes on at once when asked again. */
export function StopButton({ session }: { session: Session }) {
  const act = useAct();
  const [, tick] = useState(0);
  const { news } = useLive();
  const { id, stopping } = session;
  const stops = stopping !== null;
  useEffect(() => {
    if (!stops) return;
    const ending = new AbortController();
    const look = (): void =>
      // Nothing is lost where it cannot be read: the stop goes on, and its end is an event.
      void readSession(id, ending.signal).then(
        (read) => news.put(read),
        () => undefined,
      );
    const timers = [setInterval(() => tick((n) => n + 1), 250), setInterval(look, LOOK_MS)];
    return () => {
      ending.abort();
      for (const timer of timers) clearInterval(timer);
    };
  }, [stops, id, news]);
  if (!stopping)
    return (
      <Button title="Stop" onClick={() => void act.stop(session)}>
        <Square size={13} aria-hidden /> <span className="max-sm:sr-only">Stop</span>
      </Button>
    );
  const { words, next } = ladderOf(stopping);
  return (
    <>
      <span className="num text-12 text-muted" role="timer" aria-label={words}>
        {words}
      </span>
      {next && (
        <Button look="bad" onClick={() => void act.stop(session)}>
          {next}
        </Button>
      )}
    </>
  );
}
