/** Takes away what a failure does not need: halves, then ever smaller pieces, as long as it still fails in that way. */
export function shrinkText(text: string, fails: (text: string) => boolean, maxTries = 2_000): string {
  let small = text;
  let tries = 0;
  for (let size = small.length >> 1; size >= 1; size = size >> 1) {
    for (let at = 0; at < small.length && tries < maxTries; tries += 1) {
      const shorter = small.slice(0, at) + small.slice(at + size);
      if (fails(shorter)) small = shorter;
      else at += size;
    }
  }
  return small;
}
