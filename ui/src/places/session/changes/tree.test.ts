import { beforeEach, expect, test } from 'vitest';
import { type FileChange, scan } from './patch';
import { bigPatch } from './testPatch';
import { matching, treeRows } from './tree';
import { isMarkedViewed, readMarks, withMark } from './viewed';

const files = [
  'src/main/java/b/B.java',
  'src/main/java/b/A.java',
  'src/main/resources/x.sql',
  'README.md',
  'docs/deep/er/y.md',
].flatMap((path) => scan(bigPatch(1, 1, path)));

const drawn = (shown: readonly FileChange[], closed: string[] = []): string[] =>
  treeRows(shown, new Set(closed)).map((row) => `${'  '.repeat(row.depth)}${row.name}`);

test('folders that hold one folder alone are one line, folders come before files', () => {
  expect(drawn(files)).toEqual([
    'docs/deep/er',
    '  y.md',
    'src/main',
    '  java/b',
    '    A.java',
    '    B.java',
    '  resources',
    '    x.sql',
    'README.md',
  ]);
});

test('a closed folder hides what it holds', () => {
  expect(drawn(files, ['src/main'])).toEqual(['docs/deep/er', '  y.md', 'src/main', 'README.md']);
});

test('the filter takes words of the path in any case', () => {
  expect(matching(files, 'JAVA a.j').map((file) => file.path)).toEqual(['src/main/java/b/A.java']);
  expect(matching(files, 'nothing')).toEqual([]);
  expect(matching(files, ' ')).toHaveLength(5);
});

beforeEach(() => localStorage.clear());

test('what was viewed is not viewed any more once its change is another one', () => {
  const [file] = files as [FileChange];
  const marks = withMark({}, file, true);
  expect(isMarkedViewed(marks, file)).toBe(true);
  expect(isMarkedViewed(marks, { ...file, content: '1..3' })).toBe(false);
  expect(withMark(marks, file, false)).toEqual({});
  localStorage.setItem('orch.viewed.s', 'no json');
  expect(readMarks('s')).toEqual({});
});
