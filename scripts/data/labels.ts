import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Label = 'squat' | 'bulk' | 'confusing' | 'inferred' | 'malicious' | 'near' | 'ordinary';

/** A name that somebody judged. */
export interface Labelled {
  readonly ecosystem: 'npm' | 'pypi';
  readonly name: string;
  readonly label: Label;
  /** What it imitates or is near to, where that is known. */
  readonly target?: string;
}

const rowsOf = (path: string): readonly (readonly string[])[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));

/** As PEP 503 and npm do. */
export const normalise = (ecosystem: string, name: string): string =>
  ecosystem === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name.toLowerCase();

/** Hundreds of names that one hand made on one day say little about the next ones. */
const isBulk = (target: string, published = ''): boolean =>
  /^@(?:azure|cadl)/.test(target) || /^2022-(?:08|10)/.test(published);

/** What analysts said of names that are near others; the rest is left out. */
const verdicts: ReadonlyMap<string, Label> = new Map([
  ['benign', 'near'],
  ['malicious', 'confusing'],
  ['stealthy', 'confusing'],
  ['confusing', 'confusing'],
]);

/** Real squats, names that analysts judged, names of malware, and those of real packages drawn from the lists; each once. */
export function readLabels(folder: string, lists: Readonly<Record<'npm' | 'pypi', readonly string[]>>, drawn: number) {
  const found = new Map<string, Labelled>();
  const add = (ecosystem: string, name = '', label: Label, target?: string) => {
    if (ecosystem !== 'npm' && ecosystem !== 'pypi') return;
    const key = `${ecosystem} ${normalise(ecosystem, name)}`;
    if (found.has(key)) return;
    const named = target === undefined ? {} : { target: normalise(ecosystem, target) };
    found.set(key, { ecosystem, name: normalise(ecosystem, name), label, ...named });
  };
  for (const [ecosystem = '', name, target = '', label, , , published] of rowsOf(join(folder, 'typosquat_pairs.tsv'))) {
    if (label === 'malicious') add(ecosystem, name, isBulk(target, published) ? 'bulk' : 'squat', target);
    else if (label === 'stealthy') add(ecosystem, name, 'confusing', target);
  }
  for (const [ecosystem = '', name, near, , verdict = ''] of rowsOf(join(folder, 'near_name_labelled.tsv'))) {
    const label = verdicts.get(verdict);
    if (label !== undefined) add(ecosystem, name, label, near);
  }
  for (const [ecosystem = '', name, target] of rowsOf(join(folder, 'typosquat_pairs_inferred.tsv')))
    add(ecosystem, name, 'inferred', target);
  for (const ecosystem of ['npm', 'pypi'] as const) {
    for (const [name] of rowsOf(join(folder, `benign_random_${ecosystem}.tsv`))) add(ecosystem, name, 'ordinary');
    for (const name of draw(lists[ecosystem], drawn)) add(ecosystem, name, 'ordinary');
    const malware = rowsOf(join(folder, `malicious_${ecosystem}_full.tsv`)).filter(([, kind]) => kind === 'malicious');
    for (const [name] of malware) add(ecosystem, name, 'malicious');
  }
  return [...found.values()];
}

/** Always the same ones (a linear congruential generator, Numerical Recipes). */
function draw(names: readonly string[], count: number): readonly string[] {
  let state = 7;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return names[Math.floor((state / 2 ** 32) * names.length)] ?? '';
  });
}
