/** A stretch of a line in one colour; `kind` are class names of the theme. */
export interface Token {
  text: string;
  kind?: string;
}

/** What a grammar cuts a text into: words, or a part with a type that may hold parts itself. */
export interface Part {
  type: string;
  alias?: string | string[];
  content: Parts;
}
export type Parts = string | Part | (string | Part)[];

/** The parts of a text line by line; a part that goes over several lines is cut. */
export function linesOfParts(parts: Parts): Token[][] {
  const lines: Token[][] = [[]];
  const put = (text: string, kind: string | undefined): void => {
    for (const [n, line] of text.split('\n').entries()) {
      if (n > 0) lines.push([]);
      if (line) lines.at(-1)?.push(kind ? { text: line, kind } : { text: line });
    }
  };
  const walk = (part: Parts, kind: string | undefined): void => {
    if (typeof part === 'string') put(part, kind);
    else if (Array.isArray(part)) for (const one of part) walk(one, kind);
    else walk(part.content, ['token', part.type, part.alias ?? []].flat().join(' '));
  };
  walk(parts, undefined);
  return lines;
}
