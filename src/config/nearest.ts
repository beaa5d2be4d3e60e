/** Most edits between a name and the one that was probably meant. */
const maxDistance = 3;
/** Longer names are not compared: the table would only cost time. */
const maxLength = 60;

/** More than these are listed only where none is near. */
const few = 20;

/** A remedy for an unknown name: the nearest known one, and all where they are few. */
export function suggestName(name: string, known: readonly string[]): string {
  const nearest = findNearest(name, known);
  const meant = nearest === undefined ? '' : `did you mean ${nearest}?`;
  const all = known.length > few && nearest !== undefined ? '' : `known are ${known.join(', ')}`;
  return known.length === 0 ? 'none is known here' : `${meant} ${all}`.trim();
}

export function findNearest(name: string, known: readonly string[]): string | undefined {
  const lower = name.slice(0, maxLength).toLowerCase();
  const ranked = known
    .map((one) => ({ one, distance: countEdits(lower, one) }))
    .filter(({ one, distance }) => distance <= Math.min(maxDistance, one.length / 2))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.one;
}

/** Insertions, deletions and substitutions between two texts (Levenshtein), row by row. */
function countEdits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let at = 0; at < a.length; at++) {
    const next = [at + 1];
    for (let to = 0; to < b.length; to++) {
      const kept = (row[to] ?? 0) + (a[at] === b[to] ? 0 : 1);
      next.push(Math.min(kept, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
