import type { Tables } from './tables.ts';

const languages: ReadonlyMap<string, string> = new Map([
  ['pypi', 'Python'],
  ['npm', 'Node'],
]);

const normalise = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

const libraries = new WeakMap<Tables, ReadonlyMap<string, Omit<StandardModule, 'language'>>>();

function libraryOf(tables: Tables): ReadonlyMap<string, Omit<StandardModule, 'language'>> {
  const known = libraries.get(tables);
  if (known !== undefined) return known;
  const list = (names: readonly string[], isGone: boolean) =>
    names.map((name) => [normalise(name), { name, isGone }] as const);
  const library = new Map([...list(tables.formerModules, true), ...list(tables.modules, false)]);
  libraries.set(tables, library);
  return library;
}

export interface StandardModule {
  readonly name: string;
  readonly language: string;
  /** The language has it no longer. */
  readonly isGone: boolean;
}

/**
 * The module of the language's standard library that a name is, or that a path begins with: `node:fs`, `fs/promises`.
 * @param tables of the ecosystem
 * @param name in the ecosystem's spelling; a scoped name is never one
 */
export function findStandardModule(tables: Tables, ecosystem: string, name: string): StandardModule | undefined {
  const language = languages.get(ecosystem);
  if (language === undefined || name.startsWith('@')) return undefined;
  const bare = name.startsWith('node:') ? name.slice('node:'.length) : name;
  const found = libraryOf(tables).get(normalise(bare.split('/', 1)[0] ?? ''));
  return found === undefined ? undefined : { ...found, language };
}
