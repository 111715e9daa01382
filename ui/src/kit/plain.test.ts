import { expect, test } from 'vitest';
import { plainLine } from './plain';

test('a line of a document is told without its marks', () => {
  expect(plainLine('\n## The **plan**: `a.ts`, then [docs](x.md)\nmore')).toBe('The plan: a.ts, then docs');
  expect(plainLine('Routes move **one folder at a time**, each with its tests.')).toBe(
    'Routes move one folder at a time, each with its tests.',
  );
  expect(plainLine('')).toBe('');
});

test('what only looks like marks stays', () => {
  for (const line of ['ls src/**/a/**/b', '2 ** 3 ** 4', 'a_b__c__d', '[ ] open', '#hash'])
    expect(plainLine(line)).toBe(line);
});
