import { type FileChange, scan } from './patch';

export interface Patch {
  text: string;
  files: FileChange[];
}

/** Above it the page would stand still for a moment. */
const LARGE = 1_000_000;

/** The files of a patch; a large one is read beside the page's own work. */
export async function parse(text: string): Promise<Patch> {
  if (text.length < LARGE || typeof Worker === 'undefined') return { text, files: scan(text) };
  const worker = new Worker(new URL('./parse.worker.ts', import.meta.url), { type: 'module' });
  try {
    const files = await new Promise<FileChange[]>((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<FileChange[]>) => resolve(data));
      // Better slowly than not at all.
      worker.addEventListener('error', () => resolve(scan(text)));
      worker.postMessage(text);
    });
    return { text, files };
  } finally {
    worker.terminate();
  }
}
