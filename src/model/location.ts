/**
 * A piece of text: 1-based lines and columns, columns in UTF-16 code units, `endColumn` after the last character
 * (SARIF 2.1.0, section 3.30).
 */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A region of a file. `path` is relative to the root of the tree, with forward slashes. */
export interface Location extends Region {
  readonly path: string;
}

export const locate = (path: string, region: Region): Location => ({
  path,
  startLine: region.startLine,
  startColumn: region.startColumn,
  endLine: region.endLine,
  endColumn: region.endColumn,
});

/** The whole file, for what has no line of its own. */
export const startOf = (path: string): Location => ({ path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 });

export function compareLocations(a: Location, b: Location): number {
  return (
    compareText(a.path, b.path) ||
    a.startLine - b.startLine ||
    a.startColumn - b.startColumn ||
    a.endLine - b.endLine ||
    a.endColumn - b.endColumn
  );
}

/** Order by UTF-16 code units: the same on every machine, unlike a locale's. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
