import { expect, test } from 'vitest';
import { decodePath, headPaths } from './gitPath';
import { notesOf, reasonOf, scan } from './patch';
import { PATCH } from './testPatch';

const files = scan(PATCH);

test('every file is found under its name, with how many lines it gained and lost', () => {
  expect(files.map(({ path, how, added, removed }) => [path, how, added, removed])).toEqual([
    ['src/Retry.java', 'changed', 3, 2],
    ['docs/ä.md', 'added', 2, 0],
    ['a b.png', 'changed', 0, 0],
    ['new/name.ts', 'renamed', 0, 0],
    ['run.sh', 'changed', 0, 0],
    ['link', 'added', 1, 0],
    ['lib', 'changed', 1, 1],
    ['gone', 'deleted', 0, 1],
  ]);
});

test('lines that look like heads are lines', () => {
  const file = files[1];
  expect(file?.hunks).toHaveLength(1);
  expect(file?.hunks[0]?.pieces).toMatchObject([{ sign: '+', lines: 2, new: 1 }]);
});

test('what has no lines to show says why', () => {
  expect(files.map((file) => reasonOf(file, PATCH))).toEqual([
    undefined,
    undefined,
    'Binary file: its content is not shown.',
    'Renamed; its content is the same.',
    'Only its mode has changed.',
    'Link: src/Retry.java',
    'Submodule: 4444444444 → 5555555555',
    undefined,
  ]);
});

test('its head says what else happened to it', () => {
  expect(files.map(notesOf)).toEqual([
    [],
    ['new'],
    [],
    ['renamed from old/name.ts'],
    ['now executable'],
    ['new'],
    [],
    ['deleted'],
  ]);
});

test('the line that ends a file without a line break is known', () => {
  const pieces = files[0]?.hunks[1]?.pieces ?? [];
  expect(pieces.map(({ sign, open }) => [sign, open ?? false])).toEqual([
    [' ', false],
    ['-', true],
    ['+', false],
  ]);
});

test('names are read as git writes them', () => {
  expect(decodePath('plain name')).toBe('plain name');
  expect(decodePath('"a/\\303\\244\\t\\"q\\\\.md"')).toBe('a/ä\t"q\\.md');
  expect(decodePath('"a/grin \u{1F600}\\n"')).toBe('a/grin \u{1F600}\n');
  // Latin-1: no text, so it is shown as the daemon shows it.
  expect(decodePath('"a/b c\\344.md"')).toBe('a/b%20c%E4.md');
  expect(headPaths('a/x b/y z b/x b/y z')).toEqual({ old: 'x b/y z', new: 'x b/y z' });
  expect(headPaths('"a/\\303\\244" "b/\\303\\244"')).toEqual({ old: 'ä', new: 'ä' });
  expect(headPaths('a/x "b/\\303\\244"')).toEqual({ old: 'x', new: 'ä' });
  expect(headPaths('"a/\\303\\244" b/x y')).toEqual({ old: 'ä', new: 'x y' });
});

test('what is no patch has no files, and one that breaks off has what came before', () => {
  expect(scan('')).toEqual([]);
  expect(scan('hello\n')).toEqual([]);
  expect(scan(PATCH.slice(0, 260))[0]?.path).toBe('src/Retry.java');
});
