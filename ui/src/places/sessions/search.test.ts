import { describe, expect, it } from 'vitest';
import { changed, isFiltered, sessionsSearch, unfiltered } from './search';

describe('the address of the list', () => {
  it('takes what means something and leaves out the rest', () => {
    expect(
      sessionsSearch({ group: 'needs', project: 'a', q: 12, order: 'newest', archived: true, x: 1 }),
    ).toEqual({
      group: 'needs',
      project: 'a',
      q: '12',
      order: 'newest',
      archived: true,
    });
    expect(sessionsSearch({ group: 'all', order: 'up', archived: 'yes', q: '', fold: 3 })).toEqual({});
  });
  it('changes one thing and keeps the others', () => {
    expect(changed({ group: 'needs', agent: 'codex' }, { agent: undefined, q: 'x' })).toEqual({
      group: 'needs',
      q: 'x',
    });
  });
  it('clears filters and keeps how rows are shown', () => {
    const search = sessionsSearch({ group: 'done', q: 'x', order: 'project', archived: true });
    expect(isFiltered(search)).toBe(true);
    expect(unfiltered(search)).toEqual({ order: 'project', archived: true });
    expect(isFiltered(unfiltered(search))).toBe(false);
  });
});
