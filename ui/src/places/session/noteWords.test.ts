import { expect, test } from 'vitest';
import { noteWords } from './noteWords';

const note = (kind: string, text: string) => noteWords({ kind, text, turn: 2 });

test('a step is told in words, and what was said with it as it is', () => {
  expect(note('session_stopped', 'stop: user: my_agent ended: no last word')).toBe(
    'Stopped on request: my_agent ended: no last word',
  );
  expect(note('session_stopped', 'agent_stopped: shutdown')).toBe('Stopped with the daemon');
  expect(note('session_stopped', 'stop: process_lost')).toBe('Stopped: process lost');
  expect(note('session_archived', 'archive')).toBe('Archived');
});

test('a note of our own is told in words, one that somebody wrote as it is', () => {
  expect(note('stop_requested', 'user')).toBe('Asked to stop');
  expect(note('stop_requested', 'log_limit')).toBe('Asked to stop: log limit');
  expect(note('turn_finished', 'completed')).toBe('Turn 2: completed');
  expect(note('warning', 'a_file.ts is large')).toBe('Warning: a_file.ts is large');
});
