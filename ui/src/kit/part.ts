/** A part of the pages that is loaded when it is first needed is not to be had. */
export class PartMissing extends Error {
  /** The daemon has parts of other names now, or cannot be asked for any. */
  readonly why: 'upgraded' | 'away';

  constructor(why: 'upgraded' | 'away') {
    super(why === 'upgraded' ? 'The daemon was upgraded' : 'The daemon is away');
    this.name = 'PartMissing';
    this.why = why;
  }
}

/** The file that this page began with; its name says which build it is of. */
const entry = (): string => document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? '';

/** The document that a reload would bring. Fails if the daemon is away. */
async function newest(): Promise<string> {
  const answer = await fetch('/', { cache: 'no-store' });
  if (!answer.ok) throw new PartMissing('away');
  return answer.text();
}

/**
 * Loads a part of the pages. Files are named by what is in them: those of an older build are gone with it.
 *
 * @throws PartMissing where a reload would help, at once or once the daemon is back
 */
export async function part<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (fault) {
    const now = await newest().catch(() => {
      throw new PartMissing('away');
    });
    if (!now.includes(entry())) throw new PartMissing('upgraded');
    throw fault;
  }
}

/** Begins the page anew, but not where nobody would answer: what it shows would be lost. */
export async function reload(): Promise<void> {
  try {
    await newest();
  } catch {
    return;
  }
  location.reload();
}
