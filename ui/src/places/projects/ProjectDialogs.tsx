import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { answered, api, type Project } from '../../api/client';
import { problemOf } from '../../api/problem';
import { keys } from '../../api/queries';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { Field, TextField } from '../../kit/Field';
import { useTell } from '../../kit/Toasts';

interface Props {
  project: Project;
  onClose: () => void;
}

/** Says where a repository is now that somebody has moved. */
export function MoveDialog({ project, onClose }: Props) {
  const cache = useQueryClient();
  const tell = useTell();
  const [path, setPath] = useState(project.path);
  const [refused, setRefused] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const move = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      await answered(
        api.POST('/api/v1/projects/{id}/move', {
          params: { path: { id: project.id } },
          body: { path: path.trim() },
        }),
      );
      await cache.invalidateQueries({ queryKey: keys.projects });
      tell.done(`${project.slug} is at ${path.trim()}`);
      onClose();
    } catch (fault) {
      const problem = problemOf(fault);
      setRefused(`${problem.message}; ${problem.hint}`);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={`Where is ${project.slug}?`}
      open
      onOpenChange={(open) => !open && onClose()}
      initialFocus={field}
    >
      <form onSubmit={(event) => void move(event)}>
        <div className="grid gap-3 px-5 py-4">
          <p className="text-muted">
            Moves no file: move the repository yourself, then say here where it is. Worktrees and sessions go
            with it.
          </p>
          <Field wide name="Folder" refused={refused}>
            {(wired) => (
              <TextField
                {...wired}
                ref={field}
                value={path}
                spellCheck={false}
                className="code"
                onChange={(event) => {
                  setPath(event.target.value);
                  setRefused(undefined);
                }}
              />
            )}
          </Field>
        </div>
        <footer className="flex items-center justify-end gap-2 border-t px-5 py-3">
          <Button onClick={onClose} shortcut="Esc">
            Cancel
          </Button>
          <Button
            type="submit"
            look="primary"
            busy={busy}
            disabled={!path.trim() || path.trim() === project.path}
          >
            It is there
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

/** Forgets a project, after saying what that means. */
export function RemoveDialog({ project, sessions, onClose }: Props & { sessions: number }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const tell = useTell();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ title: string; text: string }>();
  const cancel = useRef<HTMLButtonElement>(null);
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await answered(api.DELETE('/api/v1/projects/{id}', { params: { path: { id: project.id } } }));
      tell.done(`${project.slug} is forgotten`);
      onClose();
      await navigate({ to: '/projects' });
      await cache.invalidateQueries({ queryKey: keys.projects });
      await cache.invalidateQueries({ queryKey: keys.sessions });
    } catch (fault) {
      const problem = problemOf(fault);
      setRefused({ title: problem.title, text: `${problem.message}; ${problem.hint}` });
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={`Forget ${project.slug}?`}
      open
      onOpenChange={(open) => !open && onClose()}
      initialFocus={cancel}
    >
      <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-y-2 px-5 py-4 text-12">
        <dt className="font-semibold text-fail">Forgotten</dt>
        <dd className="text-muted">
          the project, its settings and {sessions === 1 ? 'its session' : `its ${sessions} sessions`}
        </dd>
        <dt className="font-semibold">Stays</dt>
        <dd className="text-muted wrap-anywhere">
          every file and branch of <span className="code text-fg">{project.path}</span>
        </dd>
      </dl>
      {refused && (
        <p role="alert" className="mx-5 mb-4 rounded-md bg-fail-soft px-3 py-2 text-12 wrap-anywhere">
          <span className="font-medium text-fail">{refused.title}.</span> {refused.text}
        </p>
      )}
      <footer className="flex items-center justify-end gap-2 border-t px-5 py-3">
        <Button ref={cancel} onClick={onClose} shortcut="Esc">
          Cancel
        </Button>
        <Button look="danger" busy={busy} onClick={() => void remove()}>
          Forget it
        </Button>
      </footer>
    </Dialog>
  );
}
