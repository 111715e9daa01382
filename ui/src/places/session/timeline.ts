import type { Turn, Wire } from '../../api/client';

type Step = Wire['TransitionView'];
export type Moment = { key: string; at: string } & (
  | { kind: 'turn'; turn: Turn }
  | { kind: 'step'; step: Step }
);

/** Turns and steps in one line, the newest first; a turn stands where it began. */
export function timelineOf(turns: readonly Turn[], steps: readonly Step[]): Moment[] {
  const moments: Moment[] = [
    ...turns.map(
      (turn): Moment => ({
        key: `turn ${turn.number}`,
        // One that waits for its launch is the newest of all.
        at: turn.started_at ?? steps.at(-1)?.at ?? '',
        kind: 'turn',
        turn,
      }),
    ),
    ...steps.map((step): Moment => ({ key: `step ${step.seq}`, at: step.at, kind: 'step', step })),
  ];
  return moments
    .filter((moment) => moment.at)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.kind === 'turn' ? -1 : 1));
}
