import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { answered, api, type Project } from '../../api/client';
import { problemOf } from '../../api/problem';
import { keys } from '../../api/queries';
import { Button } from '../../kit/Button';
import { Field, Segments, TextField, TextLines, type Wired } from '../../kit/Field';
import { useTell } from '../../kit/Toasts';
import { EnvFields } from './EnvFields';
import { bodyOf, branchOf, changedKeys, type Form, fieldOf, formOf, wrongIn } from './settings';

const names: Record<keyof Form, string> = {
  name: 'Name',
  default_branch: 'Default branch',
  include: 'Copied files',
  setup: 'Set-up script',
  teardown: 'Teardown script',
  env: 'Environment',
  env_pass: 'Passed environment',
  max_sessions: 'Sessions at once',
  auto_resume: 'After a rate limit',
  policy: 'Approvals',
  sandbox: 'Sandbox',
  worktree_root: 'Worktrees elsewhere',
  branch_template: 'Branch name',
};

const policies = [
  { value: 'ask', label: 'Ask' },
  { value: 'allow_edits', label: 'Allow edits' },
  { value: 'allow_all', label: 'Allow all' },
] as const;
const sandboxes = [
  { value: 'none', label: 'None' },
  { value: 'agent', label: 'The agent’s own' },
  { value: 'os', label: 'The system’s' },
] as const;

type TextKey = Exclude<keyof Form, 'env' | 'auto_resume' | 'policy' | 'sandbox'>;

