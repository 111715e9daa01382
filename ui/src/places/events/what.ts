import type { OrchEvent } from '../../api/client';
import { bytes, dollars, tokens } from '../../kit/figures';
import { ordinal, reasonWords, type Word } from '../../session/word';

/** The state that an event brings a session to, where it does: only those have a mark. */
const tones: Partial<Record<OrchEvent['type'], Word>> = {
  'session.started': 'working',
  'session.continued': 'working',
  'session.followed_up': 'working',
  'session.resumed': 'working',
  'session.queued': 'queued',
  'session.waiting': 'needs',
  'input.requested': 'needs',
  'session.completed': 'ready',
  'session.failed': 'failed',
  'process.lost': 'failed',
  'agent.error': 'failed',
  'session.stopped': 'stopped',
};

export const toneOf = (event: OrchEvent): Word | undefined => tones[event.type];

const parts = (...all: (string | null | undefined | false)[]): string => all.filter(Boolean).join(', ');

type Type = OrchEvent['type'];
type PayloadOf<T extends Type> = Extract<OrchEvent, { type: T }>['payload'];

const text = (payload: { text: string }): string => payload.text;
const step = ({ from, to, reason, detail }: PayloadOf<'session.started'>): string =>
  parts(`${reasonWords(from)} → ${reasonWords(to)}`, reason && reasonWords(reason), detail);

/** How each type is told; one that is not here is told by its fields. */
const says: { [T in Type]?: (payload: PayloadOf<T>) => string } = {
  'agent.message': text,
  'agent.thinking': text,
  'agent.plan': text,
  'agent.error': text,
  'agent.unrecognized': text,
  'agent.rate_limited': text,
  'agent.tool_started': ({ tool, summary }) => `${tool} ${summary}`,
  'agent.tool_finished': ({ failed, text: said }) => `${failed ? 'failed: ' : ''}${said}`,
  'agent.usage': ({ usage }) =>
    `${tokens(usage.input_tokens)} in, ${tokens(usage.output_tokens)} out, ${dollars(usage.cost_usd)}`,
  'input.requested': ({ kind, title }) => `${reasonWords(kind)}: ${title}`,
  'input.answered': (payload) => parts(payload.decision, payload.option, payload.text),
  'session.created': ({ title }) => title,
  'session.queued': ({ position, because }) => `${ordinal(position)} in line: ${reasonWords(because)}`,
  'session.reason_changed': ({ from, to }) =>
    `${reasonWords(from ?? 'nothing')} → ${reasonWords(to ?? 'nothing')}`,
  'session.waiting': step,
  'session.started': step,
  'session.continued': step,
  'session.followed_up': step,
  'session.resumed': step,
  'session.completed': step,
  'session.failed': step,
  'session.stopped': step,
  'session.archived': step,
  'session.unarchived': step,
  'session.deleted': step,
  'session.warned': text,
  'artifact.created': ({ name, size_bytes }) => parts(name, bytes(size_bytes)),
  'turn.finished': ({ verdict, by, reason }) => parts(`${verdict} by ${by}`, reason),
  'project.updated': ({ changed }) => changed.map(reasonWords).join(', '),
  'command.dispatched': ({ session_id }) => `session ${session_id}`,
  'follow_up.kept': ({ message }) => message,
};

/** What happened, in one line. */
export function whatOf(event: OrchEvent): string {
  const say = says[event.type] as ((payload: object) => string) | undefined;
  const said = oneLine(say ? say(event.payload) : scalars(event.payload));
  return event.session_id ? withoutPlace(said, event.session_id) : said;
}

/** All of a session's files lie in a folder of its name: what tells them apart comes behind it. */
const withoutPlace = (said: string, session: string): string =>
  said.replace(new RegExp(`(^|\\s)/\\S*/${session}/`, 'g'), '$1');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 400);

/** Any payload, also of a type that this page does not know. */
function scalars(payload: object): string {
  return Object.entries(payload)
    .filter(([key, value]) => value !== null && typeof value !== 'object' && !/_id$/.test(key))
    .map(([key, value]) => `${reasonWords(key)} ${String(value)}`)
    .join(', ');
}
