export type Language = 'python' | 'javascript';

const endings: ReadonlyMap<string, Language> = new Map([
  ...['py', 'pyw', 'ipynb'].map((ending) => [ending, 'python'] as const),
  ...['js', 'mjs', 'cjs', 'jsx', 'ts', 'mts', 'cts', 'tsx'].map((ending) => [ending, 'javascript'] as const),
]);

/** What a file of this name is written in; undefined for other files, for declarations of types, and for what a program packed. */
export function languageOf(path: string): Language | undefined {
  if (/\.d\.[mc]?ts$|\.min\.[mc]?js$/i.test(path)) return undefined;
  return endings.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}
