import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Circle, CircleCheck, Copy, Info, LoaderCircle, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { Session } from '../../api/client';
import { Button, IconButton } from '../../kit/Button';
import { copyText } from '../../kit/copyText';
import { Dialog } from '../../kit/Dialog';
import { Ago, Clock, Delta, dollars, inWords, moment, tokens } from '../../kit/figures';
import { Prose } from '../../kit/Prose';
import { useTell } from '../../kit/Toasts';
import { toldName } from '../../kit/Told';
import { useAct } from '../../session/actions';
import { canUndoApply, isApplied, wasApplied } from '../../session/applied';
import { words } from '../../session/StateIcon';
import { lineOf, reasonWords, wordOf } from '../../session/word';
import { filesOf, stepsOf } from './patch';
import { patchQuery, planQuery, turnsQuery } from './read';

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex min-h-7 items-center gap-2 text-12">
    <dt className="w-20 shrink-0 text-subtle">{name}</dt>
    <dd className="flex min-w-0 flex-1 items-center">{children}</dd>
  </div>
);

const Section = ({ name, end, children }: { name: string; end?: ReactNode; children: ReactNode }) => (
  <section aria-label={name}>
    <h2 className="mt-4 mb-1 flex items-center text-12 font-semibold">
      {name} <span className="num ml-auto font-normal text-subtle">{end}</span>
    </h2>
    {children}
  </section>
);

/** The state as the second line of a row says it: one word, then why. */
function stateWords(session: Session): string {
  const name = words[wordOf(session)].name;
  const reason = session.archived_from?.reason ?? session.reason;
  if (session.state === 'archived') return `Archived, ${name.toLowerCase()}`;
  if (session.queued) return `${name}: ${lineOf(session)}`;
  return reason && reason !== 'working' ? `${name}: ${reasonWords(reason)}` : name;
}

/** Beside the page, where there is room for it. */
export const Details = ({ session }: { session: Session }) => (
  <aside
    aria-label="About this session"
    className="w-72 shrink-0 overflow-y-auto border-l p-4 max-[1100px]:hidden"
    tabIndex={0}
  >
    <About session={session} />
  </aside>
);

/**
 * The same over the page.
 *
 * @param beside it stands there already, in a wide window
 */
export function DetailsButton({ session, beside }: { session: Session; beside: boolean }) {
  const [open, setOpen] = useState(false);
  const href = useLocation({ select: (location) => location.href });
  // biome-ignore lint/correctness/useExhaustiveDependencies: who follows a link of it wants to see where it leads
  useEffect(() => setOpen(false), [href]);
  return (
    <>
      <IconButton
        name="About this session"
        className={clsx('-mr-1.5 max-lg:ml-auto', beside && 'min-[1100px]:hidden')}
        onClick={() => setOpen(true)}
      >
        <Info size={15} aria-hidden />
      </IconButton>
      <Dialog title="About this session" open={open} onOpenChange={setOpen}>
        <section aria-label="What is known of it" className="min-h-0 overflow-y-auto px-4 py-3" tabIndex={0}>
          <About session={session} />
        </section>
      </Dialog>
    </>
  );
}

function About({ session }: { session: Session }) {
  const word = wordOf(session);
  const { usage } = session;
  return (
    <>
      <dl>
        <Fact name="State">
          <span className={clsx('font-medium', word === 'needs' ? 'text-needs' : words[word].tone)}>
            {stateWords(session)}
          </span>
        </Fact>
        <Fact name={word === 'needs' ? 'Waiting' : 'Since'}>
          <span>
            <Ago time={session.state_since} />, since <Clock time={session.state_since} />
          </span>
        </Fact>
        {session.base_ref && (
          <Fact name="Base">
            <span className="code truncate">
              {session.base_ref} {session.base_commit && `@ ${session.base_commit.slice(0, 7)}`}
            </span>
          </Fact>
        )}
        <Fact name="Usage">
          <span className="num">
            {tokens(usage.input_tokens)} in, {tokens(usage.output_tokens)} out
          </span>
        </Fact>
        <Worktree session={session} />
        <Copied name="Session" text={session.id} />
      </dl>
      <Applied session={session} />
      <Warnings session={session} />
      <Plan id={session.id} />
      {(session.changes?.files ?? 0) > 0 && <Files session={session} />}
      <Turns id={session.id} />
    </>
  );
}

/** Where its files are; once it is released there is no folder to go to. */
function Worktree({ session: { worktree_path, released_at } }: { session: Session }) {
  if (released_at)
    return (
      <Fact name="Worktree">
        <span>Released at {moment(released_at)}; a message makes it again</span>
      </Fact>
    );
  return worktree_path ? <Copied name="Worktree" text={worktree_path} /> : null;
}

