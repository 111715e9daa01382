import type { Session } from '../api/client';
import { aSession as inGeneral } from './wire';

/** A session of a list: what tells it from others follows its id. */
export function aSession(is: Partial<Session> = {}): Session {
  const id = is.id ?? 'k3v9m2p7qd';
  return inGeneral({
    id,
    project_slug: 'billing-api',
    title: `Title of ${id}`,
    branch: `orch/claude/billing-api/${id}`,
    last_line: 'reading',
    created_at: '2026-12-01T09:00:00Z',
    ...is,
  });
}
