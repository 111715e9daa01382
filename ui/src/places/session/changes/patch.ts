import { decodePath, headPaths, sidePath } from './gitPath';

export type Side = 'old' | 'new';
/** As the patch marks a line: of both sides, added, removed. */
export type Sign = ' ' | '+' | '-';

/** Lines of one sign that follow each other, at most `MOST` of them. Their text stays in the patch until it is shown. */
export interface Piece {
  sign: Sign;
  /** Where its first line begins in the patch, with its sign. */
  at: number;
  lines: number;
  /** Numbers of its first line; that of the other side is the next one there. */
  old: number;
  new: number;
  /** Its last line ends the file without a line break. */
  open?: true;
}

export interface Hunk {
  head: string;
  old: number;
  oldLines: number;
  new: number;
  newLines: number;
  pieces: Piece[];
}

export interface FileChange {
  path: string;
  /** Its name before, where that differs. */
  oldPath?: string;
  how: 'changed' | 'added' | 'deleted' | 'renamed' | 'copied';
  oldMode?: string;
  newMode?: string;
  binary: boolean;
  added: number;
  removed: number;
  /** Tells one content of the change from another. */
  content: string;
  longest: number;
  hunks: Hunk[];
}

/** Its name on a side: what is said of old lines is said of the file that had them. */
export const pathOn = (file: FileChange, side: Side): string =>
  side === 'old' ? (file.oldPath ?? file.path) : file.path;

/** Lines that are put into the page at once. */
export const MOST = 60;

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;
const INDEX = /^index ([0-9a-f]+\.\.[0-9a-f]+)(?: (\d+))?/;

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

/**
 * The files of a patch of git, without copying its lines: 12 MB are read in tens of milliseconds. What it does not
 * know it passes over.
 */
export function scan(text: string): FileChange[] {
  const files: FileChange[] = [];
  let file: FileChange | undefined;
  let at = 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    if (text.startsWith('diff --git ', at)) {
      file = begin(text.slice(at + 'diff --git '.length, end));
      files.push(file);
    } else if (file && text.startsWith('@@ -', at)) {
      at = readHunk(text, at, end, file);
      continue;
    } else if (file) readHead(file, text.slice(at, Math.min(end, at + 5000)));
    at = end + 1;
  }
  for (const one of files)
    if (!one.content) one.content = `${one.oldPath ?? ''} ${one.path} ${one.newMode ?? ''}`;
  return files;
}

function begin(names: string): FileChange {
  const paths = headPaths(names);
  return {
    path: paths.new,
    how: 'changed',
    binary: false,
    added: 0,
    removed: 0,
    content: '',
    longest: 0,
    hunks: [],
  };
}

const heads: readonly [string, (file: FileChange, value: string) => void][] = [
  [
    'new file mode ',
    (file, mode) => {
      file.how = 'added';
      file.newMode = mode;
    },
  ],
  [
    'deleted file mode ',
    (file, mode) => {
      file.how = 'deleted';
      file.oldMode = mode;
    },
  ],
  [
    'old mode ',
    (file, mode) => {
      file.oldMode = mode;
    },
  ],
  [
    'new mode ',
    (file, mode) => {
      file.newMode = mode;
    },
  ],
  ['rename from ', (file, path) => moved(file, 'renamed', decodePath(path))],
  ['copy from ', (file, path) => moved(file, 'copied', decodePath(path))],
  [
    'rename to ',
    (file, path) => {
      file.path = decodePath(path);
    },
  ],
  [
    'copy to ',
    (file, path) => {
      file.path = decodePath(path);
    },
  ],
  [
    '--- ',
    (file, path) => {
      const old = sidePath(path);
      if (old !== undefined && file.how === 'deleted') file.path = old;
    },
  ],
  [
    '+++ ',
    (file, path) => {
      file.path = sidePath(path) ?? file.path;
    },
  ],
  [
    'Binary files ',
    (file) => {
      file.binary = true;
    },
  ],
  [
    'GIT binary patch',
    (file) => {
      file.binary = true;
    },
  ],
];

function moved(file: FileChange, how: 'renamed' | 'copied', from: string): void {
  file.how = how;
  file.oldPath = from;
}

function readHead(file: FileChange, line: string): void {
  const index = INDEX.exec(line);
  if (index) {
    file.content = index[1] ?? '';
    if (index[2]) {
      file.oldMode ??= index[2];
      file.newMode ??= index[2];
    }
    return;
  }
  const head = heads.find(([start]) => line.startsWith(start));
  head?.[1](file, line.slice(head[0].length));
}

