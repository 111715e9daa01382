import type { Session } from '../api/client';
import { clockOf } from '../kit/figures';

/** What is said of a session, at most six words; `ready` is done and not yet seen. */
export type Word = 'needs' | 'working' | 'queued' | 'ready' | 'done' | 'failed' | 'stopped';

/** The lists that sessions are shown in, in the order in which they want a person. */
export type Group = 'needs' | 'review' | 'running' | 'queued' | 'done';

/** A person can do nothing about a rate limit: the session goes on by itself. */
const WAITS_BY_ITSELF = 'rate_limited';

/** Somebody has looked at it since it came to this state; what was seen of an earlier turn does not count. */
export const wasSeen = (session: Pick<Session, 'seen_at' | 'state_since'>): boolean =>
  session.seen_at !== null && Date.parse(session.seen_at) >= Date.parse(session.state_since);

export function wordOf(session: Session): Word {
  const state = session.archived_from?.state ?? session.state;
  switch (state) {
    case 'created':
      return session.queued ? 'queued' : 'working';
    case 'running':
      return session.queued ? 'queued' : 'working';
    case 'waiting_for_user':
      return session.reason === WAITS_BY_ITSELF || session.queued ? 'queued' : 'needs';
    case 'completed':
      if (session.queued) return 'queued';
      return wasSeen(session) || session.archived_from ? 'done' : 'ready';
    case 'failed':
      return session.queued ? 'queued' : 'failed';
    case 'stopped':
      return session.queued ? 'queued' : 'stopped';
    case 'archived':
    case 'deleted':
      return 'done';
  }
}

export function groupOf(session: Session): Group {
  switch (wordOf(session)) {
    case 'needs':
      return 'needs';
    case 'ready':
      return 'review';
    case 'failed':
      return wasSeen(session) || session.archived_from ? 'done' : 'review';
    case 'working':
      return 'running';
    case 'queued':
      return 'queued';
    case 'done':
    case 'stopped':
      return 'done';
  }
}

export const groups: readonly { key: Group; name: string }[] = [
  { key: 'needs', name: 'Needs you' },
  { key: 'review', name: 'To review' },
  { key: 'running', name: 'Running' },
  { key: 'queued', name: 'Queued' },
  { key: 'done', name: 'Done' },
];

const kindOfReason: Record<string, string> = {
  approval: 'Approval',
  question: 'Question',
  plan_review: 'Plan',
};

/** The kind of what a session that needs somebody waits for: the amber word before its line. */
export function kindOf(session: Session): string | undefined {
  if (wordOf(session) !== 'needs') return undefined;
  return kindOfReason[session.reason ?? ''] ?? 'Blocked';
}

const becauseWords: Record<string, string> = {
  global: 'all places are taken',
  project: 'the project’s limit',
  agent: 'the agent’s limit',
  processes: 'too many processes',
  memory: 'too little memory',
  disk: 'the disk is full',
  rate_limit: 'rate limit',
  could_not_begin: 'could not begin',
};

/** The second line: what it does, asks, or waits for. */
export function lineOf(session: Session): string {
  if (session.queued) {
    const place = session.queued.position > 0 ? `${ordinal(session.queued.position)} in line, ` : '';
    const because = becauseWords[session.queued.because] ?? session.queued.because;
    const again = session.queued.not_before ? `, tried again at ${clockOf(session.queued.not_before)}` : '';
    return `${place}${because}${again}`;
  }
  if (session.stopping) return `Stopping: ${session.stopping.rung ?? 'asked to'}`;
  return session.last_line ?? '';
}

/** What is wrong or new in one or two words, before the line: silent, stopping, paused. */
export function noteOf(session: Session): string | undefined {
  if (session.state === 'running' && session.reason === 'stalled') return 'Silent';
  if (session.state === 'running' && session.reason === 'paused') return 'Paused';
  return undefined;
}

const FIRST = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth'];

export const ordinal = (place: number): string => FIRST[place - 1] ?? `${place}th`;

/** Reasons as a person says them. */
export const reasonWords = (reason: string): string => reason.replaceAll('_', ' ');

/** Our branches begin alike; what is left tells them apart. */
export const shortBranch = (branch: string): string => branch.replace(/^orch\//, '');
