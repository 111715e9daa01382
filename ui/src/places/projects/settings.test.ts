import { describe, expect, it } from 'vitest';
import type { Project } from '../../api/client';
import { Problem } from '../../api/problem';
import { bodyOf, branchOf, changedKeys, fieldOf, formOf, KEPT, wrongIn } from './settings';

const project: Project = {
  id: 'p1',
  slug: 'billing-api',
  name: 'Billing',
  path: '/code/billing-api',
  default_branch: 'main',
  default_scope: null,
  settings: {
    include: ['.env'],
    setup: null,
    teardown: 'make down',
    env: { TOKEN: KEPT },
    env_pass: [],
    max_sessions: 2,
    auto_resume: false,
    policy: { mode: 'ask', until: null },
    sandbox: 'none',
    worktree_root: null,
    branch_template: 'orch/{agent}/{project}/{session_id}',
  },
  available: true,
  network_file_system: null,
  created_at: '2026-12-01T10:00:00Z',
  updated_at: '2026-12-01T10:00:00Z',
};
const form = formOf(project);

describe('settings', () => {
  it('send only what has changed', () => {
    expect(bodyOf(form, { setup: 'npm ci', teardown: 'make down' })).toEqual({
      settings: { setup: 'npm ci' },
    });
    expect(bodyOf(form, { name: 'Bills' })).toEqual({ name: 'Bills' });
    expect(bodyOf(form, {})).toEqual({});
  });
  it('go back to the usual where a field is emptied', () => {
    expect(bodyOf(form, { teardown: ' ', include: '\n', max_sessions: '', branch_template: '' })).toEqual({
      settings: { teardown: null, include: null, max_sessions: null, branch_template: null },
    });
  });
  it('take a pattern a line', () => {
    expect(bodyOf(form, { include: '.env\n\n config/*.yml ' })).toEqual({
      settings: { include: ['.env', 'config/*.yml'] },
    });
  });
  it('leave the values of variables that were not touched', () => {
    const env = [...form.env, { name: 'MODE', value: 'test' }, { name: '', value: '' }];
    expect(bodyOf(form, { env })).toEqual({ settings: { env: { TOKEN: KEPT, MODE: 'test' } } });
    expect(bodyOf(form, { env: [] })).toEqual({ settings: { env: {} } });
    expect(changedKeys(form, { env: [...form.env, { name: ' ', value: '' }] })).toEqual([]);
  });
  it('know what is no number before it is sent', () => {
    expect(wrongIn({ ...form, max_sessions: 'many' })).toHaveProperty('max_sessions');
    expect(wrongIn({ ...form, max_sessions: '0' })).toHaveProperty('max_sessions');
    expect(wrongIn(form)).toEqual({});
  });
});

it('finds the field that a refusal is about', () => {
  expect(fieldOf(Problem.of({ field: 'settings.env' }, 422))).toBe('env');
  expect(fieldOf(Problem.of({ field: 'settings.env.A' }, 422))).toBe('env');
  expect(fieldOf(Problem.of({ type: 'urn:orch:problem:base_not_found' }, 422))).toBe('default_branch');
  expect(fieldOf(Problem.of({ title: 'x' }, 503))).toBeUndefined();
});

it('shows what a branch would be called', () => {
  expect(branchOf('orch/{agent}/{project}/{session_id}', 'shop')).toBe('orch/claude/shop/k3v9m2p7qd');
  expect(branchOf('{what}', 'shop')).toBe('{what}');
});
