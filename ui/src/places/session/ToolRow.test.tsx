import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import type { Tool } from './entries';
import { type Opened, ToolRow } from './ToolRow';

const tool = (more: Partial<Tool> = {}): Tool => ({
  seq: 1,
  words: { kind: 'run', verb: 'Ran', target: 'make <script>alert(1)</script>', added: 0, removed: 0 },
  input: '',
  output: Array.from({ length: 30 }, (_, n) => `<img src=x> ${n}`).join('\n'),
  failed: false,
  tookMs: 1200,
  ended: 2,
  subagent: null,
  ...more,
});
const opened: Opened = {
  isOpen: (_, usually) => usually,
  toggle: () => undefined,
  working: false,
  asked: () => undefined,
};

test('what a tool was given and gave back is text, whatever is in it', () => {
  const { container } = render(<ToolRow tool={tool({ failed: true })} opened={opened} />);
  expect(container.querySelector('script, img')).toBeNull();
  expect(container.textContent).toContain('<script>alert(1)</script>');
});

test('it is told in the order in which it runs', () => {
  const words = { kind: 'run', verb: 'Ran', target: 'rm \u202e# gpj', added: 0, removed: 0 } as const;
  const { container } = render(
    <ToolRow tool={tool({ failed: true, words, output: '\u001b[31mno' })} opened={opened} />,
  );
  expect(container.textContent).toContain('rm [U+202E]# gpj');
  expect(container.textContent).toContain('[U+001B][31mno');
});

test('one that failed is open, shows twenty lines, and all when asked to', async () => {
  render(<ToolRow tool={tool({ failed: true })} opened={opened} />);
  const output = screen.getByRole('figure', { name: 'Output' });
  expect(output.textContent).not.toContain('<img src=x> 20');
  await userEvent.click(screen.getByRole('button', { name: 'Show all, 10 more lines' }));
  expect(output.textContent).toContain('<img src=x> 29');
});

test('one that went well is closed', () => {
  render(<ToolRow tool={tool()} opened={opened} />);
  expect(screen.queryByRole('figure')).toBeNull();
  expect(screen.getByRole('button').getAttribute('aria-expanded')).toBe('false');
});

test('one that waits for its approval has not run', () => {
  const asking: Opened = {
    ...opened,
    working: true,
    isOpen: () => true,
    asked: () => ({ state: 'open', waitedMs: 0 }),
  };
  render(<ToolRow tool={tool({ tookMs: undefined, output: '' })} opened={asking} />);
  expect(screen.getByRole('button').textContent).toMatch(/^Asks to run/);
  expect(screen.queryByRole('img', { name: 'Running' })).toBeNull();
  expect(screen.getByRole('figure', { name: 'Output' }).textContent).toBe('Not run yet');
});

test('one that was denied never ran: it has neither failed nor taken any time', () => {
  const denied: Opened = { ...opened, asked: () => ({ state: 'denied', waitedMs: 1_953_000 }) };
  render(<ToolRow tool={tool({ failed: true, tookMs: 1_953_000 })} opened={denied} />);
  const row = screen.getByRole('button');
  expect(row.textContent).toBe('Deniedmake <script>alert(1)</script>');
  expect(row.getAttribute('aria-expanded')).toBe('false');
});

test('what a person took to allow it is no time of its own, and what it took stays on its line', () => {
  const allowed: Opened = { ...opened, asked: () => ({ state: 'answered', waitedMs: 1_950_000 }) };
  render(<ToolRow tool={tool({ tookMs: 1_953_000 })} opened={allowed} />);
  expect(screen.getByText('3.0 s').className).toContain('whitespace-nowrap');
});
