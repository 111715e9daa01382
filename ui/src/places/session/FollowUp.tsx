import { useQuery, useQueryClient } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Pencil, Trash2 } from 'lucide-react';
import { type Ref, useState } from 'react';
import { answered, api, type Session, type Wire } from '../../api/client';
import { agentsQuery, keys } from '../../api/queries';
import { Button, IconButton } from '../../kit/Button';
import { footBar } from '../../kit/footBars';
import { useTell } from '../../kit/Toasts';
import { useDraft } from '../../kit/useDraft';
import { useLive } from '../../live/Live';
import { fateOf, type Way } from '../../session/fate';
import { useSteers } from '../../session/useSteers';
import { keyWords } from '../../shell/shortcuts';
import { askedQuery, isReview, keptQuery } from './read';

const ways: readonly { way: Way; name: string }[] = [
  { way: 'auto', name: 'Soonest' },
  { way: 'next_turn', name: 'Next turn' },
];

/** Says something to the agent, and what will happen to it. */
export function FollowUp({ session, ref }: { session: Session; ref: Ref<HTMLTextAreaElement> }) {
  const { id } = session;
  const cache = useQueryClient();
  const { news } = useLive();
  const tell = useTell();
  const [text, setText, sent] = useDraft(`orch.draft.${id}`, localStorage);
  const [way, setWay] = useState<Way>('auto');
  const [busy, setBusy] = useState(false);
  const { data: agents = [] } = useQuery(agentsQuery);
  const { data: asked = [] } = useQuery(askedQuery(id));
  const agent = agents.find((one) => one.id === session.agent);
  const resumes = session.actions.includes('resume') && !text.trim();
  const takes = session.actions.includes('follow_up');

  const send = async (): Promise<void> => {
    const message = text.trim();
    if (busy || (!message && !resumes)) return;
    setBusy(true);
    try {
      if (resumes)
        news.put(
          await answered(api.POST('/api/v1/sessions/{id}/resume', { params: { path: { id } }, body: {} })),
        );
      else {
        const answer = await answered(
          api.POST('/api/v1/sessions/{id}/followup', {
            params: { path: { id } },
            body: { message, ...(way !== 'auto' && { mode: way }) },
          }),
        );
        sent(text);
        news.put(answer.session);
        if (answer.delivery === 'answered') tell.done('Answered with your message');
      }
      await cache.invalidateQueries({ queryKey: keys.ofSession(id, 'followups') });
      await cache.invalidateQueries({ queryKey: keys.ofSession(id, 'requests') });
    } catch (fault) {
      tell.refused(fault);
    } finally {
      setBusy(false);
    }
  };

  const { words: sentence } = fateOf({
    session,
    way,
    requests: asked.filter((one) => one.status === 'open'),
    steers: useSteers(session),
  });
  return (
    <div ref={footBar} className="mx-auto w-full max-w-[720px] shrink-0 px-6 pb-4 max-sm:px-2 max-sm:pb-2">
      <Kept id={id} />
      <div className="rounded-lg border border-edge bg-raised focus-within:border-accent">
        <textarea
          ref={ref}
          rows={2}
          aria-label="Message"
          placeholder={takes ? `Message ${agent?.name ?? session.agent}` : 'Takes no messages now'}
          disabled={!takes}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              void send();
            }
          }}
          className="field-sizing-content block max-h-48 min-h-14 w-full resize-none rounded-lg bg-transparent px-3 pt-2 text-14 outline-none max-sm:min-h-11"
        />
        <div className="flex items-center gap-2 p-2 max-md:flex-wrap">
          <Ways way={way} onChange={setWay} />
          <span
            aria-live="polite"
            className="min-w-0 flex-1 truncate text-12 text-subtle max-md:order-first max-md:basis-full max-md:whitespace-normal"
            title={sentence}
          >
            {resumes ? 'Goes on where it stopped; a message may say how.' : sentence}
          </span>
          <Button
            className="ml-auto"
            busy={busy}
            disabled={busy || (!text.trim() && !resumes) || !takes}
            shortcut={keyWords('mod+Enter')}
            onClick={() => void send()}
          >
            {resumes ? 'Resume' : 'Send'}
          </Button>
        </div>
      </div>
    </div>
  );
}

