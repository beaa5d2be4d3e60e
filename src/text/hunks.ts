const header = /^@@ -\d{1,9}(?:,\d{1,9})? \+(\d{1,9})(?:,\d{1,9})? @@/;

/**
 * Lines of the new side that the hunks of a unified diff show, by their 1-based number. A line keeps its `\r`.
 * @param patch hunks alone, without the names of files
 */
export function readHunks(patch: string): ReadonlyMap<number, string> {
  const lines = new Map<number, string>();
  let next: number | undefined;
  for (const line of patch.split('\n')) {
    const start = header.exec(line)?.[1];
    if (start !== undefined) next = Number(start);
    else if (next !== undefined && (line.startsWith('+') || line.startsWith(' '))) lines.set(next++, line.slice(1));
  }
  return lines;
}
