import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';

/** What is wanted of a figure: at most or at least so much of its unit. */
export type Goal = { most: number } | { least: number };

const rows: string[] = [];

/** One more row of the table, with how it stands to the same of something bare. */
export function row(
  what: string,
  unit: string,
  figure: number,
  goal?: Goal,
  anchor?: number,
  note = '',
): void {
  const isMissed = goal && ('most' in goal ? figure > goal.most : figure < goal.least);
  const wanted = !goal ? '–' : 'most' in goal ? `≤ ${goal.most} ${unit}` : `≥ ${goal.least} ${unit}`;
  const ratio = anchor ? `${(figure / anchor).toFixed(2)}×` : '–';
  const told = `${figure.toFixed(1)} ${unit}${isMissed ? ' **missed**' : ''}`;
  rows.push(`| ${what} | ${wanted} | ${told} | ${ratio} | ${note} |`);
}

/** Prints the table. */
export const printTable = (): void =>
  console.log(
    [
      '',
      '| what | goal | figure | to the anchor | note |',
      '| --- | ---: | ---: | ---: | --- |',
      ...rows,
    ].join('\n'),
  );

/** @param part between 0 and 1: so many of the figures are at most as large */
export const atMost = (figures: readonly number[], part: number): number =>
  [...figures].sort((a, b) => a - b)[Math.ceil(figures.length * part) - 1] ?? Number.NaN;

/** How long each frame took while the page is scrolled to and fro for so long. */
export const scrolled = (scroller: Locator, millis: number): Promise<number[]> =>
  scroller.evaluate(
    (at, long) =>
      new Promise<number[]>((done) => {
        const frames: number[] = [];
        let step = at.scrollTop > 0 ? -300 : 300;
        let last = performance.now();
        const end = last + long;
        const next = (now: number): void => {
          frames.push(now - last);
          last = now;
          const before = at.scrollTop;
          at.scrollTop += step;
          if (at.scrollTop === before) step = -step;
          if (now < end) requestAnimationFrame(next);
          else done(frames.slice(1));
        };
        requestAnimationFrame(next);
      }),
    millis,
  );

/** From a press to the first frame in which this holds of the page. */
export const untilShown = (pressed: Locator, shown: string): Promise<number> =>
  pressed.evaluate(
    (button, script) =>
      new Promise<number>((done) => {
        const holds = new Function(`return ${script}`) as () => boolean;
        const began = performance.now();
        (button as HTMLElement).click();
        const look = (): void => {
          if (holds()) done(performance.now() - began);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    shown,
  );

/** Counts the bytes of the scripts that come from now on, as they are sent. */
export async function scriptsOf(page: Page): Promise<() => number> {
  const client = await page.context().newCDPSession(page);
  const scripts = new Set<string>();
  let sum = 0;
  client.on('Network.responseReceived', ({ requestId, response }) => {
    if (new URL(response.url).pathname.endsWith('.js')) scripts.add(requestId);
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) sum += encodedDataLength;
  });
  await client.send('Network.enable');
  return () => sum;
}

/** Notes from now on when each numbered line stands in the frame that is about to be drawn. */
export const watchLines = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const seen: Record<number, number> = {};
    Object.assign(window, { seen });
    const note = (node: Node): void => {
      const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      for (let text: Node | null = texts.currentNode; text; text = texts.nextNode()) {
        const number = /^line (\d+)$/.exec(text.nodeValue ?? '')?.[1];
        if (number)
          requestAnimationFrame(() => {
            seen[Number(number)] ??= performance.timeOrigin + performance.now();
          });
      }
    };
    // A list gives a row to another entry, whose text is then changed and not added.
    new MutationObserver((changes) => {
      for (const { target, addedNodes, type } of changes)
        for (const node of type === 'characterData' ? [target] : addedNodes) note(node);
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });

/** When each line was first drawn, in milliseconds since the epoch. */
export const seenLines = (page: Page): Promise<Record<number, number>> =>
  page.evaluate(() => (window as unknown as { seen: Record<number, number> }).seen);

/** What the page's own objects take once all that nobody holds is gone, in MB. */
export async function heap(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  await client.detach();
  return usedSize / 1e6;
}

/**
 * When each numbered line was in an agent's output, by its number, until as many are there; looked at every
 * millisecond.
 */
export async function linesOf(folder: string, count: number): Promise<Map<number, number>> {
  const at = new Map<number, number>();
  const output = await open(join(folder, 'out.log'));
  const chunk = Buffer.alloc(1 << 16);
  let rest = '';
  while (at.size < count) {
    const { bytesRead } = await output.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) {
      await new Promise((again) => setTimeout(again, 1));
      continue;
    }
    const now = Date.now();
    const lines = (rest + chunk.toString('utf8', 0, bytesRead)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const number = /"text":"line (\d+)"/.exec(line)?.[1];
      if (number && !at.has(Number(number))) at.set(Number(number), now);
    }
  }
  await output.close();
  return at;
}

/** The folder of a session's only run, as soon as there is one. */
export async function runOf(state: string, session: string): Promise<string> {
  for (;;) {
    const turns = await readdir(join(state, 'runs', session)).catch(() => []);
    const first = turns[0];
    if (first && (await readdir(join(state, 'runs', session, first))).includes('out.log'))
      return join(state, 'runs', session, first);
    await new Promise((again) => setTimeout(again, 1));
  }
}
