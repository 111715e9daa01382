import { cutPath } from './gitPath';
import type { FileChange } from './patch';

export interface TreeFile {
  kind: 'file';
  name: string;
  depth: number;
  file: FileChange;
}

export interface TreeFolder {
  kind: 'folder';
  /** From the folder above it, as many levels as hold nothing else. */
  name: string;
  path: string;
  depth: number;
}

export type TreeRow = TreeFile | TreeFolder;

interface Folder {
  folders: Map<string, Folder>;
  files: FileChange[];
}

const empty = (): Folder => ({ folders: new Map(), files: [] });

/** Files whose path holds all of these words, whatever the case. */
export function matching(files: readonly FileChange[], filter: string): FileChange[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return files.filter((file) => words.every((word) => file.path.toLowerCase().includes(word)));
}

/** Folders before files, each by name; what lies in a closed folder is left out. */
export function treeRows(files: readonly FileChange[], closed: ReadonlySet<string>): TreeRow[] {
  const root = empty();
  for (const file of files) {
    let at = root;
    for (const part of cutPath(file.path).folder.split('/').filter(Boolean)) {
      const next = at.folders.get(part) ?? empty();
      at.folders.set(part, next);
      at = next;
    }
    at.files.push(file);
  }
  const rows: TreeRow[] = [];
  walk(root, '', 0, closed, rows);
  return rows;
}

function walk(at: Folder, path: string, depth: number, closed: ReadonlySet<string>, rows: TreeRow[]): void {
  for (const [first, below] of [...at.folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    let name = first;
    let folder = below;
    // A folder that holds one folder alone is one line with it.
    while (folder.files.length === 0 && folder.folders.size === 1) {
      const [[next, inner] = ['', folder]] = folder.folders;
      name = `${name}/${next}`;
      folder = inner;
    }
    const whole = path ? `${path}/${name}` : name;
    rows.push({ kind: 'folder', name, path: whole, depth });
    if (!closed.has(whole)) walk(folder, whole, depth + 1, closed, rows);
  }
  for (const file of [...at.files].sort((a, b) => (a.path < b.path ? -1 : 1)))
    rows.push({ kind: 'file', name: cutPath(file.path).name, depth, file });
}
