import { expect, test } from 'vitest';
import { type FileChange, scan } from './patch';
import { changeFrom, fileFrom, lineFrom, lineWords, type Place, readLines, writeLines } from './places';
import { bigPatch, PATCH } from './testPatch';

const files = scan(PATCH);
const all = () => true;
const JAVA = 'src/Retry.java';

test('next goes from change to change and on into the next file, previous the same way back', () => {
  const seen: (Place | undefined)[] = [];
  let at: Place | undefined;
  for (let n = 0; n < 4; n++) {
    at = changeFrom(files, at, 1, all);
    seen.push(at);
  }
  expect(seen).toEqual([
    { path: JAVA, side: 'old', line: 59 },
    { path: JAVA, side: 'old', line: 81 },
    { path: 'docs/ä.md', side: 'new', line: 1 },
    { path: 'link', side: 'new', line: 1 },
  ]);
  for (const expected of [seen[2], seen[1], seen[0], undefined]) {
    at = changeFrom(files, at, -1, all);
    expect(at).toEqual(expected);
  }
});

test('from within a change, previous is its own beginning', () => {
  const big = scan(bigPatch(0, 200));
  expect(changeFrom(big, { path: 'big.txt', side: 'new', line: 150 }, -1, all)?.line).toBe(2);
  expect(changeFrom(big, { path: 'big.txt', side: 'new', line: 150 }, 1, all)).toBeUndefined();
});

test('from the head of a file the next change is its first', () => {
  expect(changeFrom(files, { path: 'docs/ä.md' }, 1, all)).toEqual({
    path: 'docs/ä.md',
    side: 'new',
    line: 1,
  });
});

test('who has scrolled goes on to a change that begins at the first line in view', () => {
  const at: Place = { path: JAVA, side: 'old', line: 81 };
  expect(changeFrom(files, at, 1, all, true)).toEqual(at);
  expect(changeFrom(files, { path: JAVA, side: 'new', line: 60 }, 1, all, true)).toEqual(at);
});

test('folded files are passed over', () => {
  const isOpen = (file: FileChange) => file.path !== 'docs/ä.md';
  expect(changeFrom(files, { path: JAVA, side: 'old', line: 81 }, 1, isOpen)?.path).toBe('link');
});

test('files are gone through, and back goes to the head of the one that is read first', () => {
  expect(fileFrom(files, undefined, 1)).toEqual({ path: JAVA });
  expect(fileFrom(files, { path: JAVA, side: 'new', line: 60 }, -1)).toEqual({ path: JAVA });
  expect(fileFrom(files, { path: JAVA }, 1)).toEqual({ path: 'docs/ä.md' });
  expect(fileFrom(files, { path: JAVA }, -1)).toBeUndefined();
  expect(fileFrom(files, { path: 'gone' }, 1)).toBeUndefined();
});

test('the arrows go line by line over both sides, and with shift take more lines of one', () => {
  const java = files[0] as FileChange;
  expect(lineFrom(java, { path: JAVA, side: 'old', line: 59 }, 1, false)).toEqual({
    path: JAVA,
    side: 'new',
    line: 59,
  });
  expect(lineFrom(java, { path: JAVA, side: 'new', line: 63 }, 1, false)).toEqual({
    path: JAVA,
    side: 'new',
    line: 81,
  });
  expect(lineFrom(java, { path: JAVA, side: 'new', line: 59 }, 1, true)).toEqual({
    path: JAVA,
    side: 'new',
    line: 60,
    from: 59,
  });
  expect(lineFrom(java, { path: JAVA, side: 'new', line: 63 }, 1, true)).toBeUndefined();
});

test('lines stand in the address and are read from it', () => {
  const place: Place = { path: JAVA, side: 'new', line: 61, from: 60 };
  expect(writeLines(place)).toBe('R60-61');
  expect(readLines('R60-61')).toEqual({ side: 'new', from: 60, line: 61 });
  expect(readLines('L3')).toEqual({ side: 'old', line: 3 });
  expect(readLines('L')).toEqual({});
  expect(readLines('60')).toEqual({});
  expect(lineWords('new', 60, 61)).toBe('Lines 60–61');
  expect(lineWords('old', 3, 3)).toBe('Old line 3');
});
