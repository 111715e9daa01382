import { useState } from 'react';
import { answered, api, type Session, type Wire } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useTell } from '../../kit/Toasts';
import { useLive } from '../../live/Live';
import { forEach, type Refusal, resultWords, type Several } from './sums';

/** One session with what deleting it takes away, as it was agreed to. */
export interface Agreed {
  session: Session;
  plan: Wire['CleanupPreview'];
}

const at = (session: Session) => ({ params: { path: { id: session.id } } });

const asking = {
  archive: (session: Session) =>
    answered(api.POST('/api/v1/sessions/{id}/archive', { ...at(session), body: {} })),
  unarchive: (session: Session) =>
    answered(api.POST('/api/v1/sessions/{id}/unarchive', { ...at(session), body: {} })),
  stop: (session: Session) => answered(api.POST('/api/v1/sessions/{id}/stop', { ...at(session), body: {} })),
  resume: (session: Session) =>
    answered(api.POST('/api/v1/sessions/{id}/resume', { ...at(session), body: {} })),
} satisfies Record<Exclude<Several, 'delete'>, (session: Session) => Promise<Session>>;

const inverse = { archive: 'unarchive', unarchive: 'archive' } as const;

/** Does one thing with many sessions and tells it once. */
export function useSeveral(): {
  busy: boolean;
  run: (name: Exclude<Several, 'delete'>, sessions: readonly Session[]) => Promise<void>;
  remove: (agreed: readonly Agreed[], branches: boolean) => Promise<void>;
} {
  const { news } = useLive();
  const tell = useTell();
  const [busy, setBusy] = useState(false);

  const all = async <T extends { session: Session }>(
    name: Several,
    items: readonly T[],
    act: (item: T) => Promise<Session | undefined>,
    undo?: (done: Session[]) => void,
  ): Promise<void> => {
    setBusy(true);
    const done: Session[] = [];
    const refused: Refusal[] = [];
    await forEach(items, async (item) => {
      try {
        const after = await act(item);
        if (after) news.put(after);
        done.push(after ?? item.session);
      } catch (fault) {
        refused.push({ session: item.session, problem: problemOf(fault) });
      }
    });
    setBusy(false);
    const { title, more } = resultWords(name, done.length, refused);
    tell.done(more ? `${title}: ${more}` : title, undo && done.length ? () => undo(done) : undefined);
  };

  const run = (name: Exclude<Several, 'delete'>, sessions: readonly Session[]): Promise<void> =>
    all(
      name,
      sessions.map((session) => ({ session })),
      ({ session }) => asking[name](session),
      name === 'archive' || name === 'unarchive' ? (done) => void run(inverse[name], done) : undefined,
    );

  return {
    busy,
    run,
    remove: (agreed, branches) =>
      all('delete', agreed, async ({ session, plan }) =>
        answered(
          api.POST('/api/v1/sessions/{id}/delete', {
            ...at(session),
            body: { plan_hash: plan.plan_hash, delete_branch: branches },
          }),
        ),
      ),
  };
}
