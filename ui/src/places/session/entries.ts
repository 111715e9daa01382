import type { TranscriptEntry } from '../../api/client';
import { noteWords } from './noteWords';
import { type ToolWords, toolWords } from './toolLine';

/** A tool's call, with what came of it once it has. */
export interface Tool {
  seq: number;
  words: ToolWords;
  input: string;
  output: string;
  failed: boolean;
  /** Undefined while it runs. */
  tookMs: number | undefined;
  /** The entry that ended it; undefined while it runs. */
  ended: number | undefined;
  subagent: string | null;
}

interface Said {
  /** The first entry in it: its place in links. */
  seq: number;
  turn: number;
  at: string;
}

export type RequestKind = 'approval' | 'question' | 'plan_review';

/** What stands in the transcript as one piece. */
export type Item = Said &
  (
    | { kind: 'prompt' | 'message' | 'thinking' | 'plan' | 'error' | 'note'; text: string }
    | { kind: 'tool'; tool: Tool }
    | { kind: 'run'; tools: Tool[] }
    | { kind: 'request'; request: RequestKind; text: string }
  );

/** So many silent calls in a row are one line. */
const RUN = 3;

/** Their request stands in the transcript itself. */
const ASKING = ['AskUserQuestion', 'ExitPlanMode'];

const isRequest = (kind: string): kind is RequestKind =>
  kind === 'approval' || kind === 'question' || kind === 'plan_review';

/** Entries as they are shown: calls joined with their results, steps that say nothing new left out, runs folded. */
export function itemsOf(entries: readonly TranscriptEntry[], root: string | null): Item[] {
  const items: Item[] = [];
  const open = new Map<string, { tool: Tool; at: string }>();
  let error = '';
  for (const entry of entries) {
    const said: Said = { seq: entry.seq, turn: entry.turn, at: entry.at };
    if (entry.role === 'tool') {
      takeTool(entry, said, items, open, root);
      continue;
    }
    if (entry.kind === 'error') error = entry.text;
    if (isRequest(entry.kind)) {
      // A plan is told twice: as what it is, and as what is to be decided.
      const before = items.at(-1);
      if (before?.kind === 'plan' && entry.kind === 'plan_review') items.pop();
      items.push({ ...said, kind: 'request', request: entry.kind, text: entry.text });
      continue;
    }
    const kind = plainKind(entry, error);
    if (!kind) continue;
    items.push({ ...said, kind, text: kind === 'note' ? noteWords(entry) : entry.text });
  }
  return folded(items);
}

function takeTool(
  entry: TranscriptEntry,
  said: Said,
  items: Item[],
  open: Map<string, { tool: Tool; at: string }>,
  root: string | null,
): void {
  const call = entry.tool;
  const begun = call && open.get(call.id);
  if (entry.kind === 'tool_finished' && call && begun) {
    begun.tool.output = entry.text;
    begun.tool.failed = call.failed;
    begun.tool.tookMs = Date.parse(entry.at) - Date.parse(begun.at);
    begun.tool.ended = entry.seq;
    return;
  }
  if (call?.name && ASKING.includes(call.name)) {
    open.set(call.id, { tool: toolOf(entry, root), at: entry.at });
    return;
  }
  const tool = toolOf(entry, root);
  if (call) open.set(call.id, { tool, at: entry.at });
  items.push({ ...said, kind: 'tool', tool });
}

function toolOf(entry: TranscriptEntry, root: string | null): Tool {
  const finished = entry.kind === 'tool_finished'; // whose beginning was not told
  return {
    seq: entry.seq,
    words: toolWords(entry.tool?.name ?? null, entry.tool?.input ?? null, finished ? '' : entry.text, root),
    input: entry.tool?.input ?? '',
    output: finished ? entry.text : '',
    failed: entry.tool?.failed ?? false,
    tookMs: finished ? 0 : undefined,
    ended: finished ? entry.seq : undefined,
    subagent: entry.subagent,
  };
}

function plainKind(
  entry: TranscriptEntry,
  error: string,
): 'prompt' | 'message' | 'thinking' | 'plan' | 'error' | 'note' | undefined {
  if (entry.kind === 'answer') return undefined; // it stands on its request
  if (entry.role === 'user') return 'prompt';
  if (entry.kind === 'thinking' || entry.kind === 'plan' || entry.kind === 'error') return entry.kind;
  if (entry.role === 'agent') return 'message';
  if (entry.kind === 'session_failed') return error ? undefined : 'error';
  if (entry.kind === 'session_stopped' || entry.kind === 'session_archived') return 'note';
  if (entry.kind === 'turn_finished') return entry.text === 'completed' ? 'note' : undefined;
  return entry.kind.startsWith('session_') ? undefined : 'note';
}

const isSilent = (item: Item): item is Item & { kind: 'tool'; tool: Tool } =>
  item.kind === 'tool' &&
  !item.tool.failed &&
  item.tool.tookMs !== undefined &&
  (item.tool.words.kind === 'read' || item.tool.words.kind === 'search');

function folded(items: readonly Item[]): Item[] {
  const result: Item[] = [];
  let run: (Item & { kind: 'tool'; tool: Tool })[] = [];
  const end = (): void => {
    const first = run[0];
    if (first && run.length >= RUN)
      result.push({
        seq: first.seq,
        turn: first.turn,
        at: first.at,
        kind: 'run',
        tools: run.map((one) => one.tool),
      });
    else result.push(...run);
    run = [];
  };
  for (const item of items) {
    if (isSilent(item)) run.push(item);
    else {
      end();
      result.push(item);
    }
  }
  end();
  return result;
}

/** The place of the piece that holds this entry; of the one before it where it is in none. */
export function placeOf(items: readonly Item[], seq: number): number {
  const after = items.findIndex((item) => item.seq > seq);
  return Math.max(0, after < 0 ? items.length - 1 : after - 1);
}
