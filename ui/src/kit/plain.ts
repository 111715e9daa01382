/** Marks around words, not within them: `src/**` stays a path. */
const AROUND = /(^|[\s(])(\*\*|__|`)(?=\S)(.+?)\2(?=[\s).,:;!?]|$)/g;
const BEFORE = /^\s*(?:#{1,6}|>|[-*+])\s+/;
const LINK = /\[([^\][]+)\]\([^)\s]+\)/g;

/** The first line of a document, without its markup: where there is one line, marks say nothing. */
export function plainLine(text: string): string {
  const line = text.split('\n').find((one) => one.trim()) ?? '';
  return line.replace(BEFORE, '').replace(AROUND, '$1$3').replace(LINK, '$1');
}
