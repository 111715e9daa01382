import type { Page } from '@playwright/test';

/** May be wider than the window: a person moves along them, and they say that they are there. */
const SCROLLS = 'pre, .diff, [aria-label="Filters"], nav[aria-label="Session"]';

/** What of the page cannot be seen or reached without scrolling it sideways, each in a line. */
export const withoutRoom = (page: Page): Promise<string[]> =>
  page.evaluate((scrolls) => {
    const found = new Set<string>();
    const nameOf = (at: Element): string => {
      const label = at.getAttribute('aria-label') ?? at.textContent?.trim().slice(0, 40);
      return `${at.tagName.toLowerCase()} "${label}"`;
    };
    const styleOf = (at: Element) => getComputedStyle(at);
    const isText = (at: Element): boolean =>
      [...at.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    /** Cut where it says so, with an ellipsis. */
    const isShortened = (at: Element): boolean =>
      styleOf(at).textOverflow === 'ellipsis' || styleOf(at).webkitLineClamp !== 'none';

    const isCut = (at: Element): string | undefined => {
      const box = at.getBoundingClientRect();
      const hidden: Record<'x' | 'y', boolean> = { x: true, y: true };
      for (let around: Element | null = at; around; around = around.parentElement) {
        const { overflowX, overflowY, position } = styleOf(around);
        const edge = around.getBoundingClientRect();
        if (around !== at && isShortened(around)) return undefined;
        if (/auto|scroll/.test(overflowX) && around.matches(scrolls)) hidden.x = false;
        if (/auto|scroll/.test(overflowY)) hidden.y = false;
        const clips = around !== at && !/visible/.test(`${overflowX}${overflowY}`);
        if (clips && hidden.x && (box.right > edge.right + 1 || box.left < edge.left - 1))
          return 'is cut off';
        if (clips && hidden.y && (box.bottom > edge.bottom + 1 || box.top < edge.top - 1))
          return 'is cut off';
        if (position === 'fixed') break;
      }
      if (hidden.x && (box.right > innerWidth + 1 || box.left < -1)) return 'is beside the window';
      if (hidden.y && (box.bottom > innerHeight + 1 || box.top < -1)) return 'is below the window';
      return undefined;
    };

    const widestIn = (at: Element): string => {
      const ends = [...at.querySelectorAll('*')].map((one) => ({
        one,
        end: one.getBoundingClientRect().right,
      }));
      const far = Math.max(...ends.map(({ end }) => end));
      return ends
        .filter(({ end }) => end === far)
        .map(({ one }) => nameOf(one))
        .join(' > ');
    };

    for (const at of document.body.querySelectorAll<HTMLElement>('*')) {
      if (at.closest('.sr-only') || !at.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        continue;
      const across = at.scrollWidth - at.clientWidth;
      if (/auto|scroll/.test(styleOf(at).overflowX) && across > 1 && !at.closest(scrolls))
        found.add(`${nameOf(at)} is scrolled sideways by ${across} px, for ${widestIn(at)}`);
      if (!isText(at) && !at.matches('button, input, textarea, select')) continue;
      if (at.getClientRects().length === 0) continue;
      if (isShortened(at) && at.clientWidth < 24 && across > 0) found.add(`${nameOf(at)} has no room`);
      const how = isCut(at);
      if (how) found.add(`${nameOf(at)} ${how}`);
    }
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) found.add(`the page is ${scrollWidth} px wide`);
    return [...found];
  }, SCROLLS);
