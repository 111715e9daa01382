const ESCAPES: Record<string, number> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 };
const ESCAPE = /\\([0-7]{3}|.)/g;

/** A name as git writes it: as it is, or in quotes with its bytes escaped where they are no plain text. */
export function decodePath(written: string): string {
  if (!(written.length > 1 && written.startsWith('"') && written.endsWith('"'))) return written;
  const inner = written.slice(1, -1);
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  let at = 0;
  for (const found of inner.matchAll(ESCAPE)) {
    bytes.push(...encoder.encode(inner.slice(at, found.index)));
    const escaped = found[1] ?? '';
    bytes.push(ESCAPES[escaped] ?? Number.parseInt(escaped, 8));
    at = found.index + found[0].length;
  }
  bytes.push(...encoder.encode(inner.slice(at)));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes));
  } catch {
    return percentEncoded(bytes);
  }
}

/** A name that is no text, as the daemon shows one. */
const percentEncoded = (bytes: readonly number[]): string =>
  bytes
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~/]/.test(letter)
        ? letter
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

/** A name behind `---`, `+++`, without the prefix of its side; undefined for none. */
export function sidePath(written: string): string | undefined {
  const path = decodePath(written.endsWith('\t') ? written.slice(0, -1) : written);
  return path === '/dev/null' ? undefined : path.slice(2);
}

/** Both names of `diff --git`, which parts them by a space alone. It is asked where nothing else names them. */
export function headPaths(written: string): { old: string; new: string } {
  const quoted = /^("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*")$|^("(?:[^"\\]|\\.)*") (.+)$/.exec(written);
  if (quoted)
    return {
      old: decodePath(quoted[1] ?? quoted[3] ?? '').slice(2),
      new: decodePath(quoted[2] ?? quoted[4] ?? '').slice(2),
    };
  // Without quotes both are the same name, or else lines of their own say so.
  const middle = (written.length - 1) / 2;
  return { old: written.slice(2, middle), new: written.slice(middle + 3) };
}

/** The folder, with its slash, and the name. */
export function cutPath(path: string): { folder: string; name: string } {
  const cut = path.lastIndexOf('/') + 1;
  return { folder: path.slice(0, cut), name: path.slice(cut) };
}
