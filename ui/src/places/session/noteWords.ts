import type { TranscriptEntry } from '../../api/client';
import { reasonWords } from '../../session/word';

const becauseOf: Record<string, string> = {
  user: 'on request',
  shutdown: 'with the daemon',
  log_limit: 'at the limit of its log',
};

const sentence = (what: string, detail: string): string => {
  const words = detail ? `${what}: ${detail}` : what;
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What the daemon noted, in one line. */
export function noteWords({ kind, text, turn }: Pick<TranscriptEntry, 'kind' | 'text' | 'turn'>): string {
  switch (kind) {
    case 'turn_finished':
      return sentence(`turn ${turn}`, reasonWords(text));
    case 'stop_requested':
      return sentence('asked to stop', text === 'user' ? '' : reasonWords(text));
    case 'session_stopped':
    case 'session_archived':
      return stepWords(kind.replace('session_', ''), text);
    case 'queued':
      return sentence(kind, reasonWords(text));
    default:
      return sentence(reasonWords(kind), text);
  }
}

/** A step is told with its trigger, its reason and what was said; the first is its name once more. */
function stepWords(state: string, text: string): string {
  const [, reason = '', ...said] = text.split(': ');
  const because = becauseOf[reason];
  if (because) return sentence(`${state} ${because}`, said.join(': '));
  return sentence(state, [reasonWords(reason), ...said].filter(Boolean).join(': '));
}
