import type { Project, Wire } from '../../api/client';
import type { Problem } from '../../api/problem';

type Settings = Wire['ProjectViewSettings'];

/** A variable as it is edited; a value that was set before is never shown. */
export interface Variable {
  name: string;
  value: string;
}

/** A project as it is edited: texts, as they are typed. */
export interface Form {
  name: string;
  default_branch: string;
  include: string;
  setup: string;
  teardown: string;
  env: readonly Variable[];
  env_pass: string;
  max_sessions: string;
  auto_resume: boolean;
  policy: Settings['policy']['mode'];
  sandbox: Settings['sandbox'];
  worktree_root: string;
  branch_template: string;
}

/** What the daemon says of a value that it keeps to itself, and leaves as it is when it hears it. */
export const KEPT = '[redacted]';

export function formOf(project: Project): Form {
  const { settings } = project;
  return {
    name: project.name,
    default_branch: project.default_branch ?? '',
    include: settings.include.join('\n'),
    setup: settings.setup ?? '',
    teardown: settings.teardown ?? '',
    env: Object.entries(settings.env).map(([name, value]) => ({ name, value })),
    env_pass: settings.env_pass.join('\n'),
    max_sessions: settings.max_sessions === null ? '' : String(settings.max_sessions),
    auto_resume: settings.auto_resume,
    policy: settings.policy.mode,
    sandbox: settings.sandbox,
    worktree_root: settings.worktree_root ?? '',
    branch_template: settings.branch_template,
  };
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** A null stands for the usual. */
const orUsual = (text: string): string | null => text.trim() || null;
const list = (text: string): string[] | null => {
  const all = lines(text);
  return all.length ? all : null;
};

/** One without a name is a line that nobody has filled in. */
const variables = (env: readonly Variable[]): Record<string, string> =>
  Object.fromEntries(env.filter((one) => one.name.trim()).map((one) => [one.name.trim(), one.value]));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What of it has been changed. */
export const changedKeys = (before: Form, edits: Partial<Form>): (keyof Form)[] =>
  (Object.keys(edits) as (keyof Form)[]).filter((key) =>
    key === 'env'
      ? !same(variables(before.env), variables(edits.env ?? before.env))
      : !same(before[key], edits[key]),
  );

/** The body that changes this and nothing else. */
export function bodyOf(before: Form, edits: Partial<Form>): Wire['UpdateProject'] {
  const keys = new Set(changedKeys(before, edits));
  const now: Form = { ...before, ...edits };
  const settings: Wire['SettingsChange'] = {
    ...(keys.has('include') && { include: list(now.include) }),
    ...(keys.has('setup') && { setup: orUsual(now.setup) }),
    ...(keys.has('teardown') && { teardown: orUsual(now.teardown) }),
    ...(keys.has('env') && { env: variables(now.env) }),
    ...(keys.has('env_pass') && { env_pass: list(now.env_pass) }),
    ...(keys.has('max_sessions') && {
      max_sessions: now.max_sessions.trim() ? Number(now.max_sessions) : null,
    }),
    ...(keys.has('auto_resume') && { auto_resume: now.auto_resume }),
    ...(keys.has('policy') && { policy: { mode: now.policy, until: null } }),
    ...(keys.has('sandbox') && { sandbox: now.sandbox }),
    ...(keys.has('worktree_root') && { worktree_root: orUsual(now.worktree_root) }),
    ...(keys.has('branch_template') && { branch_template: orUsual(now.branch_template) }),
  };
  return {
    ...(keys.has('name') && { name: now.name }),
    ...(keys.has('default_branch') && { default_branch: now.default_branch.trim() }),
    ...(Object.keys(settings).length > 0 && { settings }),
  };
}

/** What cannot even be sent, by field. */
export function wrongIn(form: Form): Partial<Record<keyof Form, string>> {
  const most = form.max_sessions.trim();
  return most && !/^[1-9]\d*$/.test(most) ? { max_sessions: 'A whole number from 1, or nothing.' } : {};
}

/** The field that a refusal is about, where it says one or its kind tells. */
export function fieldOf(problem: Problem): string | undefined {
  const { field } = problem.said;
  if (typeof field === 'string') return field.replace(/^settings\./, '').replace(/[.[].*$/, '');
  return problem.slug === 'base_not_found' ? 'default_branch' : undefined;
}

const SAMPLE: Record<string, string> = {
  agent: 'claude',
  session_id: 'k3v9m2p7qd',
  title: 'add-error-handling',
};

/** What a branch would be called. */
export const branchOf = (template: string, slug: string): string =>
  template.replace(/\{(\w+)\}/g, (braced, name: string) =>
    name === 'project' ? slug : (SAMPLE[name] ?? braced),
  );
