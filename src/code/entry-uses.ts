import { entryPointOf, entryRoots, type FoundEntryPoint } from '../knowledge/execution/packages.ts';
import { importedName } from './imported-name.ts';
import type { Language } from './languages.ts';
import type { Argument, Expression, Program, Span } from './program.ts';
import { listUses } from './uses.ts';

/** A place where code reaches a part of a package that runs what a model writes. */
export interface EntryUse extends Span {
  readonly ecosystem: string;
  readonly entry: FoundEntryPoint;
  /** It is called, with the options under which it does so; else it is only imported. */
  readonly isCalled: boolean;
}

export const ecosystemOf: Readonly<Record<Language, string>> = { python: 'pypi', javascript: 'npm' };

let anyRoot: RegExp | undefined;

/** Whether a text names a package with such parts. */
export function mentionsEntry(text: string): boolean {
  anyRoot ??= new RegExp(importedName(entryRoots()));
  return anyRoot.test(text);
}

/** Calls first: where a part is called, its import is not told besides. */
export function findEntryUses(program: Program, language: Language): readonly EntryUse[] {
  const ecosystem = ecosystemOf[language];
  const { calls, imports } = listUses(program);
  const known = new Set<string>();
  const called = calls.flatMap(({ path, given, start, end }): EntryUse[] => {
    const entry = entryPointOf(ecosystem, path.replaceAll('()', ''));
    // What is called on what the first call made is the same use.
    if (entry === undefined || known.has(entry.path) || !isReached(entry, given)) return [];
    known.add(entry.path);
    return [{ ecosystem, entry, isCalled: true, start, end }];
  });
  const imported = imports.flatMap(({ path, start, end }): EntryUse[] => {
    const entry = entryPointOf(ecosystem, path);
    // What does so only with an option does nothing by being imported.
    return entry === undefined || entry.when !== undefined || known.has(entry.path)
      ? []
      : [{ ecosystem, entry, isCalled: false, start, end }];
  });
  return [...called, ...imported];
}

/** Whether a part runs what a model writes with these options. */
export function isReached({ when = {}, unless = {} }: FoundEntryPoint, given: readonly Argument[]): boolean {
  const has = (options: NonNullable<FoundEntryPoint['when']>) =>
    Object.entries(options).some(([name, wanted]) => given.some((one) => isGiven(one, name, wanted)));
  return (Object.keys(when).length === 0 || has(when)) && !has(unless);
}

/** By name, or as a field of the options that a function of JavaScript takes. */
function isGiven({ name, value }: Argument, option: string, wanted: Wanted): boolean {
  if (name === option) return isValue(value, wanted);
  return value.kind === 'record' && value.fields.some((field) => field.key === option && isValue(field.value, wanted));
}

type Wanted = string | boolean | readonly string[];

function isValue(value: Expression, wanted: Wanted): boolean {
  const constant = value.kind === 'text' || value.kind === 'constant' ? value.value : undefined;
  return Array.isArray(wanted) ? wanted.some((one) => one === constant) : constant === wanted;
}
