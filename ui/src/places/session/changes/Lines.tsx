import { clsx } from 'clsx';
import { MessageSquarePlus } from 'lucide-react';
import { Fragment, memo, type ReactNode, type RefObject, useMemo, useState } from 'react';
import { grouped } from '../../../kit/figures';
import { told, toldName } from '../../../kit/Told';
import { type Block, type Line, linesOf, pairsOf, type View } from './blocks';
import { type CommentActs, CommentCard } from './CommentCard';
import { useColours } from './colours';
import { isWrittenIn, keyOfNote, type Note } from './notes';
import type { FileChange, Side } from './patch';
import { isMarked } from './places';
import type { Token } from './tokens';
import type { Writing } from './writing';

export interface LineActs extends CommentActs {
  /** Begins a comment on this line, or on the chosen lines that it is one of. */
  comment: (path: string, side: Side, line: number) => void;
}

export interface Marked {
  side: Side;
  first: number;
  last: number;
}

/** A line of so many letters is not for reading, and would hold up the page. */
const LONGEST = 2000;

/** Some lines of a file: a table of its numbers, signs and text, with the comments that stand under them. */
export const Lines = memo(function Lines(props: {
  text: string;
  file: FileChange;
  block: Block;
  view: View;
  /** One column of numbers, as a phone has room for. */
  narrow: boolean;
  calm: boolean;
  notes: readonly Note[] | undefined;
  /** The reader's lines, if they are in this file. */
  chosen: Marked | undefined;
  /** The line under the pointer: its side and number. */
  hot: string | undefined;
  fresh: Writing | undefined;
  acts: RefObject<LineActs>;
}) {
  const { text, file, block, view, narrow, notes, chosen, hot, acts } = props;
  const lines = useMemo(() => linesOf(text, block), [text, block]);
  const colours = useColours(file, block, lines, props.calm);
  const cell = (line: Line, side: Side, place: number) => {
    const isChosen = chosen !== undefined && isMarked(line, chosen);
    return {
      line,
      side,
      tokens: colours?.[place],
      path: file.path,
      acts,
      bar: isChosen || (notes?.some((note) => isMarked(line, note)) ?? false),
      chosen: isChosen,
      // The button stands at the line under the pointer, and at the last one of those that are chosen.
      button:
        hot === `${side} ${line[side]}` || (isChosen && chosen?.side === side && chosen.last === line[side]),
    };
  };
  const under = (line: Line | undefined, side: Side): ReactNode =>
    line &&
    notes
      ?.filter((note) => note.side === side && note.last === line[side])
      .map((note) => (
        <tr key={keyOfNote(note)}>
          <td colSpan={columns} className="border-y bg-bg px-4 py-2.5">
            <CommentCard note={note} acts={acts.current} focus={isWrittenIn(note, props.fresh)} />
          </td>
        </tr>
      ));
  // A line of both sides goes by its new number, but where its old one was chosen.
  const sideOf = (line: Line): Side =>
    line.sign === '-' || (chosen?.side === 'old' && isMarked(line, chosen)) ? 'old' : 'new';
  const columns = view === 'split' ? 6 : narrow ? 3 : 4;
  return (
    <table className="code w-full table-fixed border-collapse" aria-label={`Lines of ${toldName(file.path)}`}>
      <colgroup>
        {view === 'split' ? (
          <>
            <col className="w-11" />
            <col className="w-6" />
            <col />
            <col className="w-11" />
            <col className="w-6" />
            <col />
          </>
        ) : (
          <>
            {!narrow && <col className="w-11" />}
            <col className="w-11" />
            <col className="w-6" />
            <col />
          </>
        )}
      </colgroup>
      <tbody>
        {view === 'split'
          ? pairsOf(lines).map((pair, n) => (
              <Fragment key={n}>
                <tr>
                  <Half {...(pair.old && cell(pair.old, 'old', lines.indexOf(pair.old)))} />
                  <Half {...(pair.new && cell(pair.new, 'new', lines.indexOf(pair.new)))} divided />
                </tr>
                {pair.old && under(pair.old, 'old')}
                {pair.new && under(pair.new, 'new')}
              </Fragment>
            ))
          : lines.map((line, n) => (
              <Fragment key={n}>
                <One {...cell(line, sideOf(line), n)} narrow={narrow} />
                {line.sign !== '+' && under(line, 'old')}
                {line.sign !== '-' && under(line, 'new')}
              </Fragment>
            ))}
      </tbody>
    </table>
  );
});