/** All that can be set for a project's sessions. What is not edited goes on showing what is set. */
export function SettingsForm({ project }: { project: Project }) {
  const cache = useQueryClient();
  const tell = useTell();
  const [edits, setEdits] = useState<Partial<Form>>({});
  const [refused, setRefused] = useState<{ field: string; text: string }>();
  const [busy, setBusy] = useState(false);
  const before = formOf(project);
  const form = { ...before, ...edits };
  const changed = changedKeys(before, edits);
  const wrong = wrongIn(form);

  const set = (edit: Partial<Form>): void => {
    setEdits((all) => ({ ...all, ...edit }));
    setRefused(undefined);
  };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy || changed.length === 0 || Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      const saved = await answered(
        api.PUT('/api/v1/projects/{id}', {
          params: { path: { id: project.id } },
          body: bodyOf(before, edits),
        }),
      );
      cache.setQueryData<Project[]>(keys.projects, (all) =>
        all?.map((one) => (one.id === saved.id ? saved : one)),
      );
      setEdits({});
      tell.done(`Saved: ${changed.map((key) => names[key].toLowerCase()).join(', ')}`);
    } catch (fault) {
      const problem = problemOf(fault);
      const field = fieldOf(problem);
      if (field && field in names) setRefused({ field, text: `${problem.message}; ${problem.hint}` });
      else tell.refused(fault);
    } finally {
      setBusy(false);
    }
  };

  const field = (
    key: keyof Form,
    what: ReactNode,
    control: (wired: Wired) => ReactNode,
    note?: ReactNode,
  ): ReactNode => (
    <Field
      name={names[key]}
      what={what}
      note={note}
      refused={wrong[key] ?? (refused?.field === key ? refused.text : undefined)}
    >
      {control}
    </Field>
  );
  const line = (
    key: TextKey,
    what: ReactNode,
    more: { note?: ReactNode; className?: string; hint?: string } = {},
  ) =>
    field(
      key,
      what,
      (wired) => (
        <TextField
          {...wired}
          value={form[key]}
          placeholder={more.hint}
          className={more.className ?? 'code'}
          onChange={(event) => set({ [key]: event.target.value })}
        />
      ),
      more.note,
    );
  const text = (key: TextKey, what: ReactNode, hint: string, note?: ReactNode) =>
    field(
      key,
      what,
      (wired) => (
        <TextLines
          {...wired}
          rows={2}
          spellCheck={false}
          value={form[key]}
          placeholder={hint}
          onChange={(event) => set({ [key]: event.target.value })}
        />
      ),
      note,
    );

  return (
    <form
      aria-label="Settings"
      onSubmit={(event) => void save(event)}
      className="flex min-h-0 flex-1 flex-col"
    >
      <section
        tabIndex={0}
        aria-label="All settings"
        className="min-h-0 flex-1 overflow-y-auto px-6 py-2 max-sm:px-4"
      >
        <div className="max-w-[680px] divide-y">
          {line('name', 'What it is called here. Its slug stays.', { className: '' })}
          {line('default_branch', 'What a session begins at, unless it names another base')}
          {text(
            'setup',
            'Runs in each new worktree',
            'for example npm ci',
            'Before the agent starts. If it fails, so does the session, with the end of its output. It may run a second time: ORCH_SETUP_ATTEMPT says which it is.',
          )}
          {text(
            'teardown',
            'Runs before a worktree goes',
            'for example docker compose down',
            'Where it fails, the worktree goes all the same, with a warning.',
          )}
          {text(
            'include',
            'Ignored files that a worktree needs',
            '.env\nconfig/*.local',
            'Patterns as in a .gitignore, one a line. Only files that git ignores are copied; a .worktreeinclude in the repository counts too.',
          )}
          {line('max_sessions', 'How many run here at the same time', {
            className: 'num !w-24',
            hint: 'no limit',
            note: 'From 1; empty: the machine’s limit alone. More wait in line.',
          })}
          {field(
            'policy',
            'What agents may do unasked',
            (wired) => (
              <Segments
                {...wired}
                aria-label={names.policy}
                value={form.policy}
                choices={policies}
                onChange={(policy) => set({ policy })}
              />
            ),
            'Ask: each approval comes to you. Allow edits: files of the worktree are written unasked. Allow all: everything is.',
          )}
          {field('sandbox', 'What keeps agents within their worktree', (wired) => (
            <Segments
              {...wired}
              aria-label={names.sandbox}
              value={form.sandbox}
              choices={sandboxes}
              onChange={(sandbox) => set({ sandbox })}
            />
          ))}
          {line('branch_template', 'What a session’s branch is called', {
            note: (
              <>
                <span className="code">{'{agent} {project} {session_id} {title}'}</span> stand for what they
                say. Next:{' '}
                <span className="code text-muted">{branchOf(form.branch_template, project.slug)}</span>
              </>
            ),
          })}
          {line('worktree_root', 'A folder outside of the repository', {
            hint: '/absolute/path',
            note: 'Empty or ours, and in no checkout. Nothing here: .orchestrator/worktrees in the project. Sessions that are there stay where they are.',
          })}
          {field('env', 'Variables that agents get', (wired) => (
            <EnvFields {...wired} variables={form.env} onChange={(env) => set({ env })} />
          ))}
          {text(
            'env_pass',
            'Names, never values',
            'NPM_TOKEN',
            'Variables of the daemon’s environment that agents get although they look like secrets, a name a line.',
          )}
          {field('auto_resume', 'Whether a session that hit one goes on', (wired) => (
            <div className="flex min-h-8 items-center gap-2">
              <input
                type="checkbox"
                {...wired}
                checked={form.auto_resume}
                onChange={(event) => set({ auto_resume: event.target.checked })}
                className="size-4 accent-accent-fill"
              />
              <span aria-hidden>Go on by itself when the limit ends</span>
            </div>
          ))}
        </div>
      </section>
      <footer className="flex shrink-0 flex-wrap items-center gap-2 border-t px-6 py-2 max-sm:px-4">
        <Button
          type="submit"
          look={changed.length ? 'primary' : 'outline'}
          disabled={changed.length === 0 || Object.keys(wrong).length > 0}
          busy={busy}
        >
          Save
        </Button>
        {changed.length > 0 && (
          <Button
            look="ghost"
            onClick={() => {
              setEdits({});
              setRefused(undefined);
            }}
          >
            Discard
          </Button>
        )}
        <span className="min-w-0 flex-1 text-12 text-subtle" role="status">
          {changed.length
            ? `Changed: ${changed.map((key) => names[key].toLowerCase()).join(', ')}`
            : 'Nothing changed. Applies to what begins from now on.'}
        </span>
      </footer>
    </form>
  );
}
