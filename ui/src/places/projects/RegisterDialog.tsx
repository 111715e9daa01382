import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { answered, api } from '../../api/client';
import { type Problem, problemOf } from '../../api/problem';
import { keys } from '../../api/queries';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { Field, TextField } from '../../kit/Field';
import { useTell } from '../../kit/Toasts';
import { fieldOf } from './settings';

const empty = { path: '', name: '', slug: '', default_branch: '' };
type Key = keyof typeof empty;

/** The field that a refusal stands at: what it names, else the path, which most are about. */
function placeOf(problem: Problem): Key {
  const field = fieldOf(problem) ?? (problem.slug.includes('slug') ? 'slug' : 'path');
  return field in empty ? (field as Key) : 'path';
}

/** Asks for a repository; the daemon looks whether it is one. */
export function RegisterDialog({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient();
  const navigate = useNavigate();
  const tell = useTell();
  const [form, setForm] = useState(empty);
  const [refused, setRefused] = useState<{ at: Key; problem: Problem }>();
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);

  const register = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || !form.path.trim()) return;
    setBusy(true);
    try {
      const filled = Object.fromEntries(
        Object.entries(form)
          .map(([key, value]) => [key, value.trim()] as const)
          .filter(([, value]) => value),
      );
      const project = await answered(
        api.POST('/api/v1/projects', { body: { path: form.path.trim(), ...filled } }),
      );
      await cache.invalidateQueries({ queryKey: keys.projects });
      tell.done(`Registered ${project.slug}`);
      onClose();
      void navigate({ to: '/projects/$id', params: { id: project.slug } });
    } catch (fault) {
      const problem = problemOf(fault);
      setRefused({ at: placeOf(problem), problem });
    } finally {
      setBusy(false);
    }
  };

  const field = (key: Key, name: string, what: string, hint: string) => (
    <Field
      wide
      name={name}
      what={what}
      refused={refused?.at === key ? `${refused.problem.message}; ${refused.problem.hint}` : undefined}
    >
      {(wired) => (
        <TextField
          {...wired}
          {...(key === 'path' && { ref: first, required: true })}
          value={form[key]}
          placeholder={hint}
          spellCheck={false}
          autoComplete="off"
          className={key === 'name' ? '' : 'code'}
          onChange={(event) => {
            setForm({ ...form, [key]: event.target.value });
            setRefused(undefined);
          }}
        />
      )}
    </Field>
  );
  return (
    <Dialog title="Register a project" open onOpenChange={(open) => !open && onClose()} initialFocus={first}>
      <form onSubmit={(event) => void register(event)} className="flex min-h-0 flex-col">
        <div className="grid min-h-0 gap-3 overflow-auto px-5 py-4">
          {field(
            'path',
            'Folder',
            'A git repository of this machine, or a folder in one',
            '/home/me/code/my-app',
          )}
          {field('name', 'Name', 'Else that of its folder', '')}
          {field('slug', 'Slug', 'What commands call it, once and for all. Else made of the name', 'my-app')}
          {field('default_branch', 'Default branch', 'Else the one that the repository is at', 'main')}
        </div>
        <footer className="flex items-center justify-end gap-2 border-t px-5 py-3">
          <Button onClick={onClose} shortcut="Esc">
            Cancel
          </Button>
          <Button type="submit" look="primary" busy={busy} disabled={!form.path.trim()}>
            Register
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
