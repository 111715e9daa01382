import { scan } from './changes/patch';

export interface PatchFile {
  path: string;
  added: number;
  removed: number;
}

/** The files of a patch with their counts, under the names that they have among the changes. */
export const filesOf = (patch: string): PatchFile[] =>
  scan(patch).map(({ path, added, removed }) => ({ path, added, removed }));

export interface Step {
  text: string;
  state: 'done' | 'now' | 'open';
}

const STEP = /^\s*(?:[-*]|\d+[.)])?\s*\[([ xX~>-])\]\s+(.+)$/;

/** A plan that is a list of steps with marks; undefined where it is a document. */
export function stepsOf(plan: string): Step[] | undefined {
  const lines = plan.split('\n').filter((line) => line.trim());
  const steps = lines.map((line) => STEP.exec(line));
  if (!lines.length || steps.some((step) => !step)) return undefined;
  return steps.map((step) => {
    const mark = step?.[1] ?? ' ';
    return {
      text: step?.[2] ?? '',
      state: mark === ' ' ? 'open' : mark.toLowerCase() === 'x' ? 'done' : 'now',
    };
  });
}
