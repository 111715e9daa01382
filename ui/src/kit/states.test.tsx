import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Problem } from '../api/problem';
import { Failed } from './states';

test('what was refused and what helps are two lines', () => {
  const fault = Problem.of(
    {
      type: 'urn:orch:problem:disk_full',
      title: 'Service unavailable',
      status: 503,
      detail: 'The disk is full',
      hint: 'Free some space',
    },
    503,
  );
  render(<Failed fault={fault} onRetry={vi.fn()} />);
  expect(screen.getByText('The disk is full')).toBeDefined();
  expect(screen.getByText('Free some space')).toBeDefined();
});
