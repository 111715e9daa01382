import { useEffect, useState } from 'react';
import type { Block, Line } from './blocks';
import { type Language, languageOf } from './languages';
import { type FileChange, linesIn } from './patch';
import type { Token } from './tokens';

export interface Asked {
  id: number;
  language: Language;
  /** The lines of each side; a side that nothing is needed of is empty. */
  sides: [old: string, now: string];
}

export interface Coloured {
  id: number;
  sides: Token[][][] | undefined;
}

const MOST_LINES = 5000;
const MOST_COLUMNS = 500;

const languages = new WeakMap<FileChange, Language | 'none'>();

/** What a file is coloured as; undefined for none, and for one that would take too long. */
export function colouredAs(file: FileChange): Language | undefined {
  let language = languages.get(file);
  if (!language) {
    const fits = file.longest <= MOST_COLUMNS && linesIn(file) <= MOST_LINES;
    language = (fits && languageOf(file.path)) || 'none';
    languages.set(file, language);
  }
  return language === 'none' ? undefined : language;
}

const removed = (line: Line): boolean => line.sign === '-';

/** Both sides of a block; the old one only where it has lines of its own. */
export const sidesOf = (lines: readonly Line[]): Asked['sides'] => [
  lines.some(removed)
    ? lines
        .filter((line) => line.sign !== '+')
        .map((line) => line.text)
        .join('\n')
    : '',
  lines
    .filter((line) => !removed(line))
    .map((line) => line.text)
    .join('\n'),
];

/** The colours of each line, in the order of the lines. */
export function perLine(lines: readonly Line[], [old, now]: readonly Token[][][]): (Token[] | undefined)[] {
  let inOld = 0;
  let inNew = 0;
  return lines.map((line) => {
    const was = line.sign === '+' ? undefined : old?.[inOld++];
    const is = removed(line) ? undefined : now?.[inNew++];
    return is ?? was;
  });
}

type Colours = (Token[] | undefined)[];

const known = new WeakMap<Block, Colours>();
const waiting = new Map<number, (sides: Coloured['sides']) => void>();
let worker: Worker | undefined;
let asked = 0;

function ask(language: Language, sides: Asked['sides']): Promise<Coloured['sides']> {
  if (!worker) {
    worker = new Worker(new URL('./colour.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Coloured>) => {
      waiting.get(data.id)?.(data.sides);
      waiting.delete(data.id);
    });
  }
  const id = asked++;
  worker.postMessage({ id, language, sides } satisfies Asked);
  return new Promise((resolve) => waiting.set(id, resolve));
}

/** A block that is only passed by is not coloured. */
const REST_MS = 80;

/**
 * The colours of a block once they are there: it is shown plain first, and coloured beside the page's own work.
 *
 * @param calm whether the list rests
 */
export function useColours(
  file: FileChange,
  block: Block,
  lines: readonly Line[],
  calm: boolean,
): Colours | undefined {
  const [, arrived] = useState(0);
  const colours = known.get(block);
  const language = colouredAs(file);
  const wanted = calm && !colours && language;
  useEffect(() => {
    if (!wanted || typeof Worker === 'undefined') return;
    let gone = false;
    const timer = setTimeout(async () => {
      const sides = await ask(wanted, sidesOf(lines));
      if (sides) known.set(block, perLine(lines, sides));
      if (sides && !gone) arrived((n) => n + 1);
    }, REST_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [wanted, block, lines]);
  return colours;
}
