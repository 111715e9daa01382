import { expect, it } from 'vitest';
import type { InputRequest } from '../api/client';
import type { Waiting } from '../request/waiting';
import { bodyOf, maySend, namesOf, newOnes } from './notify';

const one = (id: string, since = '2026-12-01T10:00:00Z'): Waiting => ({ id, since, session: undefined });

it('tells of what has come, once, and never of what was there at the start', () => {
  expect(newOnes(undefined, [one('a')])).toEqual([]);
  const known = namesOf([one('a')]);
  expect(newOnes(known, [one('a'), one('b')]).map((it) => it.id)).toEqual(['b']);
  expect(newOnes(namesOf([one('a'), one('b')]), [one('a'), one('b')])).toEqual([]);
});

it('tells again of a session that is blocked again', () => {
  expect(newOnes(namesOf([one('s')]), [one('s', '2026-12-01T11:00:00Z')])).toHaveLength(1);
});

it('is sent by one tab, when it was asked for, allowed, and nobody looks', () => {
  const yes = { wanted: true, permission: 'granted', holdsStream: true, looking: false } as const;
  expect(maySend(yes)).toBe(true);
  expect(maySend({ ...yes, wanted: false })).toBe(false);
  expect(maySend({ ...yes, permission: 'default' })).toBe(false);
  expect(maySend({ ...yes, holdsStream: false })).toBe(false);
  expect(maySend({ ...yes, looking: true })).toBe(false);
});

it.each([
  ['question', 'Which **one**?', 'Question: Which one?'],
  ['approval', 'rm **/*.log', 'Approval: rm **/*.log'],
] as const)('shows no marks of a %s that a person reads', (kind, title, shown) => {
  expect(bodyOf({ ...one('a'), request: { kind, title } as InputRequest })).toBe(shown);
});
