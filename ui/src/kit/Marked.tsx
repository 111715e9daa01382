import { told } from './Told';

/** A text with the words that were looked for set off. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  return (
    <bdi>
      {pieces(text, words).map(({ from, text: piece, found }) =>
        found ? (
          <span key={from} className="font-semibold text-accent">
            {told(piece)}
          </span>
        ) : (
          told(piece)
        ),
      )}
    </bdi>
  );
}

interface Piece {
  from: number;
  text: string;
  found: boolean;
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The text in pieces, each found or not. */
export function pieces(text: string, words: readonly string[]): Piece[] {
  const wanted = words.filter(Boolean).map(escaped);
  if (wanted.length === 0) return [{ from: 0, text, found: false }];
  let from = 0;
  return text
    .split(new RegExp(`(${wanted.join('|')})`, 'gi'))
    .map((piece, at) => {
      const one = { from, text: piece, found: at % 2 === 1 };
      from += piece.length;
      return one;
    })
    .filter((piece) => piece.text);
}
