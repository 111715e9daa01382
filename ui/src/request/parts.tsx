import { clsx } from 'clsx';
import { Hand } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InputRequest, Session } from '../api/client';
import { Button } from '../kit/Button';
import { Ago } from '../kit/figures';
import { told, toldName } from '../kit/Told';
import { Well } from '../kit/Well';
import { shortBranch } from '../session/word';
import type { CardState } from './useCard';

export const kinds = { approval: 'Approval', question: 'Question', plan_review: 'Plan' } as const;

const BLOCKED = 'blocked path: ';

/** An approval as its agent worded it, to be shown: the tool, exactly what would run, and what else was said. */
export function partsOf(request: InputRequest): { tool: string; command: string; why: string } {
  const colon = request.title.indexOf(': ');
  const [command = '', ...rest] = request.detail.split('\n\n');
  return {
    tool: told(colon > 0 ? request.title.slice(0, colon) : ''),
    command: told(command),
    why: told(
      rest
        .filter((part) => !part.startsWith(BLOCKED))
        .join('\n\n')
        .replace(/^description: /, ''),
    ),
  };
}

/**
 * The file that is known to change: the one that a tool for it names, or that the agent was not let at. What a command
 * changes nobody knows, so that nothing is said of it.
 *
 * @param home the session's worktree; without one nothing is told apart
 */
export function changesOf(
  request: InputRequest,
  home: string | null | undefined,
): { path: string; isOutside: boolean } | undefined {
  const [input = '', ...rest] = request.detail.split('\n\n');
  const blocked = rest.find((part) => part.startsWith(BLOCKED))?.slice(BLOCKED.length);
  const path = blocked ?? fileIn(input);
  if (!path) return undefined;
  if (!home || !path.startsWith('/')) return { path, isOutside: false };
  const isInside = path.startsWith(`${home}/`);
  return { path: isInside ? path.slice(home.length + 1) : path, isOutside: !isInside };
}

/** An input that is no command is told as its fields. */
function fileIn(input: string): string | undefined {
  const found = /^\s*"(?:file_path|notebook_path)" ?: ?("(?:[^"\\]|\\.)*")/m.exec(input)?.[1];
  return input.startsWith('{') && found ? (JSON.parse(found) as string) : undefined;
}

/** A question names its options again below its words, where they are buttons already. */
export function questionOf(request: InputRequest): string {
  const listed = request.options.map((option) => `- ${option}`).join('\n');
  const { detail } = request;
  return told(listed && detail.endsWith(listed) ? detail.slice(0, -listed.length).trimEnd() : detail);
}

/** Amber: what kind of thing waits, what for, and how long already. */
export const CardHead = (props: { kind: string; title: ReactNode; tool?: string; since: string }) => (
  <header className="flex min-h-9 items-center gap-2 rounded-t-lg border-b border-needs-line bg-needs-soft px-3">
    <Hand size={16} className="shrink-0 text-needs-icon" aria-hidden />
    <span className="font-semibold text-needs">{props.kind}</span>
    <span className="min-w-0 truncate text-fg">{props.title}</span>
    {props.tool && <span className="code text-muted max-sm:hidden">{props.tool}</span>}
    <Ago time={props.since} className="ml-auto shrink-0 text-12 font-medium text-fg" />
  </header>
);

