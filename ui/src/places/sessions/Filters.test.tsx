import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Filters } from './Filters';

const facets = { group: new Map([['needs', 2]]), project: new Map(), agent: new Map(), action: new Map() };
const names = (known: boolean) => {
  render(<Filters search={{}} facets={facets as never} known={known} change={vi.fn()} />);
  return screen.getAllByRole('button', { pressed: true }).map((one) => one.textContent);
};

test('a group says how many rows it would leave', () => expect(names(true)).toEqual(['All2']));

test('and no number while nothing has been read', () => expect(names(false)).toEqual(['All']));
