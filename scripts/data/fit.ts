import { readFileSync } from 'node:fs';
import {
  createLikenessFinder,
  type Likeness,
  type LikenessKind,
} from '../../src/knowledge/names/resemblance/candidates.ts';
import { createFeatureReader, type KindValues } from '../../src/knowledge/names/resemblance/features.ts';
import { addEvidence, type ResemblanceModel } from '../../src/knowledge/names/resemblance/index.ts';
import type { NameStatistics } from '../../src/knowledge/names/resemblance/statistics.ts';
import { type Forest, plantTrees, type Sum } from '../../src/knowledge/names/resemblance/trees.ts';
import { type Example, growForest } from './boost.ts';
import { type Label, type Labelled, normalise, readLabels } from './labels.ts';
import { readNpm, readPypi } from './lists.ts';

/** How much a label is worth; names that are near others are the hard ones, and few. */
const weights: Readonly<Record<Label, number>> = {
  squat: 1,
  bulk: 0.1,
  confusing: 3,
  inferred: 0.3,
  // Most imitate nothing: they only say which slips are commoner among them than among others.
  malicious: 0.1,
  near: 3,
  ordinary: 1,
};
/** What a squat is worth whose target is not among its likenesses: any of them may be meant. */
const unplaced = 1;
const growth = { trees: 150, leaves: 20, rate: 0.12, pull: 2, minWeight: 0.25, features: 0.5 };
const ecosystems = ['npm', 'pypi'] as const;
const folds = 5;
/** Shares of ordinary names that may be told, and told with confidence, by their shape alone. */
const shares = { npm: { told: 0.026, sure: 0.0025 }, pypi: { told: 0.031, sure: 0.006 } };
/** Ordinary names drawn from each list: one half is learned from, by the other the limits are set. */
const drawn = 30_000;

interface Row extends Labelled {
  readonly likenesses: readonly Likeness[];
  readonly values: readonly (readonly number[])[];
}

const isSquat = ({ label }: Labelled): boolean => label !== 'near' && label !== 'ordinary';

/** Of names with a label, how many were told by their shape by a model that had seen none of those with the same target. */
export interface UnseenFigure {
  readonly ecosystem: string;
  readonly label: Label;
  readonly told: number;
  readonly of: number;
}

export interface Fit {
  /** The program needs no figures: they stand with what they are about. */
  readonly model: ResemblanceModel & { readonly unseen: readonly UnseenFigure[] };
}

/** @param labels the folder of labelled names; @param lists the source lists */
export function fit(
  labels: string,
  lists: { readonly npm: string; readonly pypi: string },
  statisticsOf: (ecosystem: string) => NameStatistics | undefined,
): Fit {
  const npm = readNpm(readFileSync(lists.npm, 'utf8')).map(({ name }) => normalise('npm', name));
  const pypi = readPypi(readFileSync(lists.pypi, 'utf8')).map(({ name }) => name);
  const about = (ecosystem: string): NameStatistics => {
    const found = statisticsOf(ecosystem);
    if (found === undefined) throw new Error(`nothing is bundled about names of ${ecosystem}`);
    return found;
  };
  const finders = { npm: createLikenessFinder(about('npm')), pypi: createLikenessFinder(about('pypi')) };
  const readers = {
    npm: createFeatureReader('npm', about('npm'), {}),
    pypi: createFeatureReader('pypi', about('pypi'), {}),
  };
  const all = readLabels(labels, { npm, pypi }, drawn).map((one): Row => {
    const likenesses = finders[one.ecosystem](one.name);
    const values: number[][] = [];
    readers[one.ecosystem](one.name, likenesses, (_, row) => values.push([...row]));
    return { ...one, likenesses, values };
  });
  // What the model has learned from it tells less often than others: its limits need names that it has not seen.
  const isSpare = ({ label, name }: Row) => label === 'ordinary' && hash(name) % 2 === 0;
  const rows = all.filter((row) => !isSpare(row));
  const scores = new Map<Row, number>();
  for (let fold = 0; fold < folds; fold++) {
    // Imitations of one name are often one hand's: they are held together.
    const isOfFold = (ecosystem: string, target: string) => hash(`${ecosystem} ${target}`) % folds === fold;
    const isHeld = ({ ecosystem, name, target = name }: Row) => isOfFold(ecosystem, target);
    // What malware imitates is not known: any of its likenesses may be meant.
    const isNear = ({ label, ecosystem, likenesses }: Row) =>
      label === 'malicious' && likenesses.some(({ target }) => isOfFold(ecosystem, target));
    const { kinds, forest } = learn(rows.filter((row) => !isHeld(row) && !isNear(row)));
    const sum = plantTrees(forest);
    for (const row of rows) if (isHeld(row)) scores.set(row, scoreOf(row, kinds, sum));
  }
  const unseen = ecosystems.flatMap((one) => measure(rows, scores, one, limitsOf(rows, scores, one).told));
  const learned = learn(rows);
  const sum = plantTrees(learned.forest);
  const spare = all.filter(isSpare);
  const finals = new Map(spare.map((row) => [row, scoreOf(row, learned.kinds, sum)]));
  const limits = Object.fromEntries(ecosystems.map((one) => [one, limitsOf(spare, finals, one)]));
  return { model: { ...learned, limits, unseen } };
}

