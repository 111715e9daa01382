import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { Session } from '../api/client';
import { Ago, Delta, dollars } from '../kit/figures';
import { plainLine } from '../kit/plain';
import { Told, told } from '../kit/Told';
import { StateIcon } from './StateIcon';
import { kindOf, lineOf, noteOf, reasonWords, shortBranch, wasSeen, wordOf } from './word';

/** What it does or asks now, in one line; an exact command in the letters of one. */
export function SessionLine({ session, className }: { session: Session; className?: string }) {
  const kind = kindOf(session);
  const note = noteOn(session);
  return (
    <span className={clsx('truncate text-12 text-muted', className)}>
      {kind && <span className="mr-1.5 font-medium text-needs">{kind}</span>}
      {note && <span className="mr-1.5 font-medium text-fg">{note}</span>}
      <Told text={shownLine(session)} className={clsx(session.reason === 'approval' && kind && 'code')} />
    </span>
  );
}

function noteOn(session: Session): string | undefined {
  if (session.archived_from) return 'Archived';
  if (session.state !== 'failed' || !session.reason) return noteOf(session);
  const why = reasonWords(session.reason);
  return why.charAt(0).toUpperCase() + why.slice(1);
}

/** The line without what each such line begins with: the tool that asks, and where all of a session's files are. */
function shownLine(session: Session): string {
  const line = lineOf(session).replaceAll(`${session.worktree_path ?? '\n'}/`, '');
  const asks = kindOf(session) !== undefined;
  const shown = line.replace(
    asks ? /^(Bash|AskUserQuestion|ExitPlanMode): / : /^(AskUserQuestion|ExitPlanMode): /,
    '',
  );
  // A command is told as it is.
  return asks && session.reason === 'approval' ? shown : plainLine(shown);
}

/** Without what the row says beside it. */
const branchTail = (session: Session): string =>
  shortBranch(session.branch ?? '').replace(`${session.agent}/${session.project_slug}/`, '');

export const isUnseen = (session: Session): boolean =>
  ['needs', 'ready', 'failed'].includes(wordOf(session)) && !wasSeen(session);

/** The title as a link over the whole row, so that Enter, ctrl-click and the middle button work anywhere on it. */
export const SessionLink = ({ session, className }: { session: Session; className?: string }) => (
  <Link
    to="/sessions/$id"
    params={{ id: session.id }}
    className={clsx('truncate after:absolute after:inset-0', isUnseen(session) && 'font-medium', className)}
  >
    <Told text={session.title} />
  </Link>
);

interface Place {
  session: Session;
  cursor?: boolean | undefined;
  picked?: boolean | undefined;
  /** It is there no more, or not here any more; shown until the list may move. */
  gone?: boolean | undefined;
  /** Instead of what it does now: where the text stands that was looked for. */
  line?: ReactNode;
  /** Takes the place of the figures under the pointer and with the focus; on a touched screen it is always there. */
  actions?: ReactNode;
}

/**
 * One line of 36 px in a list.
 *
 * @param box what stands first, a checkbox where rows can be picked
 */
export function SessionRow(props: Place & { box?: ReactNode }) {
  const { session, actions } = props;
  const word = wordOf(session);
  const figure = clsx(
    actions &&
      'group-hover:invisible group-focus-within:invisible group-has-[[data-popup-open]]:invisible pointer-coarse:!visible',
  );
  return (
    <div
      data-session={session.id}
      className={clsx(
        'row group relative border-b hover:bg-hover',
        actions && 'pointer-coarse:!pr-12',
        props.picked && 'bg-selected',
        props.cursor && 'cursor',
        props.gone && 'opacity-60',
      )}
    >
      <span className="z-1 grid">{props.box}</span>
      <StateIcon word={word} />
      <SessionLink session={session} />
      {props.line ? (
        <span className="c-line truncate text-12 text-muted">{props.line}</span>
      ) : (
        <SessionLine session={session} className="c-line" />
      )}
      <span className="c-where flex min-w-0 items-baseline gap-1.5 text-12">
        <span className="truncate text-muted">{session.project_slug}</span>
        {session.branch && (
          <span className="c-branch min-w-0 flex-1 truncate text-subtle">{told(branchTail(session))}</span>
        )}
      </span>
      <span className="c-agent truncate text-12 text-subtle">{session.agent}</span>
      <Delta
        added={session.changes?.added ?? 0}
        removed={session.changes?.removed ?? 0}
        className={clsx('text-right', figure)}
      />
      <Ago
        time={session.state_since}
        className={clsx('text-right text-12', word === 'needs' ? 'font-medium' : 'text-subtle', figure)}
      />
      <span className={clsx('c-cost num text-right text-12 text-subtle', figure)}>
        {dollars(session.usage.cost_usd)}
      </span>
      {actions && (
        <span className="absolute inset-y-0 right-2 z-1 hidden items-center justify-end group-focus-within:flex group-hover:flex has-[[data-popup-open]]:flex pointer-coarse:flex">
          {actions}
        </span>
      )}
    </div>
  );
}

/**
 * Two lines on a phone, where a row of columns has no room.
 *
 * @param box in the place of the mark, a checkbox while rows are being picked
 */
export function SessionCard(props: Place & { box?: ReactNode }) {
  const { session, actions, box } = props;
  const word = wordOf(session);
  return (
    <div
      data-session={session.id}
      className={clsx(
        'relative grid h-[58px] grid-cols-[16px_minmax(0,1fr)_auto_auto] items-center gap-x-3 border-b pl-4',
        !actions && 'pr-4',
        props.picked && 'bg-selected',
        props.cursor && 'cursor',
        props.gone && 'opacity-60',
      )}
    >
      {box ? (
        // biome-ignore lint/a11y/noLabelWithoutControl: the box is within it
        <label className="z-1 -mx-3.5 grid">{box}</label>
      ) : (
        <span className="self-start pt-3">
          <StateIcon word={word} />
        </span>
      )}
      <span className="grid min-w-0">
        <SessionLink session={session} />
        {props.line ? (
          <span className="truncate text-12 text-muted">{props.line}</span>
        ) : (
          <SessionLine session={session} />
        )}
      </span>
      <span className="grid justify-items-end">
        <Ago
          time={session.state_since}
          className={clsx('text-12', word === 'needs' ? 'font-medium' : 'text-subtle')}
        />
        <Delta
          added={session.changes?.added ?? 0}
          removed={session.changes?.removed ?? 0}
          className="min-h-[18px]"
        />
      </span>
      {actions && <span className="z-1 -ml-3">{actions}</span>}
    </div>
  );
}
