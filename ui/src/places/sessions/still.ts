import type { Section } from './arrange';

/** The longest run of places that already ascends: those rows have not moved against each other. */
function inOrder(places: readonly number[]): number {
  const ends: number[] = [];
  for (const at of places) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    ends[low] = at;
  }
  return ends.length;
}

const sectionOf = (sections: readonly Section[]): Map<string, string> =>
  new Map(sections.flatMap((section) => section.ids.map((id) => [id, section.key] as const)));

/** How many rows are new, gone, under another head, or elsewhere under the same. */
export function updates(shown: readonly Section[], now: readonly Section[]): number {
  const before = sectionOf(shown);
  const after = sectionOf(now);
  let count = 0;
  for (const [id, key] of after) if (before.get(id) !== key) count += 1;
  for (const id of before.keys()) if (!after.has(id)) count += 1;
  for (const section of now) {
    const old = shown.find((one) => one.key === section.key);
    if (!old) continue;
    const placeOf = new Map(old.ids.map((id, at) => [id, at]));
    const places = section.ids.flatMap((id) => placeOf.get(id) ?? []);
    count += places.length - inOrder(places);
  }
  return count;
}

/** The ids with this one behind the nearest row that stands before it in the other order. */
function inserted(ids: readonly string[], id: string, order: readonly string[]): string[] {
  for (let at = order.indexOf(id) - 1; at >= 0; at -= 1) {
    const before = ids.indexOf(order[at] as string);
    if (before >= 0) return ids.toSpliced(before + 1, 0, id);
  }
  return [id, ...ids];
}

/** What is shown, with only these rows where they belong now: the person moved them, nothing else may move. */
export function withMoved(
  shown: readonly Section[],
  now: readonly Section[],
  moved: ReadonlySet<string>,
): readonly Section[] {
  const before = sectionOf(shown);
  const after = sectionOf(now);
  const ids = [...moved].filter((id) => before.get(id) !== after.get(id));
  if (ids.length === 0) return shown;
  let next = shown.map((section) => ({ ...section, ids: section.ids.filter((id) => !ids.includes(id)) }));
  for (const id of ids) {
    const goal = now.find((section) => section.key === after.get(id));
    if (!goal) continue;
    if (!next.some((section) => section.key === goal.key)) {
      const order = now.map((section) => section.key);
      next = [...next, { ...goal, ids: [] }].sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
    }
    next = next.map((section) =>
      section.key === goal.key ? { ...section, ids: inserted(section.ids, id, goal.ids) } : section,
    );
  }
  return next.filter((section) => section.ids.length > 0);
}
