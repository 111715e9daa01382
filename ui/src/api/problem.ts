import type { components } from './schema';

type Said = components['schemas']['Problem'];

/** What was refused, in the daemon's words (RFC 9457): what happened, and what to do about it. */
export class Problem extends Error {
  readonly title: string;
  readonly hint: string;
  readonly status: number;
  /** The last word of its type: `already_answered`; empty if the daemon said none. */
  readonly slug: string;
  /** All that was said, with what this kind of problem adds. */
  readonly said: Record<string, unknown>;

  private constructor(said: Partial<Said>, status: number) {
    super(said.detail ?? said.title ?? `The daemon answered ${status}`);
    this.name = 'Problem';
    this.title = said.title ?? 'The daemon answered with an error';
    this.hint = said.hint ?? '';
    this.status = status;
    this.slug = said.type?.split(/[/:]/).pop() ?? '';
    this.said = said;
  }

  static of(body: unknown, status: number): Problem {
    return new Problem(typeof body === 'object' && body !== null ? body : {}, status);
  }

  /** Nobody answered: status 0. */
  static unreachable(): Problem {
    return new Problem(
      {
        title: 'The daemon is away',
        detail: 'The daemon does not answer.',
        hint: 'It may be starting again. If it does not come back: orch up',
      },
      0,
    );
  }

  get isUnreachable(): boolean {
    return this.status === 0;
  }
}

/** Any failure as a problem, so that one design shows them all. */
export function problemOf(fault: unknown): Problem {
  if (fault instanceof Problem) return fault;
  return Problem.of({ title: 'This page has a fault', detail: String(fault) }, -1);
}
