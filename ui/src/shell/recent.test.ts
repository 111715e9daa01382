import { beforeEach, expect, it } from 'vitest';
import { bestFirst, recentFirst, recentIds, remember } from './recent';

beforeEach(() => localStorage.clear());

it('remembers what was gone to, the newest first and each once', () => {
  for (const id of ['a', 'b', 'a']) remember(id);
  expect(recentIds()).toEqual(['a', 'b']);
  for (let n = 0; n < 40; n += 1) remember(`x${n}`);
  expect(recentIds()).toHaveLength(20);
});

it('reads whatever is kept', () => {
  localStorage.setItem('orch.palette.recent', '{');
  expect(recentIds()).toEqual([]);
  localStorage.setItem('orch.palette.recent', '["a", 1]');
  expect(recentIds()).toEqual(['a']);
});

it('puts them first and leaves the order of the others', () => {
  const entries = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
  expect(recentFirst(entries, ['d', 'b']).map((one) => one.id)).toEqual(['d', 'b', 'a', 'c']);
});

it('puts what a word begins with before what has it in the middle', () => {
  const entries = ['Stream', 'Upgrade React', 'Retry'].map((label) => ({ label }));
  expect(bestFirst(entries, 're').map((one) => one.label)).toEqual(['Upgrade React', 'Retry', 'Stream']);
});
