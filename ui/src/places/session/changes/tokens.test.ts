import { expect, test } from 'vitest';
import type { Line } from './blocks';
import { colouredAs, perLine, sidesOf } from './colours';
import { languageOf } from './languages';
import { type FileChange, scan } from './patch';
import { bigPatch } from './testPatch';
import { linesOfParts } from './tokens';

test('a part over several lines is cut, one within another has its own colour', () => {
  expect(
    linesOfParts([
      'a ',
      { type: 'comment', content: '/* x\ny */' },
      { type: 'tag', alias: 'k', content: ['<', { type: 'name', content: 'b' }] },
    ]),
  ).toEqual([
    [{ text: 'a ' }, { text: '/* x', kind: 'token comment' }],
    [
      { text: 'y */', kind: 'token comment' },
      { text: '<', kind: 'token tag k' },
      { text: 'b', kind: 'token name' },
    ],
  ]);
});

test('each line gets the colours of its own side', () => {
  const line = (sign: Line['sign'], text: string): Line => ({ sign, text, old: 1, new: 1, open: false });
  const lines = [line(' ', 'a'), line('-', 'b'), line('+', 'c'), line(' ', 'd')];
  expect(sidesOf(lines)).toEqual(['a\nb\nd', 'a\nc\nd']);
  const side = (text: string) => text.split('\n').map((one) => [{ text: one }]);
  expect(perLine(lines, sidesOf(lines).map(side)).map((tokens) => tokens?.[0]?.text)).toEqual([
    'a',
    'b',
    'c',
    'd',
  ]);
  expect(sidesOf([line('+', 'c')])[0]).toBe('');
});

test('a file is coloured by its ending, none that is long', () => {
  expect(languageOf('a/b.Java')).toBe('java');
  expect(languageOf('.css')).toBeUndefined();
  expect(languageOf('Makefile')).toBeUndefined();
  const of = (text: string) => colouredAs(scan(text)[0] as FileChange);
  expect(of(bigPatch(1, 4990, 'x.ts'))).toBe('typescript');
  expect(of(bigPatch(1, 5000, 'x.ts'))).toBeUndefined();
  expect(of(bigPatch(0, 1, 'x.ts').replace('new 1', 'y'.repeat(501)))).toBeUndefined();
});
