import { expect, test } from 'vitest';
import { filesOf, stepsOf } from './patch';

test('counts lines within hunks alone', () => {
  const patch = [
    'diff --git a/src/A.java b/src/A.java',
    '--- a/src/A.java',
    '+++ b/src/A.java',
    '@@ -1,2 +1,2 @@',
    '-old',
    '+new',
    '+++ counts too',
    'diff --git a/b.png b/b.png',
    'Binary files differ',
  ].join('\n');
  expect(filesOf(patch)).toEqual([
    { path: 'src/A.java', added: 2, removed: 1 },
    { path: 'b.png', added: 0, removed: 0 },
  ]);
  expect(filesOf('')).toEqual([]);
});

test('a file has the name that it has among the changes', () => {
  const patch = [
    'diff --git "a/docs/\\303\\244 b/x.md" "b/docs/\\303\\244 b/x.md"',
    'new file mode 100644',
    'diff --git "a/new\\nline.txt" "b/new\\nline.txt"',
    'new file mode 100644',
    'diff --git "a/latin\\351.txt" "b/latin\\351.txt"',
    'new file mode 100644',
    'diff --git a/a b/b.md b/a b/b.md',
    'new file mode 100644',
  ].join('\n');
  expect(filesOf(patch).map((file) => file.path)).toEqual([
    'docs/ä b/x.md',
    'new\nline.txt',
    'latin%E9.txt',
    'a b/b.md',
  ]);
});

test('a plan with marks is a list of steps, any other a document', () => {
  expect(stepsOf('- [x] one\n- [~] two\n\n[ ] three')).toEqual([
    { text: 'one', state: 'done' },
    { text: 'two', state: 'now' },
    { text: 'three', state: 'open' },
  ]);
  expect(stepsOf('Routes move one folder at a time.')).toBeUndefined();
});
