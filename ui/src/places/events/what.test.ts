import { expect, it } from 'vitest';
import type { OrchEvent } from '../../api/client';
import { whatOf } from './what';

const event = (type: string, payload: object): OrchEvent =>
  ({ seq: 1, type, session_id: 'k3v9m2p7qd', payload }) as unknown as OrchEvent;

it('tells a file by its path within the session’s folder', () => {
  const summary = '/home/a/my-app/.orchestrator/worktrees/k3v9m2p7qd/src/App.java';
  expect(whatOf(event('agent.tool_started', { tool: 'Write', summary }))).toBe('Write src/App.java');
});

it('leaves other paths as they are', () => {
  const summary = '/home/a/other/k3v/src/App.java';
  expect(whatOf(event('agent.tool_started', { tool: 'Read', summary }))).toBe(`Read ${summary}`);
});

it.each([
  [
    'daemon.recovered',
    { adopted: 3, settled: 1, failed: 0 },
    '3 agents taken up again, 1 turn had ended meanwhile',
  ],
  ['daemon.stopping', { running: 1 }, '1 agent goes on'],
  ['daemon.stopping', { running: 0 }, 'no agent is running'],
  ['command.received', { agent: 'claude', action: 'plan', source: 'cli' }, 'claude plan, from cli'],
  ['command.received', { agent: null, action: null, source: 'api' }, 'a command, from api'],
  [
    'command.rejected',
    { problem: 'unknown_project', detail: 'no shop', hint: null },
    'unknown project: no shop',
  ],
  [
    'command.rejected',
    {
      problem: 'command_misread',
      detail: '"hop" stands where a project was expected',
      hint: 'did you mean "shop"?',
    },
    'command misread: "hop" stands where a project was expected, did you mean "shop"?',
  ],
  ['comments.sent', { count: 2, follow_up_id: 'f', turn: null }, '2 comments'],
  ['comments.sent', { count: 1, follow_up_id: null, turn: 3 }, '1 comment, into turn 3'],
  [
    'worktree.setup_finished',
    { attempt: 1, outcome: 'timed_out', exit_code: null, duration_ms: 21_400, output: 'much', log: '/l' },
    'timed out, 21.4 s',
  ],
  ['worktree.released', { path: '/w/k3v', kept_in: 'refs/x', freed_bytes: 2048 }, '2.0 kB freed, /w/k3v'],
  ['cleanup.finished', { freed_bytes: 1024, trash_id: null }, '1.0 kB freed'],
  [
    'cleanup.finished',
    { freed_bytes: 0, trash_id: 't' },
    '0 B freed, what is in no other place is in the trash',
  ],
  ['trash.restored', { trash_id: 't', branch: 'orch/x', path: '/w/x' }, 'orch/x, /w/x'],
  ['follow_up.withdrawn', { follow_up_id: 'f' }, 'it will not be sent'],
  ['process.exited', { code: 0 }, 'exit 0'],
  ['agent.message', { text: '## Done\n\nIt has **two** parts.' }, 'Done It has two parts.'],
  ['agent.plan', { text: 'Routes move **one folder at a time**.' }, 'Routes move one folder at a time.'],
  ['agent.tool_started', { tool: 'Bash', summary: 'ls **a** `b`' }, 'Bash ls **a** `b`'],
])('tells %s with %j', (type, payload, words) => {
  expect(whatOf(event(type, payload))).toBe(words);
});

it('tells a type that it does not know by its fields', () => {
  expect(whatOf(event('session.sung', { song_id: 'x', verses: 3, by: 'agent' }))).toBe('verses 3, by agent');
});
