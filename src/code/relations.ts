import { mayMean, resolveModule, stemsOf } from './flow/modules.ts';
import type { Source } from './sources.ts';

/** Imports of one file that are looked at. */
const mostImports = 500;

/**
 * The files that are looked at together: those that a test picks, those that import one of them, from file to file, and what
 * any of these imports. Others do not touch what the picked ones hold.
 */
export function belongTogether(sources: readonly Source[], isPicked: (source: Source) => boolean): readonly Source[] {
  const picked = sources.filter(isPicked);
  if (picked.length === 0 || picked.length === sources.length) return picked;
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const stems = new Set(sources.flatMap(({ path }) => stemsOf(path)));
  const imports = new Map(
    sources.map((source) => [source, importedPaths(source, byPath, stems).flatMap((path) => byPath.get(path) ?? [])]),
  );
  const importers = new Map<Source, Source[]>();
  for (const [source, imported] of imports)
    for (const one of imported) importers.set(one, [...(importers.get(one) ?? []), source]);
  const above = reach(picked, (source) => importers.get(source) ?? []);
  const chosen = reach([...above], (source) => imports.get(source) ?? []);
  return sources.filter((source) => chosen.has(source));
}

function reach(from: readonly Source[], next: (source: Source) => readonly Source[]): ReadonlySet<Source> {
  const reached = new Set(from);
  // A set gives what is added while it is gone through.
  for (const source of reached) for (const one of next(source)) reached.add(one);
  return reached;
}

const javascriptImport = /\b(?:from|import|require)\b\s{0,20}\(?\s{0,20}['"]([^'"\n]{1,300})['"]/g;
const pythonFrom = /^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+\(?([^#\n]{0,300})/gm;
const pythonImport = /^[ \t]*import[ \t]+([^#\n]{1,300})/gm;

/** The files that the imports of a file mean: as its text tells, without parsing it. */
export function importedPaths(
  { path, language, text }: Source,
  among: ReadonlyMap<string, unknown>,
  stems: ReadonlySet<string>,
): readonly string[] {
  const names =
    language === 'javascript' ? matchesOf(text, javascriptImport).map(([, name = '']) => name) : pythonNames(text);
  const found = [...new Set(names)]
    .filter((name) => mayMean(name, language, stems))
    .slice(0, mostImports)
    .flatMap((name) => resolveModule({ program: { path }, language }, name, among) ?? []);
  return [...new Set(found)];
}

const matchesOf = (text: string, pattern: RegExp): readonly RegExpMatchArray[] => [...text.matchAll(pattern)];

/** `from package import module` may mean the package or a module in it. */
function pythonNames(text: string): readonly string[] {
  const from = matchesOf(text, pythonFrom).flatMap(([, module = '', members = '']) => [
    module,
    ...namesIn(members).map((member) => (module.endsWith('.') ? `${module}${member}` : `${module}.${member}`)),
  ]);
  return [...from, ...matchesOf(text, pythonImport).flatMap(([, modules = '']) => namesIn(modules))];
}

const namesIn = (list: string): readonly string[] =>
  list.split(',').flatMap((one) => /^[\s(]*([\w.]+)/.exec(one)?.[1] ?? []);
