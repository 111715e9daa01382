import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { type ReactNode, useState } from 'react';
import { answered, api, type Session, type Wire } from '../api/client';
import { readSession } from '../api/queries';
import { Button } from '../kit/Button';
import { Check } from '../kit/Check';
import { Failed, Loading } from '../kit/states';
import { useTell } from '../kit/Toasts';
import { useLive } from '../live/Live';
import { AskFrame } from './AskFrame';
import { useAct } from './actions';
import { wasApplied } from './applied';
import { useAsked } from './useAsked';

const changes = { added: 'new', changed: '', removed: 'removed' } as const;

/** Which files would come into the checkout, which cannot, and why; each can be left out. */
export function ApplyDialog({ session, close }: { session: Session; close: () => void }) {
  const { id } = session;
  const params = { path: { id } };
  const { news } = useLive();
  const tell = useTell();
  const act = useAct();
  const [except, setExcept] = useState<readonly string[]>([]);
  const preview = useQuery({
    queryKey: ['apply', id, except],
    queryFn: ({ signal }) =>
      answered(
        api.GET('/api/v1/sessions/{id}/apply', {
          params: { ...params, query: except.length ? { except: [...except] } : {} },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const { busy, changed, go } = useAsked(() => preview.refetch(), close);
  // An undo goes to before the first apply: offered behind a later one it would take back more than was just done.
  const isFirst = !wasApplied(session);
  const whole = `To take back all that was applied of this session: orch apply ${id} --undo`;
  const undo = async (applied: string | null): Promise<void> => {
    try {
      // The message that offers it may still be there when more is applied.
      const now = await readSession(id);
      if (now.applied_at !== applied) return tell.done(`More was applied since. ${whole}`);
    } catch (fault) {
      return tell.refused(fault);
    }
    await act.undoApply(session);
  };
  const { data } = preview;
  const apply = async (): Promise<void> => {
    if (!data) return;
    const after = await answered(
      api.POST('/api/v1/sessions/{id}/apply', {
        params,
        body: { plan_hash: data.plan_hash, ...(except.length && { except: [...except] }) },
      }),
    );
    news.put(after);
    const done = `Applied ${filesWords(data.files.length)} to the checkout`;
    if (isFirst) tell.done(done, () => void undo(after.applied_at));
    else tell.done(`${done}. ${whole}`);
  };
  const leave = (path: string, take: boolean): void =>
    setExcept((before) => (take ? before.filter((one) => one !== path) : [...before, path]));
  const hindered = (data?.conflicts.length ?? 0) > 0;
  return (
    <AskFrame
      title="Apply to the checkout?"
      session={session}
      close={close}
      aside={
        hindered
          ? 'Leave out what collides, or put it right first.'
          : isFirst
            ? 'It can be undone afterwards.'
            : `An undo takes back all that was applied of it: orch apply ${id} --undo`
      }
      action={
        <Button
          look="primary"
          busy={busy}
          disabled={busy || !data?.files.length || hindered || preview.isFetching}
          onClick={() => go(apply)}
        >
          {busy ? 'Applying…' : `Apply ${data ? filesWords(data.files.length) : ''}`}
        </Button>
      }
    >
      {changed && (
        <p role="status" className="mt-2 rounded-md bg-fail-soft px-3 py-2 text-fail">
          Something has changed since you looked. This is what is there now.
        </p>
      )}
      {preview.error && <Failed fault={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.isPending && <Loading rows={3} height={28} />}
      {data?.hint && <p className="mt-2 text-muted">{data.hint}</p>}
      {data && (
        <>
          <Obstacles name="In the way" bad list={data.conflicts} except={except} onChange={leave} />
          {data.files.length > 0 && (
            <Files name={`Come into the checkout, ${data.files.length}`}>
              {data.files.map((file) => (
                <li key={file.path} className="flex min-h-7 items-center gap-2">
                  {/* It says what was chosen before the daemon has looked again. */}
                  <Check
                    checked={!except.includes(file.path)}
                    label={`Take ${file.path}`}
                    onChange={(take) => leave(file.path, take)}
                  />
                  <bdi className="code min-w-0 wrap-anywhere">{file.path}</bdi>
                  <span className="ml-auto text-subtle">{changes[file.change]}</span>
                </li>
              ))}
            </Files>
          )}
          <Obstacles name="Left out" list={data.left_out} except={except} onChange={leave} />
        </>
      )}
    </AskFrame>
  );
}

const filesWords = (n: number): string => (n === 1 ? '1 file' : `${n} files`);

const Files = ({ name, bad, children }: { name: string; bad?: boolean; children: ReactNode }) => (
  <section aria-label={name} className="mt-3 text-12">
    <h3 className={clsx('flex h-7 items-center border-b font-semibold', bad && 'text-fail')}>{name}</h3>
    <ul>{children}</ul>
  </section>
);

function Obstacles(props: {
  name: string;
  bad?: boolean;
  list: readonly Wire['ApplyPreviewObstacle'][];
  except: readonly string[];
  onChange: (path: string, take: boolean) => void;
}) {
  if (!props.list.length) return null;
  return (
    <Files name={`${props.name}, ${props.list.length}`} {...(props.bad && { bad: true })}>
      {props.list.map((one) => (
        <li key={one.path} className="flex min-h-7 items-center gap-2">
          {(props.bad || props.except.includes(one.path)) && (
            <Check
              checked={!props.except.includes(one.path)}
              label={`Take ${one.path}`}
              onChange={(take) => props.onChange(one.path, take)}
            />
          )}
          <bdi className="code min-w-0 wrap-anywhere">{one.path}</bdi>
          <span className="ml-auto shrink-0 pl-3 text-muted">{one.why}</span>
        </li>
      ))}
    </Files>
  );
}
