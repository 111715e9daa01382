const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

interface Piece {
  at: number;
  text: string;
  kind: '' | 'property' | 'string' | 'number' | 'boolean';
}

/** A text of JSON in pieces that have a colour; what is between them has none. */
export function jsonPieces(json: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of json.matchAll(TOKEN)) {
    const [text, string, colon, number] = match;
    if (match.index > end) pieces.push({ at: end, text: json.slice(end, match.index), kind: '' });
    const kind = string ? (colon ? 'property' : 'string') : number ? 'number' : 'boolean';
    pieces.push({ at: match.index, text, kind });
    end = match.index + text.length;
  }
  if (end < json.length) pieces.push({ at: end, text: json.slice(end), kind: '' });
  return pieces;
}

/** Beyond it colouring costs more than it shows. */
const MOST = 60_000;

/** Anything, as the wire has it. */
export function Json({ value }: { value: unknown }) {
  const json = JSON.stringify(value, null, 2);
  if (json.length > MOST) return json;
  return jsonPieces(json).map(({ at, text, kind }) =>
    kind ? (
      <span key={at} className={`token ${kind}`}>
        {text}
      </span>
    ) : (
      text
    ),
  );
}
