import { describe, expect, it } from 'vitest';
import { aSession } from '../../test/sessions';
import { arranged, filtered, isFolded, turned } from './arrange';

const asks = (id: string, since: string) =>
  aSession({ id, state: 'waiting_for_user', reason: 'approval', state_since: since });
const nobody = new Set<string>();

const all = [
  asks('young', '2026-12-01T10:05:00Z'),
  asks('old', '2026-12-01T10:00:00Z'),
  aSession({ id: 'works', project_slug: 'storefront', last_line: 'Reading docs' }),
  aSession({
    id: 'broke',
    state: 'failed',
    reason: 'agent_error',
    project_slug: 'storefront',
    agent: 'codex',
  }),
  aSession({ id: 'seen', state: 'completed', reason: null, seen_at: '2026-12-01T10:00:00Z', action: 'plan' }),
  aSession({
    id: 'second',
    state: 'created',
    reason: 'queued',
    queued: { since: '', position: 2, because: 'global', limit: 1, running: [], not_before: null },
  }),
  aSession({
    id: 'first',
    state: 'created',
    reason: 'queued',
    queued: { since: '', position: 1, because: 'global', limit: 1, running: [], not_before: null },
  }),
];

describe('the order of the list', () => {
  it('begins with who has waited longest', () => {
    expect(arranged(all, undefined).map((section) => [section.key, section.ids])).toEqual([
      ['needs', ['old', 'young']],
      ['review', ['broke']],
      ['running', ['works']],
      ['queued', ['first', 'second']],
      ['done', ['seen']],
    ]);
  });
  it('is by project, attention first in each, if that is chosen', () => {
    const sections = arranged(all, 'project');
    expect(sections.map((section) => section.key)).toEqual(['billing-api', 'storefront']);
    expect(sections[1]?.ids).toEqual(['broke', 'works']);
  });
  it('is the newest first without groups, if that is chosen', () => {
    const rows = [aSession({ id: 'a' }), aSession({ id: 'b', created_at: '2026-12-01T11:00:00Z' })];
    expect(arranged(rows, 'newest').map((section) => section.ids)).toEqual([['b', 'a']]);
  });
});

describe('filters', () => {
  it('count what each other choice would leave', () => {
    const { rows, facets } = filtered(all, { project: 'storefront', group: 'running' }, nobody);
    expect(rows.map((row) => row.id)).toEqual(['works']);
    expect(facets.group).toEqual(
      new Map([
        ['running', 1],
        ['review', 1],
      ]),
    );
    expect(facets.project).toEqual(new Map([['storefront', 1]]));
    expect(facets.agent).toEqual(new Map([['claude', 1]]));
  });
  it('find every word wherever the row shows it', () => {
    expect(filtered(all, { q: 'READING docs store' }, nobody).rows.map((row) => row.id)).toEqual(['works']);
  });
  it('keep what the daemon found in a text', () => {
    expect(filtered(all, { q: 'zebra' }, new Set(['seen'])).rows.map((row) => row.id)).toEqual(['seen']);
  });
  it('are quick with a thousand rows', () => {
    const many = Array.from({ length: 1000 }, (_, n) => aSession({ id: `s${n}`, title: `Title ${n}` }));
    const begun = performance.now();
    for (const q of ['t', 'ti', 'titl', 'title 99']) arranged(filtered(many, { q }, nobody).rows, undefined);
    expect(performance.now() - begun).toBeLessThan(200);
  });
});

describe('folds', () => {
  it('hide what is done until it is asked for', () => {
    expect(isFolded('done', {})).toBe(true);
    expect(isFolded('done', { q: 'x' })).toBe(false);
    expect(isFolded('needs', {})).toBe(false);
  });
  it('turn in the address', () => {
    expect(turned('done', {})).toBe('done');
    expect(isFolded('done', { fold: 'done' })).toBe(false);
    expect(turned('done', { fold: 'done,needs' })).toBe('needs');
    expect(turned('done', { fold: 'done' })).toBeUndefined();
  });
});
