import { describe, expect, it } from 'vitest';
import type { Agent, Project, Session } from '../../api/client';
import {
  baseOf,
  beginningOf,
  chipsOf,
  corrected,
  doingOf,
  missingOf,
  outlookOf,
  type Preview,
  saidSoFar,
} from './command';

const preview: Preview = {
  text: 'claude implement billing -- add keys',
  agent: 'claude',
  action: 'implement',
  project_id: 'p1',
  scope_path: null,
  prompt: 'add keys',
  model: null,
  base: 'main',
  branch: null,
  session_id: null,
};
const agents = [{ id: 'claude', name: 'Claude Code' }] as Agent[];
const projects = [{ id: 'p1', slug: 'billing' }] as Project[];
const sessions = [{ id: 'jffxskp9ym', title: 'Rotate the keys' }] as Session[];
const known = { agents, projects, sessions };

describe('the chips of a command', () => {
  it('say its parts by their names, and which of them follow from settings', () => {
    const chips = chipsOf(preview, 'claude implement billing add keys', known);
    expect(chips).toEqual([
      { name: 'Agent', value: 'Claude Code' },
      { name: 'Action', value: 'implement' },
      { name: 'Project', value: 'billing' },
      { name: 'Prompt', value: 'add keys' },
      { name: 'Base', value: 'main', implied: true },
    ]);
  });
  it('say which branch it would get, whether it was named or not', () => {
    const branchOf = (text: string) =>
      chipsOf({ ...preview, branch: 'orch/keys' }, text, known).find((chip) => chip.name === 'Branch');
    expect(branchOf('claude implement billing add keys')).toEqual({
      name: 'Branch',
      value: 'keys',
      implied: true,
    });
    expect(branchOf('claude implement billing --branch orch/keys add keys')?.implied).toBeUndefined();
  });
  it('cut a long prompt to one line', () => {
    const long = { ...preview, prompt: `first\nsecond ${'x'.repeat(100)}` };
    const prompt = chipsOf(long, long.prompt, known).find((chip) => chip.name === 'Prompt');
    expect(prompt?.value).toMatch(/^first second x+…$/);
    expect(prompt?.value).toHaveLength(80);
  });
});

it('names a session that a command is about by its title too', () => {
  const stop = { ...preview, action: 'stop', prompt: null, session_id: 'jffxskp9ym' };
  const chip = chipsOf(stop, 'stop jffx', known).find((one) => one.name === 'Session');
  expect(chip?.value).toBe('jffxskp9ym Rotate the keys');
});

it('says what its button does', () => {
  expect(['implement', undefined, 'stop', 'follow_up', 'resume'].map(doingOf)).toEqual([
    'Start',
    'Start',
    'Stop',
    'Send',
    'Resume',
  ]);
});

it('says what is missing from what was expected', () => {
  expect(missingOf('the command ends where an action was expected')).toBe('action');
  expect(missingOf('the command ends where a project was expected')).toBe('project');
  expect(missingOf('implement needs a prompt: what is to be done?')).toBe('prompt');
  expect(missingOf('"foo" stands where a project was expected')).toBeUndefined();
});

it('shows what is said so far of a command that is not complete', () => {
  const names = (text: string) => saidSoFar(text, agents, projects).map((chip) => chip.name);
  expect(names('claude implement billing')).toEqual(['Agent', 'Action', 'Project']);
  expect(names('Claude: plan')).toEqual(['Agent', 'Action']);
  expect(names('claude implement bill')).toEqual(['Agent', 'Action']);
  expect(names('ask claude to')).toEqual([]);
});

it('puts the name that was meant in the place of the misread one', () => {
  const detail = '"billng" stands where a project was expected';
  expect(corrected('claude implement billng foo', detail, 'billing')).toBe('claude implement billing foo');
  expect(corrected('claude implement billng foo', detail, undefined)).toBeUndefined();
});

it('tells the place in the line once all places are taken', () => {
  const working = { state: 'running', queued: null } as Session;
  const queued = { state: 'created', queued: { position: 1, because: 'global' } } as Session;
  expect(outlookOf([working], 2)).toBeUndefined();
  expect(outlookOf([working, working], 2)).toBe('first in line');
  expect(outlookOf([working, working, queued], 2)).toBe('second in line');
  expect(outlookOf([working], undefined)).toBeUndefined();
});

it('begins as the last one did', () => {
  expect(beginningOf({ agent: 'claude', action: 'plan', project: 'billing' })).toBe('claude plan billing ');
  expect(beginningOf({ agent: 'claude' })).toBe('');
  const base = baseOf('claude plan billing --base dev x');
  expect(beginningOf({ agent: 'claude', action: 'plan', project: 'billing', ...(base && { base }) })).toBe(
    'claude plan billing --base dev ',
  );
});
