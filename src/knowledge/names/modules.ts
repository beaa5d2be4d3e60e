import { findStandardModule } from './meant/stdlib.ts';
import { readTables } from './meant/tables.ts';

/** What is bundled about the names by which code of one ecosystem imports. */
export interface Modules {
  /**
   * The language has it, or had it, or a program brings it that runs the code.
   * @param isWhole it is the first part of what is imported: modules of the language are told by that
   */
  isGiven(name: string, isWhole: boolean): boolean;
  /** Many packages share the name: it alone tells none of them. */
  isNamespace(name: string): boolean;
  /** People call a package so, and no module has the name. */
  isSpoken(name: string): boolean;
  /** Packages that bring what is imported by a name, the likeliest first; none where it is not written down, or many share it. */
  bringersOf(name: string): readonly string[];
  /** Whether it is written down by which names a package is imported. */
  isWritten(pkg: string): boolean;
}

/**
 * @param written `NameLists.written`: `data/meant.txt`
 * @param ecosystem names are as its packages' are normalised
 */
export function openModules(written: string, ecosystem: string): Modules {
  const tables = readTables(written, ecosystem);
  const bringers = new Map([...tables.imports].filter(([name]) => !tables.spoken.has(name)));
  for (const [name, packages] of tables.provides) bringers.set(name, [...(bringers.get(name) ?? []), ...packages]);
  const known = new Set([...bringers.values()].flat());
  return {
    isGiven: (name, isWhole) =>
      tables.hosts.has(name) || (isWhole && findStandardModule(tables, ecosystem, name) !== undefined),
    isSpoken: (name) => tables.spoken.has(name),
    isNamespace: (name) => tables.namespaces.has(name),
    bringersOf: (name) => (tables.namespaces.has(name) ? [] : (bringers.get(name) ?? [])),
    isWritten: (pkg) => known.has(pkg),
  };
}
