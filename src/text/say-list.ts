/** UTF-16 code units of such a list. */
const longest = 4_000;

/** `a, b and 3 more` */
export function sayList(names: readonly string[], most: number): string {
  let left = longest;
  const shown: string[] = [];
  for (const name of names.slice(0, most)) {
    left -= name.length + 2;
    if (left < 0) break;
    shown.push(name);
  }
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
