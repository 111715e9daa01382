import { expect, test } from 'vitest';
import { type InventoryItem, leavesWork, partsOf } from './inventory';

const item = (kind: InventoryItem['kind'], path: string, size = 10, lost = false): InventoryItem => ({
  kind,
  path,
  size_bytes: size,
  lost,
  raw: false,
});

test('the worst stands first, with its sum', () => {
  const parts = partsOf([
    item('worktree', '/w', 100),
    item('untracked', 'a'),
    item('untracked', 'b', 5),
    item('branch', 'orch/x (kept)', 0),
    item('log', '/l'),
    item('records', 'transcript', 0),
  ]);
  expect(parts.map((part) => [part.outcome, part.bytes])).toEqual([
    ['gone', 10],
    ['trash', 15],
    ['freed', 100],
    ['stays', 0],
  ]);
  expect(parts[1]?.rows).toEqual([{ kind: 'untracked', name: 'New files', paths: ['a', 'b'], bytes: 15 }]);
  expect(parts[3]?.rows[0]?.paths).toEqual(['orch/x']);
});

test('what the daemon calls lost is gone for good, whatever it is', () => {
  expect(partsOf([item('ignored', 'target/', 1, true)])[0]?.outcome).toBe('gone');
});

test('what is run before stands first', () => {
  const parts = partsOf([item('log', '/l'), item('teardown', 'make down', 0)]);
  expect(parts.map((part) => part.outcome)).toEqual(['runs', 'gone']);
  expect(parts[0]?.rows[0]?.paths).toEqual(['make down']);
});

test('a branch that stays though it was to go says why', () => {
  const parts = partsOf([item('branch', 'orch/x (kept: it is checked out in /w (2))', 0)]);
  expect(parts.map((part) => part.outcome)).toEqual(['stays']);
  expect(parts[0]?.rows[0]?.paths).toEqual(['orch/x (it is checked out in /w (2))']);
});

test('only of a worktree and its commits something can be had back', () => {
  expect(leavesWork([item('log', '/l'), item('ref', 'refs/x')])).toBe(true);
  expect(leavesWork([item('process', 'turn 1'), item('log', '/l'), item('records', 'x')])).toBe(false);
});

test('a branch that goes too is in the trash, nothing at all is no part', () => {
  expect(partsOf([item('branch', 'orch/x')])[0]?.outcome).toBe('trash');
  expect(partsOf([])).toEqual([]);
});
