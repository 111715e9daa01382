import { expect, test } from 'vitest';
import { blocksOf, linesOf, pairsOf, quoteOf, spotOf } from './blocks';
import { type FileChange, type Hunk, MOST, scan } from './patch';
import { blockOf, rowsOf } from './rows';
import { bigPatch, PATCH } from './testPatch';

const fileOf = (text: string): FileChange => scan(text)[0] as FileChange;
const hunkOf = (text: string): Hunk => fileOf(text).hunks[0] as Hunk;

test('a hunk is cut into blocks of at most 60 lines, and none is lost', () => {
  const text = bigPatch(130, 1000);
  for (const view of ['unified', 'split'] as const) {
    const blocks = blocksOf(hunkOf(text), view);
    expect(Math.max(...blocks.map((block) => block.height))).toBeLessThanOrEqual(MOST);
    const lines = blocks.flatMap((block) => linesOf(text, block));
    expect(lines).toHaveLength(1131);
    expect(lines.filter((line) => line.sign === '+').map((line) => line.text)).toEqual(
      Array.from({ length: 1000 }, (_, n) => `new ${n + 1}`),
    );
  }
});

test('side by side, what was removed stands beside what was put for it, also in a change of many blocks', () => {
  const text = bigPatch(130, 100);
  const pairs = blocksOf(hunkOf(text), 'split').flatMap((block) => pairsOf(linesOf(text, block)));
  const words = pairs.map((pair) => [pair.old?.text, pair.new?.text]);
  expect(words.slice(0, 3)).toEqual([
    ['first', 'first'],
    ['old 1', 'new 1'],
    ['old 2', 'new 2'],
  ]);
  expect(words[100]).toEqual(['old 100', 'new 100']);
  expect(words[101]).toEqual(['old 101', undefined]);
  expect(words).toHaveLength(131);
});

test('two changes with lines between them keep apart', () => {
  const lines = linesOf(PATCH, { pieces: fileOf(PATCH).hunks[0]?.pieces ?? [], height: 7 });
  expect(pairsOf(lines).map((pair) => [pair.old?.old, pair.new?.new])).toEqual([
    [58, 58],
    [59, 59],
    [undefined, 60],
    [60, 61],
    [61, 62],
    [62, 63],
  ]);
});

test('each line knows its numbers on both sides', () => {
  const lines = linesOf(PATCH, { pieces: fileOf(PATCH).hunks[0]?.pieces ?? [], height: 7 });
  expect(lines.map(({ sign, old, new: now }) => [sign, old, now])).toEqual([
    [' ', 58, 58],
    ['-', 59, 59],
    ['+', 60, 59],
    ['+', 60, 60],
    [' ', 60, 61],
    [' ', 61, 62],
    [' ', 62, 63],
  ]);
});

test('a line is found in the block that shows it', () => {
  const text = bigPatch(0, 1000);
  const file = fileOf(text);
  for (const view of ['unified', 'split'] as const)
    for (const line of [1, 2, 61, 62, 500, 1001]) {
      const block = blockOf(file, view, 'new', line);
      expect(block && linesOf(text, block).some((one) => one.new === line)).toBe(true);
    }
  expect(blockOf(file, 'unified', 'new', 1002)).toBeUndefined();
  expect(spotOf(file, 'old', 2)).toBeUndefined();
});

test('lines are quoted as they stand on one side', () => {
  const file = fileOf(PATCH);
  expect(quoteOf(PATCH, file, 'new', 59, 61)).toBe(
    '    var exponential = BASE;\n    return exponential;\n  }',
  );
  expect(quoteOf(PATCH, file, 'old', 59, 60)).toBe('    return SECONDS;\n  }');
});

test('a folded file is its head alone, and what has a reason shows it instead of lines', () => {
  const files = scan(PATCH);
  const rows = rowsOf(files, PATCH, 'unified', (file) => file.path === 'src/Retry.java');
  const kinds = files.map((_, n) => rows.filter((row) => row.file === n).map((row) => row.kind));
  expect(kinds[0]).toEqual(['file']);
  expect(kinds[1]).toEqual(['file', 'hunk', 'lines']);
  expect(kinds[5]).toEqual(['file', 'reason']);
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
});
