/** What a tool does, as far as its line needs it. `read` and `search` change nothing: many of them fold into one line. */
export type ToolKind = 'read' | 'search' | 'edit' | 'write' | 'run' | 'plan' | 'agent' | 'web' | 'other';

export interface ToolWords {
  kind: ToolKind;
  verb: string;
  target: string;
  added: number;
  removed: number;
}

const kinds: Record<string, ToolKind> = {
  read: 'read',
  view: 'read',
  read_file: 'read',
  notebookread: 'read',
  grep: 'search',
  glob: 'search',
  ls: 'search',
  search: 'search',
  toolsearch: 'search',
  edit: 'edit',
  multiedit: 'edit',
  notebookedit: 'edit',
  apply_patch: 'edit',
  str_replace: 'edit',
  write: 'write',
  create: 'write',
  write_file: 'write',
  bash: 'run',
  shell: 'run',
  exec: 'run',
  exec_command: 'run',
  command_execution: 'run',
  todowrite: 'plan',
  update_plan: 'plan',
  task: 'agent',
  agent: 'agent',
  webfetch: 'web',
  websearch: 'web',
  fetch: 'web',
};

const verbs: Record<ToolKind, string> = {
  read: 'Read',
  search: 'Searched',
  edit: 'Edited',
  write: 'Wrote',
  run: 'Ran',
  plan: 'Planned',
  agent: 'Asked a helper',
  web: 'Looked up',
  other: '',
};

const asks: Record<ToolKind, string> = {
  read: 'Asks to read',
  search: 'Asks to search',
  edit: 'Asks to edit',
  write: 'Asks to write',
  run: 'Asks to run',
  plan: 'Asks to plan',
  agent: 'Asks for a helper',
  web: 'Asks to look up',
  other: '',
};

/** What a call says of itself while it waits for its approval. */
export const askingVerb = ({ kind, verb }: Pick<ToolWords, 'kind' | 'verb'>): string =>
  asks[kind] || `Asks for ${verb}`;

/** What is said of a call that was denied, and so never ran. */
export const deniedVerb = ({ kind, verb }: Pick<ToolWords, 'kind' | 'verb'>): string =>
  asks[kind] ? 'Denied' : `Denied ${verb}`;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function fieldsOf(input: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(input ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // an agent's own format, or cut off: its summary says enough
  }
}

const lines = (value: string): number => (value ? value.replace(/\n$/, '').split('\n').length : 0);

/** A path as one reads it: what lies in the session's own folder without that folder. */
export function shortPath(path: string, root: string | null): string {
  return root && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

/** One tool call in words. */
export function toolWords(
  name: string | null,
  input: string | null,
  summary: string,
  root: string | null,
): ToolWords {
  const kind = kinds[(name ?? '').toLowerCase()] ?? 'other';
  const fields = fieldsOf(input);
  const target = shortPath((text(fields.file_path) || text(fields.path) || summary).trim(), root);
  const said = kind === 'run' || kind === 'search' ? summary.trim() || target : target;
  return {
    kind,
    verb: verbs[kind] || name || 'Called a tool',
    target: said.split('\n', 1)[0] ?? '',
    ...deltaOf(kind, fields),
  };
}

function deltaOf(kind: ToolKind, fields: Record<string, unknown>): { added: number; removed: number } {
  if (kind === 'write') return { added: lines(text(fields.content)), removed: 0 };
  if (kind !== 'edit') return { added: 0, removed: 0 };
  const edits = Array.isArray(fields.edits) ? (fields.edits as Record<string, unknown>[]) : [fields];
  return {
    added: edits.reduce((sum, one) => sum + lines(text(one?.new_string)), 0),
    removed: edits.reduce((sum, one) => sum + lines(text(one?.old_string)), 0),
  };
}

/** What came of it in two words, where its output says so plainly. */
export function resultWords(kind: ToolKind, failed: boolean, output: string): string {
  if (failed) {
    const exit = /exit(?:ed)?(?: with)?(?: code| status)?:? (\d+)/i.exec(output);
    return exit ? `exit ${exit[1]}` : 'failed';
  }
  if (kind !== 'run') return '';
  const passed = /(\d+)(?: tests?)? passed/.exec(output);
  return passed ? `${passed[1]} passed` : '';
}

/** How long it took, as on its line. */
export function tookWords(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
}

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);

/** Many silent calls in one line: "Read 7 files, searched twice". */
export function runWords(kindsOfRun: readonly ToolKind[]): string {
  const reads = kindsOfRun.filter((kind) => kind === 'read').length;
  const searches = kindsOfRun.length - reads;
  const files = `Read ${reads} ${reads === 1 ? 'file' : 'files'}`;
  if (!searches) return files;
  return reads ? `${files}, searched ${times(searches)}` : `Searched ${times(searches)}`;
}
