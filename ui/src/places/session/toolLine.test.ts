import { expect, test } from 'vitest';
import { resultWords, runWords, tookWords, toolWords } from './toolLine';

test('a file of the session is named without its folder', () => {
  const input = JSON.stringify({ file_path: '/w/s1/src/A.java', content: 'a\nb\n' });
  expect(toolWords('Write', input, '/w/s1/src/A.java', '/w/s1')).toEqual({
    kind: 'write',
    verb: 'Wrote',
    target: 'src/A.java',
    added: 2,
    removed: 0,
  });
});

test('an edit counts the lines of all its parts', () => {
  const input = JSON.stringify({
    file_path: 'a',
    edits: [
      { old_string: 'x', new_string: 'y\nz' },
      { old_string: 'q', new_string: '' },
    ],
  });
  expect(toolWords('MultiEdit', input, 'a', null)).toMatchObject({ added: 2, removed: 2 });
});

test('a command is its first line', () => {
  expect(toolWords('Bash', '{"command":"ls"}', 'ls -l\nrm x', null)).toMatchObject({
    verb: 'Ran',
    target: 'ls -l',
  });
});

test('an unknown tool, and an input that is no JSON, are named as they are', () => {
  expect(toolWords('mcp__db__query', '{"a":', 'select 1', null)).toMatchObject({
    kind: 'other',
    verb: 'mcp__db__query',
    target: 'select 1',
  });
  expect(toolWords(null, null, '', null).verb).toBe('Called a tool');
});

test('what came of it', () => {
  expect(resultWords('run', true, 'Exit code 1\nboom')).toBe('exit 1');
  expect(resultWords('read', true, 'no such file')).toBe('failed');
  expect(resultWords('run', false, '214 passed in 3 s')).toBe('214 passed');
  expect(tookWords(18_430)).toBe('18.4 s');
  expect(tookWords(125_000)).toBe('2m 5s');
  expect(tookWords(59_970)).toBe('1m 0s');
  expect(tookWords(119_700)).toBe('2m 0s');
});

test('a run says how much it read and searched', () => {
  expect(runWords(['read', 'search', 'read', 'search'])).toBe('Read 2 files, searched twice');
  expect(runWords(['search', 'search', 'search'])).toBe('Searched 3 times');
  expect(runWords(['read'])).toBe('Read 1 file');
});
