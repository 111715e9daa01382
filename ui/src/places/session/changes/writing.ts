import { useState } from 'react';
import type { Side } from './patch';

/** A comment that is being written: a new one, or one that is changed. */
export interface Writing {
  /** Of the draft that is changed. */
  id?: string;
  path: string;
  side: Side;
  start_line: number;
  end_line: number;
  quote: string;
  text: string;
}

const keyOf = (sessionId: string): string => `orch.writing.${sessionId}`;

export const isOne = (a: Writing, b: Writing): boolean =>
  a.id || b.id
    ? a.id === b.id
    : a.path === b.path && a.side === b.side && a.start_line === b.start_line && a.end_line === b.end_line;

function stored(sessionId: string): Writing[] {
  try {
    const all: unknown = JSON.parse(localStorage.getItem(keyOf(sessionId)) ?? '[]');
    return Array.isArray(all) ? (all as Writing[]) : [];
  } catch {
    return [];
  }
}

export interface Open {
  all: readonly Writing[];
  begin: (writing: Writing) => void;
  type: (writing: Writing, text: string) => void;
  end: (writing: Writing) => void;
}

/** What is being written; each letter survives a reload. */
export function useWriting(sessionId: string): Open {
  const [all, setAll] = useState(() => stored(sessionId));
  const put = (change: (all: Writing[]) => Writing[]): void =>
    setAll((before) => {
      const next = change(before);
      // What is written in another tab is kept beside it.
      const others = stored(sessionId).filter((one) => !before.some((mine) => isOne(mine, one)));
      const all = [...others.filter((one) => !next.some((mine) => isOne(mine, one))), ...next];
      try {
        if (all.length) localStorage.setItem(keyOf(sessionId), JSON.stringify(all));
        else localStorage.removeItem(keyOf(sessionId));
      } catch {
        // A full store: it is kept as long as the page is.
      }
      return next;
    });
  return {
    all,
    begin: (writing) => put((open) => (open.some((one) => isOne(one, writing)) ? open : [...open, writing])),
    type: (writing, text) => put((open) => open.map((one) => (isOne(one, writing) ? { ...one, text } : one))),
    end: (writing) => put((open) => open.filter((one) => !isOne(one, writing))),
  };
}
