import type { OrchEvent } from '../../api/client';
import { bytes, dollars, grouped, tokens } from '../../kit/figures';
import { plainLine, plainText } from '../../kit/plain';
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
/** What an agent writes as a document. */
const prose = (payload: { text: string }): string => plainText(payload.text);
const step = ({ from, to, reason, detail }: PayloadOf<'session.started'>): string =>
  parts(`${reasonWords(from)} → ${reasonWords(to)}`, reason && reasonWords(reason), detail);

const many = (n: number, one: string, more = `${one}s`): string => `${grouped(n)} ${n === 1 ? one : more}`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** How each type is told; the compiler says when the log has come to know another. */
const says: { [T in Type]: (payload: PayloadOf<T>) => string } = {
  'daemon.started': ({ version, pid }) => parts(`version ${version}`, `pid ${pid}`),
  'daemon.recovered': ({ adopted, settled, failed }) =>
    parts(
      `${many(adopted, 'agent')} taken up again`,
      settled > 0 && `${many(settled, 'turn')} had ended meanwhile`,
      failed > 0 && `${many(failed, 'session')} could not be settled`,
    ),
  'daemon.stopping': ({ running }) =>
    running === 0 ? 'no agent is running' : `${many(running, 'agent goes', 'agents go')} on`,
  'project.registered': ({ slug, path }) => parts(slug, path),
  'project.updated': ({ slug, changed }) => `${slug}: ${changed.map(reasonWords).join(', ')}`,
  'project.removed': ({ slug, path }) => parts(slug, path),
  'command.received': ({ agent, action, source }) =>
    `${[agent, action].filter(Boolean).join(' ') || 'a command'}, from ${reasonWords(source)}`,
  'command.rejected': ({ problem, detail, hint }) => parts(`${reasonWords(problem)}: ${detail}`, hint),
  'command.dispatched': ({ session_id }) => `session ${session_id}`,
  'comments.sent': ({ count, turn }) =>
    parts(many(count, 'comment'), turn !== null && turn !== undefined && `into turn ${turn}`),
  'session.created': ({ title }) => title,
  'session.queued': ({ position, because }) => `${ordinal(position)} in line: ${reasonWords(because)}`,
  'session.reason_changed': ({ from, to }) =>
    `${reasonWords(from ?? 'nothing')} → ${reasonWords(to ?? 'nothing')}`,
  'session.stop_requested': ({ turn, reason }) => parts(`turn ${turn}`, reasonWords(reason)),
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
  'session.warning_cleared': ({ text: said }) => `no longer: ${said}`,
  'turn.started': ({ kind }) => reasonWords(kind),
  'turn.finished': ({ verdict, by, reason }) =>
    parts(`${reasonWords(verdict)} by ${reasonWords(by)}`, reason && reasonWords(reason)),
  'follow_up.kept': ({ message }) => message,
  'follow_up.edited': ({ message }) => message,
  'follow_up.withdrawn': () => 'it will not be sent',
  'follow_up.delivered': ({ turn }) => `into turn ${turn}`,
  'worktree.created': ({ path, branch }) => parts(branch, path),
  'worktree.setup_finished': ({ outcome, exit_code, duration_ms }) =>
    parts(reasonWords(outcome), exit_code !== null && `exit ${exit_code}`, seconds(duration_ms)),
  'worktree.teardown_failed': ({ why }) => why,
  'worktree.released': ({ path, freed_bytes }) => parts(`${bytes(freed_bytes)} freed`, path),
  'worktree.restored': ({ path, branch }) => parts(branch, path),
  'process.started': ({ supervisor_pid }) => `pid ${supervisor_pid}`,
  'process.adopted': () => 'it went on while the daemon was away',
  'process.exited': ({ code }) => `exit ${code}`,
  'process.lost': ({ why }) => why,
  'agent.message': prose,
  'agent.thinking': prose,
  'agent.tool_started': ({ tool, summary }) => `${tool} ${summary}`,
  'agent.tool_finished': ({ failed, text: said }) => `${failed ? 'failed: ' : ''}${said}`,
  'agent.plan': prose,
  'agent.usage': ({ usage }) =>
    `${tokens(usage.input_tokens)} in, ${tokens(usage.output_tokens)} out, ${dollars(usage.cost_usd)}`,
  'agent.rate_limited': text,
  'agent.error': text,
  'agent.unrecognized': text,
  // A command is told as it is.
  'input.requested': ({ kind, title }) =>
    `${reasonWords(kind)}: ${kind === 'approval' ? title : plainLine(title)}`,
  'input.answered': (payload) => parts(reasonWords(payload.decision), payload.option, payload.text),
  'input.withdrawn': ({ why }) => reasonWords(why),
  'artifact.created': ({ name, size_bytes }) => parts(name, bytes(size_bytes)),
  'checkout.applied': ({ files }) => many(files, 'file'),
  'checkout.apply_undone': ({ files }) => many(files, 'file'),
  'cleanup.started': ({ size_bytes }) => bytes(size_bytes),
  'cleanup.finished': ({ freed_bytes, trash_id }) =>
    parts(`${bytes(freed_bytes)} freed`, trash_id && 'what is in no other place is in the trash'),
  'cleanup.failed': ({ why }) => why,
  'trash.restored': ({ branch, path }) => parts(branch, path) || 'given back',
  'trash.expired': ({ freed_bytes }) => `${bytes(freed_bytes)} removed for good`,
};

/** What happened, in one line. */
export function whatOf(event: OrchEvent): string {
  // A newer daemon may tell of a type that these pages do not know.
  const say = says[event.type] as ((payload: object) => string) | undefined;
  const said = oneLine(say ? say(event.payload) : scalars(event.payload));
  return event.session_id ? withoutPlace(said, event.session_id) : said;
}

/** All of a session's files lie in a folder of its name: what tells them apart comes behind it. */
const withoutPlace = (said: string, session: string): string =>
  said.replace(new RegExp(`(^|\\s)/\\S*/${session}/`, 'g'), '$1');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 400);

/** Any payload, by its fields. */
function scalars(payload: object): string {
  return Object.entries(payload)
    .filter(([key, value]) => value !== null && typeof value !== 'object' && !/_id$/.test(key))
    .map(([key, value]) => `${reasonWords(key)} ${String(value)}`)
    .join(', ');
}