const Ways = ({ way, onChange }: { way: Way; onChange: (way: Way) => void }) => (
  <div role="radiogroup" aria-label="When to deliver" className="flex rounded-md bg-bg p-0.5">
    {ways.map((one) => (
      <label
        key={one.way}
        className={clsx(
          'flex h-6 cursor-pointer items-center rounded-sm px-2 text-12 whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:outline-accent max-sm:h-11',
          one.way === way ? 'bg-overlay font-medium shadow-control' : 'text-muted hover:text-fg',
        )}
      >
        <input
          type="radio"
          name="way"
          className="sr-only"
          checked={one.way === way}
          onChange={() => onChange(one.way)}
        />
        {one.name}
      </label>
    ))}
  </div>
);

/** Messages that wait for their turn: changed in place, or taken back. */
function Kept({ id }: { id: string }) {
  const { data: kept = [] } = useQuery(keptQuery(id));
  if (!kept.length) return null;
  return (
    <ul aria-label="Kept messages" className="mb-1 rounded-lg border bg-bg text-12">
      {kept.map((one) => (
        <KeptRow key={one.id} session={id} kept={one} />
      ))}
    </ul>
  );
}

/** Editing was just asked for. */
const takeFocus = (area: HTMLTextAreaElement | null): void => {
  area?.focus();
  area?.setSelectionRange(area.value.length, area.value.length);
};

function KeptRow({ session, kept }: { session: string; kept: Wire['FollowUpView'] }) {
  const cache = useQueryClient();
  const tell = useTell();
  // With the version that it began from: what somebody else stores meanwhile is not overwritten.
  const [edited, setEdited] = useState<{ message: string; version: number }>();
  const params = { path: { id: session, follow_up: kept.id } };
  const doing = async (asking: Promise<unknown>, done?: () => void): Promise<void> => {
    const isDone = await asking.then(
      () => true,
      (fault: unknown) => {
        tell.refused(fault);
        return false;
      },
    );
    await cache.invalidateQueries({ queryKey: keys.ofSession(session, 'followups') });
    // Only now, else the row is shown as it was before, and withdrawing it would have that back.
    if (isDone) done?.();
  };
  const again = (): void =>
    void doing(
      answered(
        api.POST('/api/v1/sessions/{id}/followup', {
          params: { path: { id: session } },
          body: { message: kept.message, mode: kept.mode },
        }),
      ),
    );
  const withdraw = async (): Promise<void> => {
    const review = await isReview(session, kept.id);
    await answered(api.DELETE('/api/v1/sessions/{id}/followups/{follow_up}', { params }));
    // Sent again as text, its comments would be there twice.
    if (review) tell.done('Withdrew the review: its comments are drafts again');
    else tell.done('Withdrew the message', again);
  };
  const save = (body: { message: string; version: number }): void =>
    void doing(answered(api.PUT('/api/v1/sessions/{id}/followups/{follow_up}', { params, body })), () =>
      setEdited(undefined),
    );
  if (edited)
    return (
      <li className="p-2">
        <textarea
          aria-label="The kept message"
          rows={3}
          ref={takeFocus}
          value={edited.message}
          onChange={(event) => setEdited({ ...edited, message: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setEdited(undefined);
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(edited);
          }}
          className="w-full resize-y rounded-md border border-edge bg-raised px-3 py-2 text-14"
        />
        <div className="mt-1 flex gap-2">
          <Button look="primary" disabled={!edited.message.trim()} onClick={() => save(edited)}>
            Save
          </Button>
          <Button look="ghost" onClick={() => setEdited(undefined)}>
            Cancel
          </Button>
        </div>
      </li>
    );
  return (
    <li className="flex h-8 items-center gap-2 pl-3 max-sm:h-11">
      <span className="font-medium text-muted">Kept</span>
      <bdi className="min-w-0 truncate">{kept.message}</bdi>
      <span className="ml-auto flex shrink-0">
        <IconButton
          name="Edit the kept message"
          onClick={() => setEdited({ message: kept.message, version: kept.version })}
        >
          <Pencil size={13} aria-hidden />
        </IconButton>
        <IconButton name="Withdraw the kept message" onClick={() => void doing(withdraw())}>
          <Trash2 size={13} aria-hidden />
        </IconButton>
      </span>
    </li>
  );
}