/** What would run, exactly, where, and why. */
export function WhatWouldRun({ request, session }: { request: InputRequest; session: Session | undefined }) {
  const { tool, command, why } = partsOf(request);
  const changes = changesOf(request, session?.worktree_path);
  return (
    <>
      <Well label="What would run">
        {tool === 'Bash' && <span className="text-subtle select-none">$ </span>}
        {command}
      </Well>
      <dl className="space-y-0.5 text-12">
        {session && (
          <Fact name="Where">
            <Where session={session} />
          </Fact>
        )}
        {changes && (
          <Fact name="Changes">
            {changes.isOutside && <strong className="font-medium text-fg">outside the worktree: </strong>}
            <bdi className="code">{toldName(changes.path)}</bdi>
          </Fact>
        )}
        {why && why !== `run ${command}` && <Fact name="Why">{why}</Fact>}
      </dl>
    </>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex gap-2">
    <dt className="w-16 shrink-0 text-subtle">{name}</dt>
    <dd className="min-w-0 text-muted wrap-anywhere">{children}</dd>
  </div>
);

const Where = ({ session }: { session: Session }) =>
  session.branch ? (
    <>
      the session’s worktree, branch{' '}
      <span className="code break-all">{told(shortBranch(session.branch))}</span>
    </>
  ) : (
    <>the checkout of {session.project_slug}</>
  );

/** Letters are shown while the card has the focus, for then they act. */
export const Letter = ({ children, onFill }: { children: string | number; onFill?: boolean }) => (
  <kbd
    className={clsx(
      'num hidden font-sans text-11 leading-none sm:group-focus/card:inline',
      onFill ? 'text-on-fill' : 'text-subtle',
    )}
  >
    {children}
  </kbd>
);

const FOOT = 'flex flex-wrap items-center gap-2 max-sm:grid max-sm:grid-cols-2';

/** The box for words where it is open, else the buttons; below them what else would be answered. */
export function AnswerBar({ card, primary }: { card: CardState; primary: boolean }) {
  return (
    <div className="grid gap-2">
      {card.equal.length > 0 && <AllEqual card={card} />}
      {card.writing ? <Reply card={card} /> : <Buttons card={card} primary={primary} />}
    </div>
  );
}

function AllEqual({ card }: { card: CardState }) {
  const n = card.equal.length + 1;
  return (
    <label className="flex w-fit cursor-pointer items-center gap-2 text-12 text-muted max-sm:min-h-11">
      <input
        type="checkbox"
        checked={card.all}
        onChange={(event) => card.setAll(event.target.checked)}
        className="size-4 accent-accent-fill"
      />
      Answer all {n} equal ones: the others ask exactly this, word for word
    </label>
  );
}

function Buttons({ card, primary }: { card: CardState; primary: boolean }) {
  const { request, busy, send, write } = card;
  if (request.kind === 'question')
    return (
      <div className={FOOT}>
        {request.options.map((option, place) => (
          <Button
            key={option}
            className="max-w-full max-sm:col-span-2"
            disabled={busy}
            onClick={() => send({ decision: 'allow', option })}
          >
            <span className="truncate">{told(option)}</span>
            {place < 9 && <Letter>{place + 1}</Letter>}
          </Button>
        ))}
        <Button look="ghost" className="max-sm:col-span-2" disabled={busy} onClick={write}>
          Write an answer <Letter>R</Letter>
        </Button>
      </div>
    );
  const plan = request.kind === 'plan_review';
  return (
    <div className={FOOT}>
      <Button
        look={primary ? 'primary' : 'outline'}
        busy={busy}
        disabled={busy}
        onClick={() => send({ decision: 'allow' })}
      >
        {plan ? 'Approve, implement it' : 'Allow once'} <Letter onFill={primary}>A</Letter>
      </Button>
      {plan ? (
        <Button className="max-sm:order-first" disabled={busy} onClick={write}>
          Send back… <Letter>R</Letter>
        </Button>
      ) : (
        <>
          <Button className="max-sm:order-first" disabled={busy} onClick={() => send({ decision: 'deny' })}>
            Deny <Letter>D</Letter>
          </Button>
          <Button look="ghost" className="max-sm:col-span-2" disabled={busy} onClick={write}>
            Deny and reply… <Letter>R</Letter>
          </Button>
        </>
      )}
    </div>
  );
}

const replies = {
  approval: { label: 'Why not, and what to do instead', send: 'Deny and reply' },
  question: { label: 'Your answer', send: 'Answer' },
  plan_review: { label: 'What is to be different. The agent plans again.', send: 'Send back' },
};

function Reply({ card }: { card: CardState }) {
  const { label, send } = replies[card.request.kind];
  return (
    <div className="grid gap-2">
      <textarea
        ref={card.area}
        aria-label={label}
        placeholder={label}
        rows={3}
        value={card.text}
        onChange={(event) => card.setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            card.leave();
          }
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            card.sendWords();
          }
        }}
        className="w-full max-w-[76ch] resize-y rounded-md border border-edge bg-raised px-3 py-2 text-14"
      />
      <div className="flex gap-2">
        <Button
          look="primary"
          disabled={!card.text.trim()}
          busy={card.busy}
          shortcut="Ctrl Enter"
          onClick={card.sendWords}
        >
          {send}
        </Button>
        <Button look="ghost" onClick={card.leave}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
