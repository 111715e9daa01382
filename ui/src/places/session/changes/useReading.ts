import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { type Place, readLines, writeLines } from './places';

interface Search {
  turn?: number;
  file?: string;
  line?: string;
}

/** Which diff is looked at and where, as the address has it. */
export function useReading() {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const written = `${search.file ?? ''} ${search.line ?? ''}`;
  const [place, setPlace] = useState<Place | undefined>(() => placeOf(search));
  // Keys come faster than the address changes: the place is known here first.
  const mine = useRef(written);
  const [jumps, setJumps] = useState(0);
  useEffect(() => {
    if (mine.current === written) return;
    mine.current = written;
    setPlace(placeOf(search));
    setJumps((n) => n + 1);
  }, [written, search]);
  const go = (next: Place | undefined): void => {
    setPlace(next);
    const line = next && writeLines(next);
    mine.current = `${next?.path ?? ''} ${line ?? ''}`;
    void navigate({
      to: '.',
      replace: true,
      search: ({ file: _, line: __, ...others }: Record<string, unknown>) => ({
        ...others,
        ...(next && { file: next.path }),
        ...(line && { line }),
      }),
    });
  };
  const toTurn = (turn: number | undefined): void =>
    void navigate({
      to: '.',
      search: ({ turn: _, ...others }: Record<string, unknown>) => ({ ...others, ...(turn && { turn }) }),
    });
  return { turn: search.turn, place, go, toTurn, jumps };
}

const placeOf = ({ file, line }: Search): Place | undefined =>
  file === undefined ? undefined : { path: file, ...readLines(line) };
