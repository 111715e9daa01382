import type { Session } from '../../api/client';
import { groupOf } from '../../session/word';

export interface Counts {
  needs: number;
  running: number;
  all: number;
}

export const nobody: Counts = { needs: 0, running: 0, all: 0 };

/** How many sessions each project has, and how many of them need somebody or run. */
export function countsOf(sessions: readonly Session[]): Map<string, Counts> {
  const all = new Map<string, Counts>();
  for (const session of sessions) {
    const counts = all.get(session.project_slug) ?? { ...nobody };
    const group = groupOf(session);
    counts.all += 1;
    if (group === 'needs') counts.needs += 1;
    if (group === 'running') counts.running += 1;
    all.set(session.project_slug, counts);
  }
  return all;
}
