/** One line that was printed. */
export interface Line {
  /** Counts up with each newer one, down with each older one. */
  key: number;
  text: string;
  /** Its length where it was printed, with its end. */
  bytes: number;
}

const NEWLINE = 10;
const utf8 = new TextDecoder();
const encoder = new TextEncoder();

/** So many lines and bytes are held while it is followed; the oldest go, and can be read again. */
const MOST = 60_000;
const DROPPED = 20_000;
const MOST_BYTES = 16_000_000;
const KEPT_BYTES = 8_000_000;

/**
 * What is loaded of one stream of a turn: a stretch of its bytes as lines, that grows at both ends. Of a log of 1 GB
 * never more than that is held.
 */
export class Printed {
  private lines: Line[] = [];
  private isOpen = false;
  private newest = 0;
  private oldest = 0;
  /** The first byte that is loaded, and the one behind the last. */
  start = 0;
  end = 0;

  /** Begins anew with a stretch. @param from its place; unless it is 0, a cut first line is left out */
  begin(bytes: Uint8Array, from: number): void {
    const cut = from > 0 ? bytes.indexOf(NEWLINE) + 1 : 0;
    this.lines = [];
    this.isOpen = false;
    this.start = from + cut;
    this.end = this.start;
    this.add(bytes.subarray(cut));
  }

  /** What stands before it. @param from its place, its end being the start so far */
  addBefore(bytes: Uint8Array, from: number): void {
    const cut = from > 0 ? bytes.indexOf(NEWLINE) + 1 : 0;
    const older = linesOf(bytes.subarray(cut)).lines;
    this.start = from + cut;
    this.oldest -= older.length;
    this.lines = [...older.map((line, place) => ({ ...line, key: this.oldest + place })), ...this.lines];
  }

  /** What was printed next. */
  append(text: string): void {
    this.add(encoder.encode(text));
    if (this.lines.length > MOST) this.drop(DROPPED);
    if (this.end - this.start > MOST_BYTES) this.drop(this.oldestOf(this.end - this.start - KEPT_BYTES));
    if (this.lines.length === 1) this.cut();
  }

  /** Lets go of so many lines, the oldest first. */
  private drop(count: number): void {
    const dropped = this.lines.splice(0, count);
    this.start += dropped.reduce((sum, line) => sum + line.bytes, 0);
    this.oldest = this.lines[0]?.key ?? 0;
  }

  /** How many of the oldest lines make up so many bytes; never the newest, which may go on. */
  private oldestOf(over: number): number {
    let count = 0;
    for (let left = over; left > 0 && count < this.lines.length - 1; count++)
      left -= this.lines[count]?.bytes ?? 0;
    return count;
  }

  /** A line that is all there is and does not end loses its beginning. */
  private cut(): void {
    const [line] = this.lines;
    if (!line || line.bytes <= MOST_BYTES) return;
    const text = line.text.slice(-Math.floor((line.text.length * KEPT_BYTES) / line.bytes));
    const kept = Math.min(line.bytes, encoder.encode(text).length);
    this.start += line.bytes - kept;
    this.lines[0] = { ...line, text, bytes: kept };
  }

  /** The lines as they are now. */
  get(): readonly Line[] {
    return [...this.lines];
  }

  /** Which line holds this byte. */
  placeOf(offset: number): number {
    let at = this.start;
    const place = this.lines.findIndex((line) => {
      at += line.bytes;
      return offset < at;
    });
    return place < 0 ? this.lines.length - 1 : place;
  }

  private add(bytes: Uint8Array): void {
    const { lines, isOpen } = linesOf(bytes);
    this.end += bytes.length;
    const last = this.lines.at(-1);
    const [first] = lines;
    if (this.isOpen && last && first) {
      lines.shift();
      this.lines[this.lines.length - 1] = {
        key: last.key,
        text: last.text + first.text,
        bytes: last.bytes + first.bytes,
      };
    }
    for (const line of lines) {
      this.lines.push({ ...line, key: this.newest });
      this.newest += 1;
    }
    if (bytes.length) this.isOpen = isOpen;
  }
}

function linesOf(bytes: Uint8Array): { lines: Omit<Line, 'key'>[]; isOpen: boolean } {
  const lines: Omit<Line, 'key'>[] = [];
  let from = 0;
  while (from < bytes.length) {
    const end = bytes.indexOf(NEWLINE, from);
    const to = end < 0 ? bytes.length : end;
    const next = end < 0 ? bytes.length : end + 1;
    lines.push({ text: utf8.decode(bytes.subarray(from, to)).replace(/\r$/, ''), bytes: next - from });
    from = next;
  }
  return { lines, isOpen: bytes.length > 0 && bytes.at(-1) !== NEWLINE };
}

export interface Span {
  text: string;
  className: string;
}

const colours: Record<number, string> = {
  31: 'text-fail',
  32: 'text-ready',
  33: 'text-muted',
  34: 'text-run',
  35: 'text-accent',
  36: 'text-run',
  90: 'text-subtle',
  91: 'text-fail',
  92: 'text-ready',
  94: 'text-run',
};

const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);
const SEQUENCE = new RegExp(
  `${ESC}(?:\\[([0-9;?]*)([A-Za-z])|\\][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\)?|.)`,
  'g',
);

/** A line in the colours of its terminal codes; all other codes are left out. */
export function spansOf(line: string): Span[] {
  if (!line.includes(ESC)) return [{ text: line, className: '' }];
  const spans: Span[] = [];
  let className = '';
  let from = 0;
  const put = (to: number): void => {
    if (to > from) spans.push({ text: line.slice(from, to), className });
  };
  for (const code of line.matchAll(SEQUENCE)) {
    put(code.index);
    from = code.index + code[0].length;
    if (code[2] === 'm') className = classOf(code[1] ?? '', className);
  }
  put(line.length);
  return spans;
}

function classOf(codes: string, before: string): string {
  let colour = before;
  for (const code of codes.split(';').map(Number)) {
    if (code === 0 || code === 39) colour = '';
    else if (code === 1) colour = `${colour} font-semibold`.trim();
    else if (colours[code]) colour = colours[code];
  }
  return colour;
}
