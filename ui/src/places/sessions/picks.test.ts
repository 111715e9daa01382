import { describe, expect, it } from 'vitest';
import { kept, nothingPicked, ranged, toggled } from './picks';

const order = ['a', 'b', 'c', 'd', 'e'];
const ids = (picks: { ids: ReadonlySet<string> }) => [...picks.ids].sort();

describe('picking', () => {
  it('takes one more or one less', () => {
    const one = toggled(nothingPicked, 'b');
    expect(ids(one)).toEqual(['b']);
    expect(ids(toggled(one, 'b'))).toEqual([]);
  });
  it('goes from the last one to this one, in either direction', () => {
    expect(ids(ranged(toggled(nothingPicked, 'b'), 'd', order))).toEqual(['b', 'c', 'd']);
    expect(ids(ranged(toggled(nothingPicked, 'd'), 'b', order))).toEqual(['b', 'c', 'd']);
  });
  it('begins at the cursor where nothing is picked', () => {
    expect(ids(ranged(nothingPicked, 'c', order, 'a'))).toEqual(['a', 'b', 'c']);
    expect(ids(ranged(nothingPicked, 'c', order))).toEqual(['c']);
  });
  it('keeps its begin and what was picked before', () => {
    const more = ranged(toggled(toggled(nothingPicked, 'a'), 'c'), 'e', order);
    expect(ids(more)).toEqual(['a', 'c', 'd', 'e']);
    expect(more.anchor).toBe('c');
  });
  it('begins anew where its begin is not shown any more', () => {
    expect(ids(ranged(toggled(nothingPicked, 'gone'), 'b', order))).toEqual(['b', 'gone']);
  });
  it('drops what is not there any more', () => {
    const picks = toggled(toggled(nothingPicked, 'a'), 'b');
    expect(ids(kept(picks, (id) => id === 'b'))).toEqual(['b']);
    expect(kept(picks, () => true)).toBe(picks);
  });
});
