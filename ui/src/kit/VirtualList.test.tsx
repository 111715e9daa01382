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

const column = (newest: number) => Array.from({ length: 200 }, (_, n) => newest - n);

test('one that follows its start shows what is put there, and keeps what is read elsewhere in view', () => {
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(200 * ROW);
  const onAtStart = vi.fn();
  const list = (newest: number) => (
    <VirtualList label="Rows" items={column(newest)} keyOf={(n) => n} follow="start" onAtStart={onAtStart}>
      {(n) => <p style={{ height: ROW }}>row {n}</p>}
    </VirtualList>
  );
  const { rerender } = render(list(1000));
  const scroller = screen.getByLabelText('Rows');
  rerender(list(1001));
  expect(scroller.scrollTop).toBe(0);
  expect(screen.getByText('row 1001')).toBeDefined();

  scroller.scrollTop = 100 * ROW + 7;
  fireEvent.scroll(scroller);
  expect(onAtStart).toHaveBeenLastCalledWith(false);
  expect(screen.getByText('row 901')).toBeDefined();
  rerender(list(1006));
  expect(scroller.scrollTop).toBe(105 * ROW + 7);
  expect(screen.getByText('row 901')).toBeDefined();

  scroller.scrollTop = 0;
  fireEvent.scroll(scroller);
  expect(onAtStart).toHaveBeenLastCalledWith(true);
  rerender(list(1007));
  expect(scroller.scrollTop).toBe(0);
  expect(screen.getByText('row 1007')).toBeDefined();
});