function Copied({ name, text }: { name: string; text: string }) {
  const tell = useTell();
  return (
    <Fact name={name}>
      <span className="code min-w-0 truncate" title={text}>
        {/* The end of a path tells more than its beginning. */}
        {text.length > 24 ? `…${text.slice(-23)}` : text}
      </span>
      <IconButton
        name={`Copy: ${name.toLowerCase()}`}
        className="ml-auto"
        onClick={() => void copyText(text).then(() => tell.done(`Copied ${text}`))}
      >
        <Copy size={13} aria-hidden />
      </IconButton>
    </Fact>
  );
}

/** That its files are in the checkout, since when, and the way back. */
function Applied({ session }: { session: Session }) {
  const act = useAct();
  const [busy, setBusy] = useState(false);
  if (!wasApplied(session)) return null;
  const undo = async (): Promise<void> => {
    setBusy(true);
    await act.undoApply(session);
    setBusy(false);
  };
  return (
    <div className="mt-2 flex items-center gap-2 text-12">
      <p className="min-w-0 flex-1">
        Applied to the checkout at {moment(session.applied_at)}
        {!isApplied(session) && <span className="block text-muted">What came since is not in it.</span>}
      </p>
      {canUndoApply(session) && (
        <Button busy={busy} disabled={busy} onClick={() => void undo()}>
          Undo
        </Button>
      )}
    </div>
  );
}

function Warnings({ session }: { session: Session }) {
  if (!session.warnings.length) return null;
  return (
    <Section name="Warnings">
      <ul className="space-y-2 text-12">
        {session.warnings.map((warning) => (
          <li key={warning.code} className="flex gap-2">
            <TriangleAlert size={14} className="mt-0.5 shrink-0 text-subtle" aria-hidden />
            <span className="min-w-0 wrap-anywhere">
              {warning.text}
              {warning.hint && <span className="block text-muted">{warning.hint}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const marks = {
  done: { Icon: CircleCheck, name: 'Done', tone: 'text-subtle', text: 'text-subtle' },
  now: { Icon: LoaderCircle, name: 'Now', tone: 'text-run', text: 'font-medium' },
  open: { Icon: Circle, name: 'Open', tone: 'text-subtle', text: 'text-muted' },
} as const;

function Plan({ id }: { id: string }) {
  const { data: plan } = useQuery(planQuery(id));
  if (!plan) return null;
  const steps = stepsOf(plan);
  if (!steps)
    return (
      <Section name="Plan">
        <section className="max-h-60 overflow-auto text-12" tabIndex={0} aria-label="The plan’s text">
          <Prose text={plan} className="prose text-12" />
        </section>
      </Section>
    );
  return (
    <Section name="Plan" end={`${steps.filter((step) => step.state === 'done').length} of ${steps.length}`}>
      <ol>
        {steps.map((step, place) => {
          const { Icon, name, tone, text } = marks[step.state];
          return (
            <li key={place} className="flex items-start gap-2 py-1 text-12">
              <Icon size={14} className={clsx('mt-0.5 shrink-0', tone)} role="img" aria-label={name} />
              <span className={text}>{step.text}</span>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

const MOST_FILES = 12;

function Files({ session }: { session: Session }) {
  const { data: patch = '' } = useQuery(patchQuery(session.id));
  const files = filesOf(patch);
  return (
    <Section
      name="Files"
      end={<Delta added={session.changes?.added ?? 0} removed={session.changes?.removed ?? 0} />}
    >
      <ul className="text-12">
        {files.slice(0, MOST_FILES).map((file) => (
          <li key={file.path}>
            <Link
              to="/sessions/$id"
              params={{ id: session.id }}
              search={{ tab: 'changes', file: file.path }}
              replace
              title={toldName(file.path)}
              className="-mx-2 flex h-7 items-center gap-2 rounded-md px-2 hover:bg-hover"
            >
              <span className="code min-w-0 truncate">{toldName(file.path.split('/').at(-1) ?? '')}</span>
              <Delta added={file.added} removed={file.removed} className="ml-auto" />
            </Link>
          </li>
        ))}
      </ul>
      {files.length > MOST_FILES && (
        <p className="num text-12 text-subtle">and {files.length - MOST_FILES} more</p>
      )}
    </Section>
  );
}

function Turns({ id }: { id: string }) {
  const { data: turns = [] } = useQuery(turnsQuery(id));
  if (!turns.length) return null;
  return (
    <Section name="Turns">
      <ul className="text-12">
        {turns.toReversed().map((turn) => (
          <li key={turn.number} className="num flex h-7 items-center gap-2">
            <span>{turn.number}</span>
            <span className="text-muted">
              {turn.started_at && <Clock time={turn.started_at} />}
              {turn.started_at && turn.ended_at
                ? `, ${inWords((Date.parse(turn.ended_at) - Date.parse(turn.started_at)) / 1000)}`
                : ''}
            </span>
            {turn.outcome && turn.outcome.verdict !== 'completed' && (
              <span className="truncate text-muted">{turn.outcome.verdict}</span>
            )}
            <span className="ml-auto">{dollars(turn.usage.cost_usd)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
