import { useEffect } from 'react';
import { useWaiting } from '../request/useWaiting';
import { MARK } from './Navigation';

const svg = (badge: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="${MARK}" fill="none" stroke="#5450d6" stroke-width="2" stroke-linecap="round"/>${badge}</svg>`,
  )}`;

/** A number of one sign on a dot: a tab's icon has no room for more. */
const badge = (n: number): string =>
  `<circle cx="10.500" cy="5.500" r="5.500" fill="#965000"/><text x="10.500" y="8.700" text-anchor="middle" font-family="sans-serif" font-weight="700" font-size="9" fill="#fff">${n > 9 ? '+' : n}</text>`;

/** The tab says how many requests and blocked sessions wait, in its title and on its icon. */
export function useTabTitle(): void {
  const n = useWaiting()?.length ?? 0;
  useEffect(() => {
    document.title = n > 0 ? `(${n}) Orchestrator` : 'Orchestrator';
    document.querySelector('link[rel=icon]')?.setAttribute('href', svg(n > 0 ? badge(n) : ''));
  }, [n]);
}