interface Cell {
  line: Line;
  side: Side;
  tokens: Token[] | undefined;
  path: string;
  acts: RefObject<LineActs>;
  bar: boolean;
  chosen: boolean;
  button: boolean;
}

const number = ({ line, bar, chosen }: Cell, last: boolean): string =>
  clsx(
    'num cursor-pointer pr-2 text-right align-top select-none',
    line.sign === '+' ? 'bg-ins-2' : line.sign === '-' && 'bg-del-2',
    chosen ? 'font-medium text-fg' : line.sign === ' ' ? 'text-subtle' : 'text-muted',
    bar && last && 'shadow-[inset_2px_0_0_var(--accent)]',
  );

/** A line of the unified view. */
const One = memo(function One(props: Cell & { narrow: boolean }) {
  const { line, side, narrow } = props;
  const where = {
    'data-side': side,
    'data-no': line[side],
    ...(line.sign === ' ' && { 'data-other': line[side === 'new' ? 'old' : 'new'] }),
  };
  return (
    <tr className={clsx(line.sign === '+' ? 'bg-ins-1' : line.sign === '-' && 'bg-del-1')} {...where}>
      {!narrow && (
        <td data-pick className={number(props, false)}>
          {line.sign !== '+' && line.old}
        </td>
      )}
      <td data-pick className={number(props, true)}>
        {line.sign !== '-' && line.new}
      </td>
      <SignAndText {...props} />
    </tr>
  );
});

/** One side of a line of the split view; nothing where this side has none. */
const Half = memo(function Half(props: Partial<Cell> & { divided?: boolean }) {
  const { line, side } = props;
  const edge = props.divided && 'border-l';
  if (!line || !side) return <td colSpan={3} className={clsx('bg-bg', edge)} />;
  const cell = props as Cell;
  const where = { 'data-side': side, 'data-no': line[side] };
  return (
    <>
      <td data-pick {...where} className={clsx(number(cell, true), edge)}>
        {line[side]}
      </td>
      <SignAndText {...cell} where={where} />
    </>
  );
});

function SignAndText(props: Cell & { where?: { 'data-side': Side; 'data-no': number } }) {
  const { line, side, path, acts, where } = props;
  const ground = where && (line.sign === '+' ? 'bg-ins-1' : line.sign === '-' && 'bg-del-1');
  return (
    <>
      <td
        data-pick
        {...where}
        className={clsx(
          'relative h-4.5 text-center align-top select-none',
          ground,
          line.sign === '+' ? 'text-ready' : 'text-fail',
        )}
      >
        {line.sign === '+' ? '+' : line.sign === '-' ? '−' : ''}
        {props.button && (
          <button
            type="button"
            aria-label={`Comment on ${side === 'old' ? 'old ' : ''}line ${line[side]}`}
            title="Comment (C)"
            onPointerDown={(event) => event.stopPropagation()}
            onClick={() => acts.current.comment(path, side, line[side])}
            className="absolute -top-px left-0.5 z-1 grid size-5 place-items-center rounded-sm bg-accent-fill text-on-fill max-sm:after:absolute max-sm:after:-inset-3"
          >
            <MessageSquarePlus size={12} aria-hidden />
          </button>
        )}
      </td>
      <td
        {...where}
        className={clsx('pr-4 align-top whitespace-pre-wrap wrap-anywhere [tab-size:4]', ground)}
      >
        <Code line={line} tokens={props.tokens} />
      </td>
    </>
  );
}

function Code({ line, tokens }: { line: Line; tokens: Token[] | undefined }) {
  const [whole, setWhole] = useState(false);
  const long = line.text.length > LONGEST && !whole;
  const plain = told(line.text);
  return (
    <>
      {long
        ? plain.slice(0, LONGEST)
        : tokens && plain === line.text
          ? tokens.map((token, n) =>
              token.kind ? (
                <span key={n} className={token.kind}>
                  {token.text}
                </span>
              ) : (
                token.text
              ),
            )
          : plain}
      {long && (
        <button type="button" onClick={() => setWhole(true)} className="ml-2 font-sans text-accent underline">
          {grouped(line.text.length - LONGEST)} more letters
        </button>
      )}
      {line.sign !== ' ' && line.text.endsWith('\r') && (
        <span className="ml-1 text-11 text-muted select-none" title="Ends with a carriage return">
          CR
        </span>
      )}
      {line.open && (
        <span className="ml-3 font-sans text-11 text-subtle select-none">no line break at the end</span>
      )}
    </>
  );
}
