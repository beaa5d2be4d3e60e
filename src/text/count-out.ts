/**
 * Compares two lists in which the same may stand several times.
 * @param known what one side has
 * @returns whether a text is one more than the known side has, each call counted
 */
export function countOut(known: readonly string[]): (text: string) => boolean {
  const counts = new Map<string, number>();
  for (const text of known) counts.set(text, (counts.get(text) ?? 0) + 1);
  return (text) => {
    const left = counts.get(text) ?? 0;
    counts.set(text, left - 1);
    return left <= 0;
  };
}
