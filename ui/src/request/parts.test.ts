import { expect, it } from 'vitest';
import type { InputRequest } from '../api/client';
import { changesOf, partsOf } from './parts';

const asked = (detail: string, title = 'Write: x'): InputRequest =>
  ({ kind: 'approval', title, detail, options: [] }) as unknown as InputRequest;
const input = (path: string): string => JSON.stringify({ file_path: path, content: 'a' }, null, 2);
const HOME = '/home/a/app/.orchestrator/worktrees/k3v';

it('names the file that a tool would change, by its path in the worktree', () => {
  expect(changesOf(asked(input(`${HOME}/src/App.java`)), HOME)).toEqual({
    path: 'src/App.java',
    isOutside: false,
  });
});

it('says so where it lies outside', () => {
  expect(changesOf(asked(input('/etc/hosts')), HOME)).toEqual({ path: '/etc/hosts', isOutside: true });
  expect(changesOf(asked(input(`${HOME}-other/a`)), HOME)?.isOutside).toBe(true);
  const blocked = asked(
    'cat x > /etc/hosts\n\ndescription: Add a name\n\nblocked path: /etc/hosts',
    'Bash: cat x',
  );
  expect(changesOf(blocked, HOME)).toEqual({ path: '/etc/hosts', isOutside: true });
  expect(partsOf(blocked).why).toBe('Add a name');
});

it('says nothing of what only a command knows', () => {
  expect(changesOf(asked('rm -rf build', 'Bash: rm -rf build'), HOME)).toBeUndefined();
  expect(changesOf(asked('echo \'"file_path": "/etc"\'', 'Bash: echo'), HOME)).toBeUndefined();
});
