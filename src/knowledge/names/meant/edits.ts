const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

export type Edit = 'swap' | 'double' | 'insert' | 'delete' | 'replace';

/** Offers each text that is one edit away, with the edit that was made to it on the way here. */
export function undoEdits(text: string, offer: (other: string, edit: Edit, at: number) => void): void {
  for (let at = 0; at <= text.length; at++) {
    const before = text.slice(0, at);
    const here = text.charAt(at);
    const after = text.slice(at + 1);
    const next = text.charAt(at + 1);
    for (const letter of letters) {
      offer(before + letter + text.slice(at), before.endsWith(letter) || here === letter ? 'double' : 'delete', at);
      if (here !== '' && letter !== here) offer(before + letter + after, 'replace', at);
    }
    if (here === '') continue;
    offer(before + after, here === next || before.endsWith(here) ? 'double' : 'insert', at);
    if (next !== '' && next !== here) offer(before + next + here + text.slice(at + 2), 'swap', at);
  }
}

/**
 * Optimal string alignment distance, or more than `limit` where it is more.
 * @param a at most a few dozen letters, as `b`
 */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced);
      row.push(isSwap(a, i, b, j) ? Math.min(cost, (older[j - 2] ?? 0) + 1) : cost);
    }
    if (Math.min(...row) > limit) return limit + 1;
    older = previous;
    previous = row;
  }
  return previous[b.length] ?? limit + 1;
}

const isSwap = (a: string, i: number, b: string, j: number): boolean =>
  i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
