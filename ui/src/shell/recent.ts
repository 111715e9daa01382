const KEY = 'orch.palette.recent';
const MOST = 20;

/** What was gone to last from the palette, the newest first. */
export function recentIds(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

export function remember(id: string): void {
  localStorage.setItem(KEY, JSON.stringify([id, ...recentIds().filter((one) => one !== id)].slice(0, MOST)));
}

/** Those that were gone to lately first, all others as they were. */
export function recentFirst<T extends { id: string }>(entries: readonly T[], recent: readonly string[]): T[] {
  const placeOf = (entry: T): number => {
    const at = recent.indexOf(entry.id);
    return at < 0 ? recent.length : at;
  };
  return entries.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** What a word begins with is meant sooner than what stands in the middle of one. */
export function bestFirst<T extends { label: string }>(entries: readonly T[], word: string | undefined): T[] {
  if (!word) return [...entries];
  const begins = (entry: T): boolean => {
    const at = entry.label.toLowerCase().indexOf(word);
    return at === 0 || (at > 0 && /[\s/_-]/.test(entry.label.charAt(at - 1)));
  };
  return entries.toSorted((a, b) => Number(begins(b)) - Number(begins(a)));
}
