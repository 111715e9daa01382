import type { InputRequest } from '../../api/client';
import { told } from '../../kit/Told';
import { kinds, partsOf } from '../../request/parts';
import type { Item, Tool } from './entries';

/** Which request each of the transcript's asks is: by its kind and words, in the order in which they came. */
export function pairRequests(
  items: readonly Item[],
  requests: readonly InputRequest[],
): ReadonlyMap<number, InputRequest> {
  const left = [...requests];
  const pairs = new Map<number, InputRequest>();
  for (const item of items) {
    if (item.kind !== 'request') continue;
    const place = left.findIndex(
      (one) =>
        one.kind === item.request &&
        (item.text === `${one.title}\n${one.detail}` || item.text === one.detail || item.text === one.title),
    );
    const [request] = place < 0 ? [] : left.splice(place, 1);
    if (request) pairs.set(item.seq, request);
  }
  return pairs;
}

/** What became of the approval that a call asked for, and how long a person took for it. */
export interface Asked {
  state: 'open' | 'denied' | 'answered';
  waitedMs: number;
}

/** The calls that an approval was asked for, by the number of their entry. */
export function askedOf(
  items: readonly Item[],
  requests: ReadonlyMap<number, InputRequest>,
): ReadonlyMap<number, Asked> {
  const asked = new Map<number, Asked>();
  const begun: { tool: Tool; turn: number }[] = [];
  for (const item of items) {
    if (item.kind === 'tool') begun.push({ tool: item.tool, turn: item.turn });
    if (item.kind === 'run') begun.push(...item.tools.map((tool) => ({ tool, turn: item.turn })));
    const request = requests.get(item.seq);
    if (request?.kind !== 'approval') continue;
    const [command] = partsOf(request).command.split('\n', 1);
    // Calls of a turn that was stopped have no end either.
    const left = begun
      .filter(({ tool, turn }) => turn === item.turn && !asked.has(tool.seq))
      .map(({ tool }) => tool)
      .filter((tool) => tool.ended === undefined || tool.ended > item.seq);
    const named = left.findLast((tool) => told(tool.words.target) === command);
    // Of several at work, which one asks is only told by its words.
    const call = named ?? (left.length === 1 ? left[0] : undefined);
    if (call) asked.set(call.seq, outcomeOf(request));
  }
  return asked;
}

function outcomeOf({ status, answer, requested_at, answered_at }: InputRequest): Asked {
  const waitedMs = answered_at === null ? 0 : Date.parse(answered_at) - Date.parse(requested_at);
  if (status === 'open') return { state: 'open', waitedMs };
  return { state: answer?.decision === 'deny' ? 'denied' : 'answered', waitedMs };
}

/** What became of a request, in one line. */
export function outcomeWords(request: InputRequest): string {
  const kind = kinds[request.kind];
  const { answer, status } = request;
  if (status !== 'answered' || !answer) return `${kind} ${status}`;
  const said = [answer.option, answer.text].filter(Boolean).join(': ');
  if (request.kind === 'question') return `${kind} answered${said && `: ${said}`}`;
  const allowed = request.kind === 'plan_review' ? 'approved' : 'allowed';
  const denied = request.kind === 'plan_review' ? 'sent back' : 'denied';
  return `${kind} ${answer.decision === 'deny' ? denied : allowed}${said && `: ${said}`}`;
}
