// How well names are judged: recall and false positives over labelled names, written to docs/quality.md.
//   node bench/names/quality.mjs [--data <folder>]    measures and writes; refuses what is worse than bench/names/limits.json
//                                --accept             writes it all the same, and the limits with it
//                                --check              measures what has a limit and writes nothing
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import { root } from '../measure.mjs';
import { findWorse, limitsPath, readLimits } from './limits.mjs';
import { measureMeant } from './meant.mjs';
import { dataFolder, hasData, scoreNames } from './score.mjs';

const readData = (file) => brotliDecompressSync(readFileSync(join(root, 'data/names', file)));

/** What a model tells that has not seen a name, nor another one with the same target; measured when it was made. */
function describeUnseen() {
  const { unseen } = JSON.parse(readData('resemblance.json.br').toString());
  const share = (ecosystem, label) => {
    const { told, of } = unseen.find((one) => one.ecosystem === ecosystem && one.label === label);
    return percent({ hits: told, of, percent: (100 * told) / of });
  };
  return `real squats ${share('npm', 'squat')} (npm) and ${share('pypi', 'squat')} (PyPI), names of npm that analysts call confusing ${share('npm', 'confusing')}, and benign near names ${share('npm', 'near')}`;
}

/** The date that a bundled table was made for. */
function dateOf(file) {
  const day = String(readData(file).readUInt32LE(4));
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
}

/**
 * What is published first: the figure, the best that was measured with the rules of others, what must be reached, and
 * what is aimed at. In percent.
 */
const goals = [
  ['npm-recall', 'npm: real squats that are told, bulk campaigns left out', '58.5', '≥ 70', '80'],
  ['pypi-recall', 'PyPI: real squats that are told', '67', '≥ 70', '85'],
  ['npm-random-shape', 'npm: random real names told by their shape alone', '4.3', '≤ 3', '2'],
  ['pypi-random-shape', 'PyPI: random real names told by their shape alone', '4.9', '≤ 4', '2'],
  ['npm-random', 'npm: random real names told, as a user meets them', '1.55', '≤ 0.3', ''],
  ['pypi-random', 'PyPI: random real names told, as a user meets them', '0.35', '≤ 0.2', ''],
  ['npm-weighted', 'npm: real names told, drawn by popularity', '0.2', '≤ 0.1', ''],
  ['pypi-weighted', 'PyPI: real names told, drawn by popularity', '0.2', '≤ 0.1', ''],
  ['npm-hard', 'npm: used names one or two letters from a top name that are told', '9–36', '≤ 0.5', ''],
  ['pypi-hard', 'PyPI: used names one or two letters from a top name that are told', '9–36', '≤ 0.5', ''],
  ['near-precision', "analysts' near names, both: precision", '26–32', '≥ 50', '60'],
  ['near-recall', "analysts' near names, both: recall", '51–59', '≥ 60', '60'],
  ['pypi-meant', 'PyPI: what was meant is among the first three suggestions', '80', '≥ 90', '95'],
  ['npm-meant', 'npm: what was meant is among the first three suggestions', '45', '≥ 70', '75'],
  ['pypi-not-known', 'PyPI: invented names told as not known, offline', '', '≥ 99.5', ''],
  ['npm-not-known', 'npm: invented names told as not known, offline', '', '', ''],
];

/** Figures that the README quotes. */
const quoted = [
  'npm-recall',
  'pypi-recall',
  'npm-random',
  'pypi-random',
  'npm-hard',
  'pypi-hard',
  'pypi-meant',
  'npm-meant',
];

const percent = ({ hits, of, percent: value }) => `${value.toFixed(hits === 0 || hits === of ? 0 : 2)} %`;
const counted = (share) => (share === undefined ? '' : `${percent(share)} (${share.hits})`);
const table = (head, rows) => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];

function reaches({ percent: value }, required) {
  const [sign, bound] = required.split(' ');
  if (bound === undefined) return true;
  return sign === '≥' ? value >= Number(bound) : value <= Number(bound);
}

