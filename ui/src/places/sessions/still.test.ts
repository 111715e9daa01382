import { describe, expect, it } from 'vitest';
import type { Section } from './arrange';
import { updates, withMoved } from './still';

const section = (key: string, ...ids: string[]): Section => ({ key, name: key, ids });

describe('updates', () => {
  const shown = [section('needs', 'a', 'b'), section('running', 'c', 'd', 'e')];
  it('are none where each row is where it was', () => {
    expect(updates(shown, [section('needs', 'a', 'b'), section('running', 'c', 'd', 'e')])).toBe(0);
  });
  it('are what is new, gone, or under another head', () => {
    expect(updates(shown, [section('needs', 'a', 'c'), section('running', 'd', 'e', 'f')])).toBe(3);
  });
  it('are only the rows that moved, not those they passed', () => {
    expect(updates(shown, [section('needs', 'a', 'b'), section('running', 'e', 'c', 'd')])).toBe(1);
  });
});

describe('what the person moves', () => {
  const shown = [section('needs', 'a', 'b'), section('running', 'c')];
  it('goes at once, and nothing else with it', () => {
    const now = [section('needs', 'new', 'b'), section('running', 'c')];
    expect(withMoved(shown, now, new Set(['a']))).toEqual([section('needs', 'b'), section('running', 'c')]);
  });
  it('comes back where it belongs', () => {
    const now = [section('needs', 'a', 'b'), section('running', 'other', 'c'), section('done', 'x', 'y')];
    expect(withMoved(shown, now, new Set(['y']))).toEqual([
      section('needs', 'a', 'b'),
      section('running', 'c'),
      section('done', 'y'),
    ]);
  });
  it('leaves everything as it is where it has not moved', () => {
    expect(withMoved(shown, [section('running', 'c'), section('needs', 'b', 'a')], new Set(['a']))).toBe(
      shown,
    );
  });
  it('takes away a head without rows', () => {
    expect(withMoved([section('needs', 'a')], [], new Set(['a']))).toEqual([]);
  });
});
