import { expect, test } from 'vitest';
import { plainLine, plainText } from './plain';

test('a line of a document is told without its marks', () => {
  expect(plainLine('\n## The **plan**: `a.ts`, then [docs](x.md)\nmore')).toBe('The plan: a.ts, then docs');
  expect(plainLine('Routes move **one folder at a time**, each with its tests.')).toBe(
    'Routes move one folder at a time, each with its tests.',
  );
  expect(plainLine('It is *not* there, _yet_.')).toBe('It is not there, yet.');
  expect(plainLine('')).toBe('');
});

test('what only looks like marks stays', () => {
  for (const line of [
    'ls src/**/a/**/b',
    '2 ** 3 ** 4',
    'a_b__c__d',
    '[ ] open',
    '#hash',
    '*.java src/*',
    'a_b _c',
  ])
    expect(plainLine(line)).toBe(line);
});

test('a whole document is told in one line', () => {
  const text = 'I read **both** files first:\n\n- `App.java`\n- *Retry.java*\n\n```sh\nls src/**\n```\n';
  expect(plainText(text)).toBe('I read both files first: App.java Retry.java ls src/**');
});
