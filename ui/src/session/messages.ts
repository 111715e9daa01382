import { answered, api, type OrchEvent, type TranscriptEntry } from '../api/client';
import { allPages } from '../api/queries';

/** What became of each message that was ever kept, as the log has it, the oldest first. */
export const readMessages = (id: string, signal: AbortSignal): Promise<OrchEvent[]> =>
  allPages((cursor) =>
    answered(
      api.GET('/api/v1/events', {
        params: { query: { session: id, type: 'follow_up.*', limit: 500, ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );

const isOfMessages = ({ kind }: TranscriptEntry): boolean => kind.startsWith('follow_up');

/**
 * A transcript as it was said: a message stands in it where it was delivered, as it was last worded. One that waits
 * still, or was withdrawn, was never said; one that began a turn is the prompt of that turn.
 *
 * @param messages all that the log has of them, which alone names the message that is changed
 * @param after where the entries begin, if that is not the beginning of the session
 */
export function withDelivered(
  entries: readonly TranscriptEntry[],
  messages: readonly OrchEvent[],
  after = 0,
): TranscriptEntry[] {
  const said = entries.filter((entry) => !isOfMessages(entry));
  // A turn's prompt has the number of the first event of its turn, which is the delivery.
  const prompts = new Set(said.filter(({ kind }) => kind === 'prompt').map(({ seq }) => seq));
  const delivered = deliveredOf(messages).filter(({ seq }) => seq > after && !prompts.has(seq));
  return delivered.length ? [...said, ...delivered].sort((a, b) => a.seq - b.seq) : said;
}

function deliveredOf(messages: readonly OrchEvent[]): TranscriptEntry[] {
  const words = new Map<string, string>();
  const delivered: TranscriptEntry[] = [];
  for (const { seq, at, type, payload } of messages) {
    if (type === 'follow_up.kept' || type === 'follow_up.edited')
      words.set(payload.follow_up_id, payload.message);
    if (type !== 'follow_up.delivered') continue;
    delivered.push({
      seq,
      at,
      turn: payload.turn,
      role: 'user',
      kind: 'follow_up',
      text: words.get(payload.follow_up_id) ?? '',
      tool: null,
      subagent: null,
      source: null,
    });
  }
  return delivered;
}
