import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ComponentProps, KeyboardEvent } from 'react';
import { agentsQuery, projectsQuery } from '../../api/queries';
import { Bar } from '../../kit/Bar';
import { Button } from '../../kit/Button';
import { Field, Segments, TextField, TextLines } from '../../kit/Field';
import { Empty } from '../../kit/states';
import { useDraft } from '../../kit/useDraft';
import { usePhone } from '../../kit/usePhone';
import { keyWords } from '../../shell/shortcuts';
import { Composer } from './Composer';
import { lastOne, useOutlook } from './command';
import { useStart } from './useStart';

const actions = ['analyze', 'review', 'implement', 'plan'] as const;

interface Fields {
  agent: string;
  action: (typeof actions)[number];
  project: string;
  scope_path: string;
  prompt: string;
  model: string;
  base: string;
  branch: string;
}

const nothing: Fields = {
  agent: '',
  action: 'implement',
  project: '',
  scope_path: '',
  prompt: '',
  model: '',
  base: '',
  branch: '',
};

/** The fields as they were left, on a reload too; agent, action, project and base as the last session had them. */
function useFields(): [Fields, (change: Partial<Fields>) => void, () => void] {
  const [draft, setDraft] = useDraft('orch.draft.fields');
  const fields = { ...nothing, ...(lastOne() as Partial<Fields>), ...(JSON.parse(draft || '{}') as object) };
  return [fields, (change) => setDraft(JSON.stringify({ ...fields, ...change })), () => setDraft('')];
}

/** Starts a session by a sentence or by fields. */
export default function NewSession() {
  const { data: projects } = useQuery(projectsQuery);
  // Else the keyboard covers the form.
  const phone = usePhone();
  return (
    <>
      <Bar title="New session" />
      {projects?.length === 0 ? (
        <Empty
          title="No project yet"
          command="orch projects add ."
          action={
            <Link to="/projects" className="text-accent underline">
              Register a project
            </Link>
          }
        >
          A session works in a project: a folder with a git repository.
        </Empty>
      ) : (
        <section className="min-h-0 flex-1 overflow-y-auto p-4" aria-label="What is to be done" tabIndex={0}>
          <div className="mx-auto max-w-[760px] space-y-4">
            <Composer focused={!phone} />
            <Form />
          </div>
        </section>
      )}
    </>
  );
}

const Select = (props: ComponentProps<'select'>) => (
  <select {...props} className="block h-8 w-full rounded-md border border-edge bg-raised px-2 max-sm:h-11" />
);

function Form() {
  const [fields, change, clear] = useFields();
  const { data: agents = [] } = useQuery(agentsQuery);
  const { data: projects = [] } = useQuery(projectsQuery);
  const { start, busy } = useStart();
  const outlook = useOutlook();
  const agent = fields.agent || (agents.find((one) => one.available)?.id ?? '');
  const project = fields.project || (projects[0]?.slug ?? '');
  const needsPrompt = fields.action === 'implement' || fields.action === 'plan';
  const missing = needsPrompt && !fields.prompt.trim();
  const text = (name: keyof Fields) => ({
    value: fields[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });

  const send = async (): Promise<void> => {
    if (missing) return;
    const filled = Object.entries({ ...fields, agent, project }).filter(([, value]) => value.trim());
    if (await start(Object.fromEntries(filled))) clear();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      aria-label="Field by field"
      onKeyDown={onKey}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2 className="font-semibold">Or field by field</h2>
      <Field name="Agent">
        {(wired) => (
          <Select {...wired} value={agent} onChange={(event) => change({ agent: event.target.value })}>
            {agents.map((one) => (
              <option key={one.id} value={one.id} disabled={!one.available}>
                {one.available ? one.name : `${one.name}, not found`}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field name="Action" what={needsPrompt ? 'In a worktree of its own' : 'Reads only'}>
        {(wired) => (
          <Segments
            {...wired}
            aria-label="Action"
            value={fields.action}
            choices={actions.map((value) => ({ value, label: value }))}
            onChange={(action) => change({ action })}
          />
        )}
      </Field>
      <Field name="Project">
        {(wired) => (
          <Select {...wired} value={project} onChange={(event) => change({ project: event.target.value })}>
            {projects.map((one) => (
              <option key={one.id} value={one.slug}>
                {one.slug}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field name="Prompt" what={needsPrompt ? 'What is to be done' : 'Without one, a usual one'}>
        {(wired) => <TextLines {...wired} {...text('prompt')} className="min-h-24 max-sm:min-h-24" />}
      </Field>
      <Field name="Scope" what="A path within the project">
        {(wired) => <TextField {...wired} {...text('scope_path')} placeholder="src/auth" />}
      </Field>
      <Field name="Model" what="The agent’s own, if empty">
        {(wired) => <TextField {...wired} {...text('model')} />}
      </Field>
      <Field name="Base" what="Branch or commit it begins at">
        {(wired) => (
          <TextField
            {...wired}
            {...text('base')}
            placeholder={projects.find((one) => one.slug === project)?.default_branch ?? ''}
          />
        )}
      </Field>
      <Field name="Branch" what="A name of its own, if empty">
        {(wired) => <TextField {...wired} {...text('branch')} />}
      </Field>
      <div className="flex items-center gap-3 py-3 max-sm:justify-end">
        <Button type="submit" busy={busy} disabled={missing} shortcut={keyWords('mod+↵')}>
          Start
        </Button>
        <span className="text-12 text-subtle">
          {missing ? `prompt is missing: ${fields.action} needs one` : outlook}
        </span>
      </div>
    </form>
  );
}
