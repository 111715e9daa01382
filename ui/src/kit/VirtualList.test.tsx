import { act, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { VirtualList } from './VirtualList';

const HEIGHT = 200;
const ROW = 120;

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(HEIGHT);
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(ROW);
});
afterEach(() => void vi.restoreAllMocks());

test('the row that somebody writes in stays when it is scrolled out of view', () => {
  render(
    <VirtualList label="Rows" items={Array.from({ length: 200 }, (_, n) => n)} keyOf={(n) => n}>
      {(n) => <input aria-label={`field ${n}`} />}
    </VirtualList>,
  );
  const first = screen.getByLabelText('field 0');
  act(() => first.focus());
  const list = screen.getByLabelText('Rows');
  list.scrollTop = 100 * ROW;
  fireEvent.scroll(list);
  expect(screen.getByLabelText('field 100')).toBeDefined();
  expect(screen.queryByLabelText('field 1')).toBeNull();
  expect(document.activeElement).toBe(first);
  act(() => first.blur());
  expect(screen.queryByLabelText('field 0')).toBeNull();
});
