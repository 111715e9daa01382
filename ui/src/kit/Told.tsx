/** Controls, and what turns the order of letters round, but no line end. */
const ACTING = /(?![\n\t]|\r(?:\n|$))[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;
const IN_NAMES = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

const nameOf = (letter: string): string =>
  `[U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;

/**
 * What an agent or a command wrote, so that it reads as it runs: whatever would turn its letters round or steer a
 * terminal is shown by its name, as `[U+202E]`. Of all that is shown and was not written by us; never of what is sent.
 */
export const told = (text: string): string => text.replace(ACTING, nameOf);

/** The same of the name of a file, which is one line. */
export const toldName = (name: string): string => name.replace(IN_NAMES, nameOf);

/** A word or a line of others within one of ours, whichever way it is written. */
export const Told = ({ text, className }: { text: string; className?: string }) => (
  <bdi className={className}>{told(text)}</bdi>
);
