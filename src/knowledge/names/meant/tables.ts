import { npmCommands, pypiCommands } from './commands.ts';
import { npmImports, pypiImports } from './imports.ts';
import type { MeaningKind } from './types.ts';

/** Names of packages by what people write instead, by ecosystem. */
export type Table = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

export interface Tables {
  readonly imports: Table;
  readonly commands: Table;
}

/** The tables that were written by hand; read at the first call. */
export function readTables(): Tables {
  tables ??= {
    imports: new Map([
      ['pypi', invert(pypiImports)],
      ['npm', invert(npmImports)],
    ]),
    commands: new Map([
      ['pypi', invert(pypiCommands)],
      ['npm', invert(npmCommands)],
    ]),
  };
  return tables;
}

let tables: Tables | undefined;

function invert(text: string): ReadonlyMap<string, readonly string[]> {
  const packages = new Map<string, string[]>();
  for (const row of text.trim().split(/,\s/)) {
    const [target = '', ...names] = row.split(/\s/);
    for (const name of names) {
      const known = packages.get(name) ?? [];
      known.push(target);
      packages.set(name, known);
    }
  }
  return packages;
}

type OfferName = (target: string, kind: MeaningKind, score: number, why: string) => void;

/** Packages that are written down for a name, for its beginning, and for a path into a package. */
export function findWritten(tables: Tables, ecosystem: string, name: string, offer: OfferName): void {
  for (const target of tables.imports.get(ecosystem)?.get(name) ?? []) {
    offer(target, 'import-name', 0.99, `the name by which code knows ${target}`);
  }
  for (const target of tables.commands.get(ecosystem)?.get(name) ?? []) {
    offer(target, 'command', 0.95, `a command of this name comes with ${target}`);
  }
  // A path into a package, as code imports it: `next/router`, `@scope/name/part`.
  const parts = name.split('/');
  const kept = name.startsWith('@') ? 2 : 1;
  if (parts.length > kept) {
    const target = parts.slice(0, kept).join('/');
    offer(target, 'import-name', 0.98, `a path into ${target}`);
    for (const written of tables.imports.get(ecosystem)?.get(target) ?? []) {
      offer(written, 'import-name', 0.94, `a path into ${written}`);
    }
  }
  // A module inside: `google-protobuf-message` was `google.protobuf.message`.
  const words = name.split('-');
  for (let count = words.length - 1; count >= 1; count--) {
    const beginning = words.slice(0, count).join('-');
    const targets = tables.imports.get(ecosystem)?.get(beginning) ?? [];
    for (const target of targets) {
      offer(target, 'import-name', count > 1 ? 0.72 : 0.64, `"${beginning}" is the name by which code knows ${target}`);
    }
    if (targets.length > 0) return;
  }
}
