import { createGraveFinder } from '../../src/knowledge/names/resemblance/grave.ts';
import type { NameTable } from '../../src/knowledge/names/resemblance/table.ts';
import { classifySummary, findSuccessor } from '../../src/knowledge/names/summaries.ts';

interface Summarised {
  readonly name: string;
  readonly summary: string;
}

/**
 * Names that nobody is to be offered, each on a line with the ranked one to offer in its place, where there is one: ranked
 * ones that are no package to be used or a grave slip of a top name, and all that lead to a ranked one.
 */
export function listInstead(ecosystem: string, packages: readonly Summarised[], table: NameTable): readonly string[] {
  const found = new Map<string, string>();
  const isSlip = createGraveFinder(() => table);
  const isListed = (name: string): boolean => table.rankOf(name) !== undefined;
  for (const { name, summary } of packages) {
    const target = readSuccessor(ecosystem, name, summary);
    const isRanked = target !== undefined && target !== name && isListed(target);
    if (isRanked) found.set(name, target);
    else if (isListed(name) && (isSlip(name) || classifySummary(name, summary) !== undefined)) found.set(name, '');
  }
  return [...found].map(([name]) => `${ecosystem} ${name} ${follow(name, found)}\n`).sort();
}

/** The package that one leads to by its summary, as its ecosystem spells it. */
export function readSuccessor(ecosystem: string, name: string, summary: string): string | undefined {
  if (classifySummary(name, summary) === undefined) return undefined;
  const written = findSuccessor(summary.toLowerCase());
  return ecosystem === 'pypi' ? written?.replace(/[-_.]+/g, '-') : written;
}

/** The last one of those that lead to one another; none where they lead round. */
function follow(name: string, found: ReadonlyMap<string, string>): string {
  let target = name;
  for (let step = 0; step < 8; step++) {
    const next = found.get(target);
    if (next === undefined) return target;
    target = next;
  }
  return '';
}
