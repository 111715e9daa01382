import { expect, it } from 'vitest';
import type { InputRequest, TranscriptEntry } from '../../api/client';
import { besides, outputsOf } from './lastOutput';

const entry = (seq: number, kind: string, is: Partial<TranscriptEntry> = {}): TranscriptEntry => ({
  seq,
  turn: 1,
  at: `2026-12-01T10:00:0${seq}.000Z`,
  role: 'agent',
  kind,
  text: kind,
  tool: null,
  subagent: null,
  source: null,
  ...is,
});
const tool = (id: string, failed = false) => ({ id, name: 'Bash', input: null, failed });

it('shows each tool call once, with how it ended', () => {
  const outputs = outputsOf([
    entry(1, 'thinking'),
    entry(2, 'message'),
    entry(3, 'tool_started', { tool: tool('t1') }),
    entry(4, 'tool_started', { tool: tool('t2') }),
    entry(5, 'tool_finished', { tool: tool('t1', true) }),
    entry(6, 'message', { subagent: 'helper' }),
  ]);
  expect(outputs.map((one) => [one.entry.seq, one.failed, one.seconds])).toEqual([
    [2, false, undefined],
    [3, true, 2],
    [4, false, undefined],
  ]);
});

it('says of a call that was denied that it was, and leaves out what a person took', () => {
  const outputs = outputsOf([
    entry(1, 'tool_started', { text: 'make', tool: tool('t1') }),
    entry(2, 'approval', { text: 'Bash: make\nmake' }),
    entry(5, 'answer', { role: 'user', text: 'deny: no' }),
    entry(6, 'tool_finished', { tool: tool('t1', true) }),
  ]);
  expect(outputs[0]).toMatchObject({ denied: true, failed: false, seconds: 2 });
});

it('says once what is asked: in its card', () => {
  const asking = (id: string, name: string) => ({ tool: { ...tool(id), name } });
  const outputs = outputsOf([
    entry(1, 'plan', { text: 'older' }),
    entry(2, 'tool_started', asking('t1', 'ExitPlanMode')),
    entry(3, 'tool_finished', { tool: tool('t1') }),
    entry(4, 'plan', { text: 'Move **one** folder.\n' }),
    entry(5, 'tool_started', asking('t2', 'ExitPlanMode')),
    entry(6, 'tool_started', asking('t3', 'AskUserQuestion')),
  ]);
  const plan = { kind: 'plan_review', detail: 'Move **one** folder.' } as InputRequest;
  expect(besides(outputs, [plan]).map((one) => one.entry.seq)).toEqual([1]);
  expect(besides(outputs, []).map((one) => one.entry.seq)).toEqual([1, 4, 6]);
});