function hash(text: string): number {
  let value = 2_166_136_261;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16_777_619);
  return value >>> 0;
}

interface Sample {
  readonly likeness: Likeness;
  readonly values: readonly number[];
  readonly weight: number;
  readonly isSquat: boolean;
}

/** Likenesses that names of one owner have, too: of malware, which may be named after private packages, they prove nothing. */
const common: ReadonlySet<LikenessKind> = new Set([
  'affix',
  'language-word',
  'other-scope',
  'scope-added',
  'scope-dropped',
  'scope-written-out',
  'word-order',
  'word-within',
]);

/** Of a squat the likeness to its target alone counts, of any other name all of them. */
function samplesOf(row: Row): readonly Sample[] {
  const squat = isSquat(row);
  const placed = squat && row.likenesses.some(({ target }) => target === row.target);
  return row.likenesses.flatMap((likeness, at): readonly Sample[] => {
    if (placed && likeness.target !== row.target) return [];
    if (row.label === 'malicious' && common.has(likeness.kind)) return [];
    const share = squat && !placed ? unplaced / row.likenesses.length : 1;
    return [{ likeness, values: row.values[at] ?? [], weight: weights[row.label] * share, isSquat: squat }];
  });
}

function learn(rows: readonly Row[]): { readonly kinds: KindValues; readonly forest: Forest } {
  const samples = rows.flatMap(samplesOf);
  const kinds = valueKinds(samples);
  const examples = samples.map((one): Example => ({ ...one, values: withKinds(one.values, one.likeness, kinds) }));
  return { kinds, forest: growForest(examples, growth) };
}

const withKinds = (values: readonly number[], { kind, edit }: Likeness, kinds: KindValues): readonly number[] => [
  kinds[kind] ?? 0,
  edit === undefined ? 0 : (kinds[edit] ?? 0),
  ...values.slice(2),
];

/** How much more often each kind is a squat's than another name's: logarithms, drawn towards none where few are known. */
function valueKinds(samples: readonly Sample[]): KindValues {
  const counts = new Map<string, { squat: number; other: number }>();
  const total = { squat: 1, other: 1 };
  for (const { likeness, weight, isSquat: squat } of samples) {
    const side = squat ? 'squat' : 'other';
    total[side] += weight;
    for (const kind of new Set([likeness.kind, ...(likeness.edit === undefined ? [] : [likeness.edit])])) {
      const found = counts.get(kind) ?? { squat: 0, other: 0 };
      found[side] += weight;
      counts.set(kind, found);
    }
  }
  const value = ({ squat, other }: { squat: number; other: number }) =>
    Math.log((squat + 0.5) / total.squat / ((other + 3) / total.other));
  return Object.fromEntries([...counts].map(([kind, found]) => [kind, Number(value(found).toFixed(3))]).sort());
}

const nothing = Number.NEGATIVE_INFINITY;

const scoreOf = (row: Row, kinds: KindValues, sum: Sum): number =>
  addEvidence(row.likenesses.map((likeness, at) => sum(withKinds(row.values[at] ?? [], likeness, kinds))));

function limitsOf(rows: readonly Row[], scores: ReadonlyMap<Row, number>, ecosystem: 'npm' | 'pypi') {
  const ordinary = rows
    .filter((row) => row.ecosystem === ecosystem && row.label === 'ordinary')
    .map((row) => scores.get(row) ?? nothing)
    .sort((a, b) => b - a);
  const at = (share: number) => Number((ordinary[Math.floor(share * ordinary.length)] ?? 0).toFixed(2));
  return { told: at(shares[ecosystem].told), sure: at(shares[ecosystem].sure) };
}

const measure = (rows: readonly Row[], scores: ReadonlyMap<Row, number>, ecosystem: string, limit: number) =>
  (Object.keys(weights) as Label[]).map((label): UnseenFigure => {
    const mine = rows.filter((row) => row.ecosystem === ecosystem && row.label === label);
    const told = mine.filter((row) => (scores.get(row) ?? nothing) > limit).length;
    return { ecosystem, label, told, of: mine.length };
  });
