import { expect, it } from 'vitest';
import { Problem } from './problem';

it.each([
  ['urn:orch:problem:already_answered', 'already_answered'],
  ['https://example.invalid/problems/already_answered', 'already_answered'],
  ['already_answered', 'already_answered'],
  [undefined, ''],
])('takes the last word of the type %s', (type, slug) => {
  expect(Problem.of({ type }, 409).slug).toBe(slug);
});
