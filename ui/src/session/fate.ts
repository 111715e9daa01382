import type { InputRequest, Session } from '../api/client';

/** When a message is to be delivered. */
export type Way = 'auto' | 'next_turn';

export interface Circumstances {
  session: Pick<Session, 'state' | 'reason' | 'queued' | 'turn_count' | 'stopping'>;
  way: Way;
  /** Its requests that are open. */
  requests: readonly Pick<InputRequest, 'kind'>[];
  /** Its agent takes a message into a turn at work. */
  steers: boolean;
}

/** What will happen to a message that is sent now. */
export interface Fate {
  what: 'answers' | 'sends_back' | 'steers' | 'kept' | 'begins' | 'resumes' | 'tries_again' | 'refused';
  /** The same in a sentence, with the reason. */
  words: string;
}

export function fateOf({ session, way, requests, steers }: Circumstances): Fate {
  const next = `turn ${session.turn_count + 1}`;
  switch (session.state) {
    case 'created':
      return { what: 'kept', words: 'Kept until the first turn has ended.' };
    case 'running':
      return atWork(session, way, steers, next);
    case 'waiting_for_user':
      return whileWaiting(session.reason, way, requests, next);
    case 'completed':
    case 'failed':
    case 'stopped':
      if (session.queued) return { what: 'kept', words: 'Kept behind what waits in line.' };
      if (session.state === 'completed') return { what: 'begins', words: `Begins ${next}.` };
      return { what: 'resumes', words: `Resumes it and begins ${next}.` };
    case 'archived':
    case 'deleted':
      return { what: 'refused', words: 'Takes no messages any more.' };
  }
}

const keptFor = (next: string, why: string): Fate => ({ what: 'kept', words: `Kept for ${next}${why}` });

function atWork(session: Circumstances['session'], way: Way, steers: boolean, next: string): Fate {
  if (session.stopping) return keptFor(next, ': this turn is being stopped.');
  if (session.queued) return keptFor(next, ': the next turn waits in line.');
  if (way === 'next_turn') return keptFor(next, ', when this one has ended.');
  if (!steers) return keptFor(next, ': the agent takes no messages into a turn.');
  return { what: 'steers', words: `Goes into this turn if it still takes messages, else kept for ${next}.` };
}

function whileWaiting(
  reason: string | null,
  way: Way,
  requests: readonly Pick<InputRequest, 'kind'>[],
  next: string,
): Fate {
  const [only] = requests;
  if (reason === 'rate_limited') return keptFor(next, ': it goes on by itself when the limit is over.');
  if (!only)
    return reason === 'startup_blocked'
      ? { what: 'tries_again', words: 'Tries the blocked start again, with this message.' }
      : keptFor(next, '.');
  if (requests.length > 1) return keptFor(next, `: ${requests.length} requests wait for their own answers.`);
  if (only.kind === 'approval') return keptFor(next, '. A message never decides an approval.');
  if (way === 'next_turn')
    return keptFor(next, `. The ${only.kind === 'question' ? 'question' : 'plan'} still waits.`);
  return only.kind === 'question'
    ? { what: 'answers', words: 'Answers the question.' }
    : { what: 'sends_back', words: 'Sends the plan back with these words.' };
}

const labels: Record<Fate['what'], string> = {
  answers: 'Answer the question',
  sends_back: 'Send the plan back with words',
  steers: 'Message: into this turn, or after it',
  kept: 'Message for the next turn',
  begins: 'Message: begins the next turn',
  resumes: 'Message: goes on with it',
  tries_again: 'Message: tries the start again',
  refused: 'Takes no messages any more',
};

/** What a field for a message is called. */
export const labelOf = ({ what }: Fate): string => labels[what];

/** What sending would do, in few words. */
export function shortly({ what }: Fate, session: Pick<Session, 'turn_count'>): string {
  const next = `turn ${session.turn_count + 1}`;
  if (what === 'begins' || what === 'resumes') return `begin ${next}`;
  if (what === 'steers') return 'into this turn or after it';
  if (what === 'tries_again') return 'try the start again';
  return what === 'kept' ? `kept for ${next}` : 'kept';
}
