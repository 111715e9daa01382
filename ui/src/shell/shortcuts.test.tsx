import { fireEvent, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useEffect } from 'react';
import { expect, test, vi } from 'vitest';
import { keyWords, listenForKeys, useActiveShortcuts, useShortcuts } from './shortcuts';

type Given = Parameters<typeof useShortcuts>[0];

function Page({ shortcuts }: { shortcuts: Given }) {
  useEffect(listenForKeys, []);
  useShortcuts(shortcuts);
  return (
    <>
      <input aria-label="text" />
      <input aria-label="box" type="checkbox" />
      <button type="button">Archive</button>
      <a href="/x">Title</a>
      <output>{useActiveShortcuts().length}</output>
    </>
  );
}

const shown = (shortcuts: Given) => {
  const page = render(<Page shortcuts={shortcuts} />);
  return { ...page, user: userEvent.setup() };
};

test('keys act alone, one after the other, and with mod', async () => {
  const run = { j: vi.fn(), gd: vi.fn(), k: vi.fn(), shiftR: vi.fn(), r: vi.fn() };
  const { user } = shown([
    { keys: 'j', label: 'Next', run: run.j },
    { keys: 'g d', label: 'Dashboard', run: run.gd },
    { keys: 'mod+k', label: 'Find', run: run.k },
    { keys: 'shift+r', label: 'Resume', run: run.shiftR },
    { keys: 'r', label: 'Reply', run: run.r },
  ]);
  await user.keyboard('jgd{Control>}k{/Control}{Shift>}R{/Shift}');
  expect(run.j).toHaveBeenCalledOnce();
  expect(run.gd).toHaveBeenCalledOnce();
  expect(run.k).toHaveBeenCalledOnce();
  expect(run.shiftR).toHaveBeenCalledOnce();
  expect(run.r).not.toHaveBeenCalled();
});

test('who types gives no orders, but for the keys that say so', async () => {
  const run = { j: vi.fn(), k: vi.fn() };
  const { user, getByLabelText } = shown([
    { keys: 'j', label: 'Next', run: run.j },
    { keys: 'mod+k', label: 'Find', whileTyping: true, run: run.k },
  ]);
  await user.click(getByLabelText('text'));
  await user.keyboard('j{Control>}k{/Control}');
  expect(run.j).not.toHaveBeenCalled();
  expect(run.k).toHaveBeenCalledOnce();
});

test('a key that is held acts once, but for one that moves', () => {
  const run = { s: vi.fn(), j: vi.fn(), gs: vi.fn() };
  const { baseElement } = shown([
    { keys: 's', label: 'Stop', run: run.s },
    { keys: 'j', label: 'Next', moves: true, run: run.j },
    { keys: 'g s', label: 'Go to sessions', run: run.gs },
  ]);
  for (const key of ['s', 'j'])
    for (const repeat of [false, true, true]) fireEvent.keyDown(baseElement, { key, repeat });
  expect(run.s).toHaveBeenCalledOnce();
  expect(run.j).toHaveBeenCalledTimes(3);
  for (const repeat of [false, true]) fireEvent.keyDown(baseElement, { key: 'g', repeat });
  for (const repeat of [false, true]) fireEvent.keyDown(baseElement, { key: 's', repeat });
  expect(run.gs).toHaveBeenCalledOnce();
  expect(run.s).toHaveBeenCalledOnce();
});

test('who writes on when the field has gone away gives no orders', () => {
  vi.useFakeTimers();
  const run = { s: vi.fn(), k: vi.fn() };
  const { getByLabelText, baseElement } = shown([
    { keys: 's', label: 'Stop', run: run.s },
    { keys: 'mod+k', label: 'Find', run: run.k },
  ]);
  const strike = (key: string, after = 0) => {
    vi.advanceTimersByTime(after);
    fireEvent.keyDown(document.activeElement ?? baseElement, { key });
  };
  const field = getByLabelText('text');
  field.focus();
  strike('a');
  field.blur();
  for (let n = 0; n < 4; n++) strike('s', 600);
  expect(run.s).not.toHaveBeenCalled();
  fireEvent.keyDown(baseElement, { key: 'k', ctrlKey: true });
  expect(run.k).toHaveBeenCalledOnce();
  strike('s', 1000);
  expect(run.s).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

test('who leaves a field on purpose gives orders at once', () => {
  const run = vi.fn();
  const { getByLabelText, baseElement } = shown([{ keys: 's', label: 'Stop', run }]);
  const field = getByLabelText('text');
  for (const leave of [
    () => fireEvent.keyDown(field, { key: 'Escape' }),
    () => fireEvent.keyDown(field, { key: 'Enter' }),
    () => fireEvent.pointerDown(baseElement),
  ]) {
    field.focus();
    fireEvent.keyDown(field, { key: 'a' });
    leave();
    field.blur();
    fireEvent.keyDown(baseElement, { key: 's' });
  }
  expect(run).toHaveBeenCalledTimes(3);
});

test('what is not shown any more does nothing', async () => {
  const run = vi.fn();
  const { user, rerender } = shown([{ keys: 'j', label: 'Next', run }]);
  rerender(<Page shortcuts={[]} />);
  await user.keyboard('j');
  expect(run).not.toHaveBeenCalled();
});

test('Enter and Space are left to the button, link or box that has the focus', () => {
  const run = { Enter: vi.fn(), Space: vi.fn() };
  const { getByLabelText, getByRole } = shown([
    { keys: 'Enter', label: 'Open', run: run.Enter },
    { keys: 'Space', label: 'Peek', run: run.Space },
  ]);
  for (const key of ['Enter', ' ']) fireEvent.keyDown(getByRole('button'), { key });
  fireEvent.keyDown(getByRole('link'), { key: 'Enter' });
  fireEvent.keyDown(getByLabelText('box'), { key: ' ' });
  expect(run.Enter).not.toHaveBeenCalled();
  expect(run.Space).not.toHaveBeenCalled();
  fireEvent.keyDown(getByRole('link'), { key: ' ' });
  expect(run.Space).toHaveBeenCalledOnce();
});

test('keys are written as they are on a keyboard', () => {
  expect(keyWords('mod+k')).toBe('Ctrl K');
  expect(keyWords('g d')).toBe('G D');
  expect(keyWords('Escape')).toBe('Escape');
});
