import { useState } from 'react';
import type { FileChange } from './patch';

const keyOf = (sessionId: string): string => `orch.viewed.${sessionId}`;

/** What each file was when it was marked: another content of the change is not viewed yet. */
type Marks = Record<string, string>;

export function readMarks(sessionId: string): Marks {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(sessionId)) ?? '{}');
    return typeof stored === 'object' && stored !== null ? (stored as Marks) : {};
  } catch {
    return {};
  }
}

export const isMarkedViewed = (marks: Marks, file: FileChange): boolean => marks[file.path] === file.content;

/** The marks with this file's set or taken away. */
export function withMark(marks: Marks, file: FileChange, viewed: boolean): Marks {
  const { [file.path]: _, ...others } = marks;
  return viewed ? { ...others, [file.path]: file.content } : others;
}

export interface Viewed {
  is: (file: FileChange) => boolean;
  set: (file: FileChange, viewed: boolean) => void;
}

/** Which files of a session the person has looked at; kept by this browser. */
export function useViewed(sessionId: string): Viewed {
  const [marks, setMarks] = useState(() => readMarks(sessionId));
  return {
    is: (file) => isMarkedViewed(marks, file),
    set: (file, viewed) => {
      // Read again: another tab may have marked others.
      const next = withMark(readMarks(sessionId), file, viewed);
      try {
        localStorage.setItem(keyOf(sessionId), JSON.stringify(next));
      } catch {
        // A full store: the mark holds until the page is left.
      }
      setMarks(next);
    },
  };
}
