import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { FileHead } from './FileHead';
import { scan } from './patch';

test('what would turn a name round, or end its line, is seen in it', () => {
  const [file] = scan('diff --git "a/evil\u202etxt\\n.exe" "b/evil\u202etxt\\n.exe"\nnew file mode 100644\n');
  if (!file) throw new Error('no file');
  const none = (): void => undefined;
  render(
    <FileHead
      file={file}
      folded={false}
      viewed={false}
      comments={0}
      at={false}
      onFold={none}
      onViewed={none}
    />,
  );
  expect(screen.getByRole('heading').textContent).toBe('evil[U+202E]txt[U+000A].exe');
  expect(screen.getByRole('button', { name: 'Fold evil[U+202E]txt[U+000A].exe' })).toBeTruthy();
});
