/** Marks around words, not within them: `src/**` stays a path. */
const AROUND = /(^|[\s(])(\*\*|__|`)(?=\S)(.+?)\2(?=[\s).,:;!?]|$)/g;
/** One mark may be a pattern of file names, so it has to stand at a letter. */
const SLANTED = /(^|[\s(])([*_])(?=[\p{L}\p{N}])([^*_]*[\p{L}\p{N}.!?])\2(?=[\s).,:;!?]|$)/gu;
const BEFORE = /^\s*(?:#{1,6}|>|[-*+])\s+/;
const LINK = /\[([^\][]+)\]\([^)\s]+\)/g;

const FENCE = /^\s*(?:```|~~~)/;

const withoutMarks = (line: string): string =>
  line.replace(BEFORE, '').replace(AROUND, '$1$3').replace(SLANTED, '$1$3').replace(LINK, '$1');

/** The first line of a document, without its markup: where there is one line, marks say nothing. */
export const plainLine = (text: string): string =>
  withoutMarks(text.split('\n').find((one) => one.trim()) ?? '');

/** All of a document without its markup, in one line. */
export const plainText = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() && !FENCE.test(line))
    .map((line) => withoutMarks(line).trim())
    .join(' ');
