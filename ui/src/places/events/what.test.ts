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