/** @return where the next line after the hunk begins */
function readHunk(text: string, from: number, headEnd: number, file: FileChange): number {
  const head = text.slice(from, headEnd);
  const numbers = HUNK.exec(head);
  if (!numbers) return headEnd + 1;
  const [, old = '0', oldLines = '1', now = '0', newLines = '1'] = numbers;
  const hunk: Hunk = {
    head,
    old: Number(old),
    oldLines: Number(oldLines),
    new: Number(now),
    newLines: Number(newLines),
    pieces: [],
  };
  file.hunks.push(hunk);
  // The head says how many lines follow, so that no line is taken for something else, whatever it says.
  let oldNext = hunk.old;
  let newNext = hunk.new;
  const oldEnd = hunk.old + hunk.oldLines;
  const newEnd = hunk.new + hunk.newLines;
  let piece: Piece | undefined;
  let at = headEnd + 1;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const sign = signAt(text, at);
    if (sign === '\\') {
      if (piece) piece.open = true;
      piece = undefined;
    } else {
      if (oldNext >= oldEnd && newNext >= newEnd) break;
      if (sign === undefined) break;
      if (!piece || piece.sign !== sign || piece.lines === MOST) {
        piece = { sign, at, lines: 0, old: oldNext, new: newNext };
        hunk.pieces.push(piece);
      }
      piece.lines += 1;
      if (sign !== '+') oldNext += 1;
      if (sign !== '-') newNext += 1;
      if (sign === '+') file.added += 1;
      if (sign === '-') file.removed += 1;
      file.longest = Math.max(file.longest, end - at - 1);
    }
    at = end + 1;
  }
  return at;
}

function signAt(text: string, at: number): Sign | '\\' | undefined {
  const sign = text[at];
  if (sign === '+' || sign === '-' || sign === ' ' || sign === '\\') return sign;
  // Some tools drop the space of an empty line.
  return sign === '\n' ? ' ' : undefined;
}

export const linesIn = (file: FileChange): number =>
  file.hunks.reduce((sum, hunk) => sum + hunk.pieces.reduce((n, piece) => n + piece.lines, 0), 0);

const modeWords: Record<string, string> = {
  '100644': 'file',
  '100755': 'executable',
  '120000': 'link',
  '160000': 'submodule',
};

const wordOf = (mode: string): string => modeWords[mode] ?? mode;

const isMode = (file: FileChange, mode: string): boolean => file.newMode === mode || file.oldMode === mode;

function modeNote({ oldMode, newMode }: FileChange): string | undefined {
  if (newMode === '100755' && !oldMode) return 'executable';
  if (!oldMode || !newMode || oldMode === newMode) return undefined;
  if (newMode === '100755') return 'now executable';
  if (oldMode === '100755' && newMode === '100644') return 'no longer executable';
  return `${wordOf(oldMode)} → ${wordOf(newMode)}`;
}

/** What happened to it in a few words, for its head. */
export function notesOf(file: FileChange): string[] {
  const notes: string[] = [];
  if (file.how === 'added') notes.push('new');
  if (file.how === 'deleted') notes.push('deleted');
  if (file.oldPath !== undefined) notes.push(`${file.how} from ${file.oldPath}`);
  const mode = modeNote(file);
  if (mode) notes.push(mode);
  return notes;
}

/** Why there are no lines to show; undefined where there are. */
export function reasonOf(file: FileChange, text: string): string | undefined {
  if (isMode(file, '160000'))
    return `Submodule: ${sides(file, text, (line) => line.replace('Subproject commit ', ''))}`;
  if (isMode(file, '120000')) return `Link: ${sides(file, text, (line) => line)}`;
  if (file.binary) return 'Binary file: its content is not shown.';
  if (file.hunks.length) return undefined;
  if (file.how === 'renamed') return 'Renamed; its content is the same.';
  if (file.how === 'copied') return 'Copied; its content is the same.';
  if (file.how === 'added') return 'An empty file.';
  if (file.how === 'deleted') return 'It was empty.';
  return 'Only its mode has changed.';
}

/** The old and the new one of what has one line. */
function sides(file: FileChange, text: string, word: (line: string) => string): string {
  const [old, now] = (['-', '+'] as const).map((sign) => {
    const piece = file.hunks[0]?.pieces.find((one) => one.sign === sign);
    return piece && word(text.slice(piece.at + 1, lineEnd(text, piece.at)));
  });
  if (old && now) return `${old} → ${now}`;
  return old ? `${old}, removed` : (now ?? 'as before');
}