function describe({ sets, figures }, meant) {
  const limits = readLimits();
  const goalRows = goals.map(([id, title, reference, required, aim]) => {
    const share = figures.get(id);
    const value = `${percent(share)} (${share.hits} of ${share.of})`;
    const { tolerance } = limits[id];
    return [title, reference, required, aim, reaches(share, required) ? value : `**${value}**`, `${tolerance}`];
  });
  const rowsOf = (some) =>
    some.map(({ ecosystem, title, rows, flagged, high, shape, target }) => [
      ecosystem,
      title,
      rows.length,
      counted(flagged),
      counted(high),
      counted(shape),
      counted(target),
    ]);
  const judged = sets.filter(({ id }) => id !== 'invented');
  const titleOf = new Map(goals.map(([id, title]) => [id, title]));
  const [all, rest] = ['squats-all', 'squats'].map(
    (wanted) => sets.find(({ id, ecosystem }) => ecosystem === 'npm' && id === wanted).rows.length,
  );
  return `<!-- Written by bench/names/quality.mjs. Do not edit. -->
# How well names are judged

Measured on ${new Date().toISOString().slice(0, 10)} with \`gazetteer name --offline\`: by the bundled names alone, without a registry's word. Names are held against the 100,000 most used names of npm (list of ${dateOf('npm-ranked.bin.br')}) and the ranked names of PyPI (list of ${dateOf('pypi-ranked.bin.br')}); [\`data/README.md\`](../data/README.md) says where they are from. The labelled names are compiled from public research data; they are not part of the repository. This is one half of each set, the half that was looked at while the rules were made.

A name counts as told when \`lookalike\` is set, with any confidence. "As a user meets them" is the usual answer, in which a name's own use and age speak for it; "by their shape alone" is the answer with \`--ignore-adoption\`, as if the name were new and unused. The random real names were drawn from the lists that are bundled, so the second figure says how much the shape itself can tell apart.

The shape is judged by a model that learned from this half, so what it tells of these very names is more than what it tells of others. Of names that it had not seen (five-fold cross-validation, all imitations of one name held out together) it tells by the shape alone: ${describeUnseen()}.

## Against what was asked for

The reference is the best that was measured with the rules of others on the same sets. What is not reached is bold. The last column says by how many points a change may worsen a figure before a test fails (\`bench/names/limits.json\`).

${table(['figure', 'reference %', 'required %', 'aim %', 'measured', 'tolerance'], goalRows).join('\n')}

<!-- quality:start -->

${table(
  ['of labelled names', 'measured'],
  quoted.map((id) => [titleOf.get(id), percent(figures.get(id))]),
).join('\n')}

<!-- quality:end -->

## Names that should be told

${table(['', 'set', 'names', 'told', 'with high confidence', 'by the shape alone', 'with the right target'], rowsOf(judged.filter(({ isReal }) => !isReal))).join('\n')}

Most known malicious names imitate nothing: they are random, or private names of others. Two uploads of hundreds of names at once and one campaign against one namespace make up ${Math.round((100 * (all - rest)) / all)} % of the squats of npm; they are left out where that is said.

## Names that should not be told

${table(
  ['', 'set', 'names', 'told', 'with high confidence', 'by the shape alone'],
  rowsOf(judged.filter(({ isReal }) => isReal)).map((row) => row.slice(0, 6)),
).join('\n')}

## Invented names

${table(
  ['', 'names', 'told as not known', 'with a suggestion', 'with a lookalike'],
  sets
    .filter(({ id }) => id === 'invented')
    .map(({ ecosystem, rows, unknown, hinted, flagged }) => [
      ecosystem,
      rows.length,
      counted(unknown),
      counted(hinted),
      counted(flagged),
    ]),
).join('\n')}

What was meant is labelled by hand in \`bench/names/meant.tsv\`, with the reason; names whose meaning is not evident count nowhere. Some of them stand in the tables of import and command names, which are written by hand; without those tables the figures are ${withoutTables(meant)}. Whether a name exists is a registry's word: an audit asks for it.
`;
}

const withoutTables = (meant) =>
  meant
    .filter(({ tables }) => tables === 'without')
    .map(({ ecosystem, names, held, ...row }) => `${row['in the first three']} (${ecosystem}, ${held} of ${names})`)
    .join(' and ');

/** The limits with what was measured now; what is worse within its tolerance only where that is accepted, or losses add up. */
function renewLimits(figures, accept) {
  const renewed = Object.entries(readLimits()).map(([id, limit]) => {
    const measured = Number(figures.get(id).percent.toFixed(2));
    const isWorse = limit.better === 'higher' ? measured < limit.value : measured > limit.value;
    const { value, ...others } = { ...limit, value: isWorse && !accept ? limit.value : measured };
    return `  ${JSON.stringify(id)}: ${JSON.stringify({ value, ...others })
      .replace(/([:,])/g, '$1 ')
      .replace('{', '{ ')
      .replace('}', ' }')}`;
  });
  writeFileSync(limitsPath, `{\n${renewed.join(',\n')}\n}\n`);
}

export async function measureNames({ data = undefined, accept = false, check = false } = {}) {
  const folder = dataFolder(data);
  if (!hasData(folder)) {
    console.log(`the labelled names are not at hand (${folder}): nothing is measured`);
    return;
  }
  const found = await scoreNames(folder, { withAll: !check });
  const worse = findWorse(found.figures);
  for (const one of worse) console.error(one);
  console.table(
    [...found.figures].map(([figure, { hits, of, percent: value }]) => ({
      figure,
      hits,
      of,
      percent: value.toFixed(2),
    })),
  );
  if (worse.length > 0 && !accept) process.exitCode = 1;
  if (check || (worse.length > 0 && !accept)) return;
  renewLimits(found.figures, accept);
  writeFileSync(join(root, 'docs/quality.md'), describe(found, await measureMeant()));
  console.log('wrote docs/quality.md; npm run generate takes its main lines to the README');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flag = { type: 'boolean', default: false };
  await measureNames(parseArgs({ options: { data: { type: 'string' }, accept: flag, check: flag } }).values);
}
