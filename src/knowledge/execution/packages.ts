import type { EntryPoint, Execution, ExecutionFlaw } from '../../model/execution.ts';
import { indexBy } from '../../text/index-by.ts';
import { packages } from './execution.gen.ts';

/** What is known of some versions of a package. */
export interface ExecutionRow extends Omit<Execution, 'flaws'> {
  readonly ecosystem: string;
  /** As its ecosystem normalises it. */
  readonly name: string;
  /** The versions that it is about, as the ecosystem writes a range; left out: all. */
  readonly within?: string;
  readonly flaws: readonly (ExecutionFlaw & { readonly affected: string; readonly source: string })[];
}

/** A part of a package that runs what a model writes, with the package. */
export interface FoundEntryPoint extends EntryPoint {
  readonly name: string;
  readonly runs: string;
  readonly within?: string;
}

interface Table {
  readonly rows: ReadonlyMap<string, readonly ExecutionRow[]>;
  readonly entries: ReadonlyMap<string, readonly IndexedEntry[]>;
}

/** An entry, with what follows its module. */
interface IndexedEntry extends FoundEntryPoint {
  readonly object: string;
}

/** Longer paths are none that code imports. */
const longestPath = 1_000;

let decoded: Table | undefined;

/** Decoded at the first question. */
function table(): Table {
  if (decoded !== undefined) return decoded;
  // The generator checked the rows (scripts/data/execution.mjs).
  const rows = packages.split('\n').flatMap((line): ExecutionRow[] => (line === '' ? [] : [JSON.parse(line)]));
  const plain = rows.map((row) => ({ ...row, entries: row.entries.map(withDots) }));
  decoded = {
    rows: indexBy(plain, ({ ecosystem, name }) => [keyOf(ecosystem, name)]),
    entries: indexBy(
      rows.flatMap((row) => row.entries.map((entry) => ({ ecosystem: row.ecosystem, ...indexEntry(row, entry) }))),
      ({ ecosystem, path }) => [keyOf(ecosystem, rootOf(path))],
    ),
  };
  return decoded;
}

const keyOf = (ecosystem: string, name: string): string => `${ecosystem} ${name}`;

/** The list writes `module:name`. */
const withDots = (entry: EntryPoint): EntryPoint => ({ ...entry, path: entry.path.replace(':', '.') });

const indexEntry = ({ name, runs, within }: ExecutionRow, entry: EntryPoint): IndexedEntry => ({
  ...withDots(entry),
  object: entry.path.slice(entry.path.indexOf(':') + 1),
  name,
  runs,
  ...(within === undefined ? {} : { within }),
});

/** The package or namespace that a path begins with: `langchain_experimental`, `@langchain/community`. */
const rootOf = (path: string): string => /^(?:@[^/]*\/)?[^/.]*/.exec(path)?.[0] ?? '';

/**
 * What is known of a package, those of earlier versions first; empty where nothing is.
 * @param name normalised as the ecosystem does
 */
export const executionOf = (ecosystem: string, name: string): readonly ExecutionRow[] =>
  table().rows.get(keyOf(ecosystem, name)) ?? [];

/** What the imports of those parts begin with: without one of them in its text, code reaches none. */
export const entryRoots = (): readonly string[] => [
  ...new Set([...table().entries.keys()].map((key) => key.slice(key.indexOf(' ') + 1))),
];

/**
 * The part of a package that code reaches by an import or a call, where it runs what a model writes. Packages hand their
 * names on from module to module: one of the same package, or below the same namespace, under the same name is the same.
 * @param path what is resolved of the code: the module and the names in it, joined by dots, `smolagents.CodeAgent.run`
 */
export function entryPointOf(ecosystem: string, path: string): FoundEntryPoint | undefined {
  if (path.length > longestPath) return undefined;
  const places = (table().entries.get(keyOf(ecosystem, rootOf(path))) ?? []).flatMap((entry) => {
    const at = placeOf(entry.object, path);
    return at === undefined ? [] : [{ entry, at, shared: sharedLength(entry.path, path) }];
  });
  const [best] = places.sort(
    (a, b) => a.at - b.at || b.shared - a.shared || b.entry.object.length - a.entry.object.length,
  );
  if (best === undefined) return undefined;
  const { object: _, ...found } = best.entry;
  return found;
}

/** Where a name, or several joined by dots, stands whole in a path behind its module. */
function placeOf(object: string, path: string): number | undefined {
  const at = `${path}.`.indexOf(`.${object}.`);
  return at === -1 ? undefined : at;
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
