import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { bytes, Delta } from './figures';

test('a large number is told in groups of three', () => {
  const { container } = render(<Delta added={60016} removed={1234567} />);
  expect(container.textContent).toBe('+60,016 −1,234,567');
});

test('a size is told in the units of the command line', () => {
  expect(bytes(1536)).toBe('1.5 kB');
  expect(bytes(300)).toBe('300 B');
});
