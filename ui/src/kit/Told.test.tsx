import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import Markdown from './Markdown';
import { Marked } from './Marked';
import { Prose } from './Prose';
import { Told, told, toldName } from './Told';
import { Well } from './Well';

const TURNED = 'rm -rf x \u202e# gpj.y';

test('what would turn letters round, or steer a terminal, is named and does nothing', () => {
  expect(told(TURNED)).toBe('rm -rf x [U+202E]# gpj.y');
  expect(told('\u061ca\u200eb\u200fc\u2066d\u2069')).toBe('[U+061C]a[U+200E]b[U+200F]c[U+2066]d[U+2069]');
  expect(told('\u001b[2J\u0007\u009b31m\u0000\u007f')).toBe('[U+001B][2J[U+0007][U+009B]31m[U+0000][U+007F]');
  expect(told('said\rnow')).toBe('said[U+000D]now');
});

test('line ends, tabs and the letters of any language stay as they are', () => {
  const text = '\tone\r\nשלום 👩‍👧 ok\r';
  expect(told(text)).toBe(text);
});

test('a name is one line: there even its line ends are named', () => {
  expect(toldName('a\nb\tc\r')).toBe('a[U+000A]b[U+0009]c[U+000D]');
});

test('every room for what others wrote names them', () => {
  const { container } = render(
    <>
      <Told text={TURNED} />
      <Marked text={TURNED} words={['rm']} />
      <Prose text={TURNED} />
      <Markdown text={`${TURNED} &#x202e; \`\u202e\` ![\u202e](x.png "y")`} />
      <Well label="What would run">
        <span>$ </span>
        {TURNED}
      </Well>
    </>,
  );
  expect(container.textContent).not.toContain('\u202e');
  expect(container.textContent.match(/\[U\+202E\]/g)).toHaveLength(8);
  expect(screen.getByRole('figure').textContent).toBe('$ rm -rf x [U+202E]# gpj.y');
});
