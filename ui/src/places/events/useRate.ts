import { useEffect, useState } from 'react';
import { useLive } from '../../live/Live';

/** It is counted over so many seconds: of one alone it would jump. */
const SECONDS = 4;

/** How many events a second come, of all that the stream tells. */
export function useRate(): number {
  const { news } = useLive();
  const [rate, setRate] = useState(0);
  useEffect(() => {
    let counts = [0];
    const end = news.subscribe((events) => {
      counts[0] = (counts[0] ?? 0) + events.length;
    });
    const timer = setInterval(() => {
      setRate(Math.round(counts.reduce((sum, count) => sum + count, 0) / counts.length));
      counts = [0, ...counts.slice(0, SECONDS - 1)];
    }, 1000);
    return () => {
      end();
      clearInterval(timer);
    };
  }, [news]);
  return rate;
}
