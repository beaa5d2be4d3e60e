// What `gazetteer name --offline` makes of labelled names: the built command line is asked, as a user would ask it.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cli, root } from '../measure.mjs';

/** Where the labelled names lie: they are read in place and never copied. */
export const dataFolder = (given) =>
  given ?? join(resolve(root, process.env.GAZETTEER_SHARED ?? '../shared'), 'eval/names');
export const hasData = (folder) => existsSync(join(folder, 'typosquat_pairs.tsv'));

/** Rows of a table with a header, by column. */
export function readRows(path) {
  const [head = '', ...lines] = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const keys = head.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((value, at) => [keys[at], value])));
}

/** Two uploads of hundreds of names at once, and one campaign against one namespace: a rule for one of them is no skill. */
const isBulk = ({ target, published = '' }) =>
  /^@(?:azure|cadl)/.test(target) || ['2022-08', '2022-10'].includes(published.slice(0, 7));

const ecosystems = ['npm', 'pypi'];

/**
 * The sets: `rows` of names, with a target where one is known. `isReal`: packages that nobody should be warned of.
 * @param {{withAll: boolean}} wanted left out otherwise: the sets that no figure with a limit is made of
 */
function readSets(folder, { withAll }) {
  const read = (file) => readRows(join(folder, file));
  const pairs = read('typosquat_pairs.tsv');
  const near = read('near_name_labelled.tsv');
  const sets = ecosystems.flatMap((ecosystem) => {
    const mine = (rows) => rows.filter((row) => row.ecosystem === ecosystem);
    const squats = mine(pairs).filter(({ label }) => label === 'malicious');
    const analysts = mine(near).filter(({ source }) => source === 'ConfuDB');
    const main = [
      { id: 'squats', title: 'real squats, bulk campaigns left out', rows: squats.filter((row) => !isBulk(row)) },
      { id: 'random', title: 'random real names', rows: read(`benign_random_${ecosystem}.tsv`), isReal: true },
      {
        id: 'weighted',
        title: 'real names by popularity',
        rows: read(`benign_weighted_${ecosystem}.tsv`),
        isReal: true,
      },
      { id: 'hard', title: 'hard negatives', rows: read(`hard_negatives_${ecosystem}.tsv`), isReal: true },
      {
        id: 'near-bad',
        title: "analysts' near names, not benign",
        rows: analysts.filter(({ label }) => label !== 'benign'),
      },
      {
        id: 'near-good',
        title: "analysts' near names, benign",
        rows: analysts.filter(({ label }) => label === 'benign'),
        isReal: true,
      },
      {
        id: 'invented',
        title: 'invented names',
        rows: mine(read('hallucinated.tsv')).filter(
          ({ kind, exists_in_local_list_now: exists }) => kind === 'name' && exists !== 'yes',
        ),
      },
    ];
    const others = !withAll
      ? []
      : [
          { id: 'squats-all', title: 'real squats, all', rows: squats },
          {
            id: 'stealthy',
            title: 'confusing pairs without malware',
            rows: mine(pairs).filter(({ label }) => label === 'stealthy'),
          },
          {
            id: 'inferred',
            title: 'known malicious, near a used name',
            rows: mine(read('typosquat_pairs_inferred.tsv')),
          },
          {
            id: 'malicious',
            title: 'known malicious, any kind',
            rows: read(`malicious_${ecosystem}_full.tsv`).filter(({ kind }) => kind === 'malicious'),
          },
          {
            id: 'jumps',
            title: 'known malicious, version of 20 or more',
            rows: mine(read('version_jump_malicious.tsv')),
          },
          {
            id: 'near-other',
            title: 'other near names, not benign',
            rows: mine(near).filter(({ source, label }) => source !== 'ConfuDB' && label !== 'benign'),
          },
          {
            id: 'near-other-good',
            title: 'other near names, benign',
            rows: mine(near).filter(({ source, label }) => source !== 'ConfuDB' && label === 'benign'),
            isReal: true,
          },
          {
            id: 'compromised',
            title: 'real packages with a bad version',
            rows: mine(read('compromised_versions.tsv')),
            isReal: true,
          },
          {
            id: 'placeholders',
            title: 'placeholders by their summary',
            rows: mine(read('placeholders_by_summary.tsv')),
            isReal: true,
          },
        ];
    return [...main, ...others].map((set) => ({ isReal: false, ...set, ecosystem }));
  });
  // Some sets have a row for each version or source.
  return sets
    .map((set) => ({ ...set, rows: [...new Map(set.rows.map((row) => [row.name, row])).values()] }))
    .filter(({ rows }) => rows.length > 0);
}

/** The answers by `<ecosystem> <name>`; each name is asked once. */
async function ask(names, flags) {
  const wanted = [...new Set(names)];
  const child = spawn(process.execPath, [cli, 'name', '--offline', ...flags], { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stdin.end(wanted.map((name) => `${name}\n`).join(''));
  const status = await new Promise((done) => child.on('close', done));
  const answers = output.split('\n').filter(Boolean);
  if (status !== 0 || answers.length !== wanted.length)
    throw new Error(`asked ${wanted.length} names, got ${answers.length} answers (status ${status})`);
  return new Map(wanted.map((name, at) => [name, JSON.parse(answers[at])]));
}

const canonical = (ecosystem, name) =>
  ecosystem === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name.toLowerCase();
const nameIn = (purl) => decodeURIComponent(purl.replace(/^pkg:[a-z]+\//, ''));

/** What was meant by invented names, labelled by hand. */
const readLabels = () =>
  readRows(join(root, 'bench/names/meant.tsv'))
    .filter(({ meant }) => meant !== '-')
    .map(({ ecosystem, name, meant }) => ({ ecosystem, name, meant: meant.split(' ') }));

const offered = 3;
const shareOf = (hits, of) => ({ hits, of, percent: of === 0 ? 0 : (100 * hits) / of });

/** @returns {Promise<{sets: object[], figures: Map<string, {hits: number, of: number, percent: number}>}>} */
export async function scoreNames(folder, wanted = { withAll: false }) {
  const sets = readSets(folder, wanted);
  const labels = readLabels();
  const keysOf = ({ ecosystem, rows }) => rows.map(({ name }) => `${ecosystem} ${name}`);
  const labelled = labels.map(({ ecosystem, name }) => `${ecosystem} ${name}`);
  // Both at once: there are two processors nearly everywhere.
  const [usual, bare] = await Promise.all([
    ask([...sets.flatMap(keysOf), ...labelled], []),
    ask(sets.filter(({ id }) => id !== 'invented').flatMap(keysOf), ['--ignore-adoption']),
  ]);
  const scored = sets.map((set) => {
    const keys = keysOf(set);
    const count = (test) => keys.filter((key, at) => test(key, set.rows[at])).length;
    const share = (hits) => shareOf(hits, keys.length);
    const hasTarget = set.rows.every(({ target }) => target !== undefined);
    return {
      ...set,
      flagged: share(count((key) => usual.get(key).lookalike !== null)),
      high: share(count((key) => usual.get(key).lookalike?.confidence === 'high')),
      ...(set.id === 'invented' ? {} : { shape: share(count((key) => bare.get(key).lookalike !== null)) }),
      ...(hasTarget
        ? {
            target: share(
              count((key, { target }) => {
                const found = usual.get(key).lookalike;
                return (
                  found !== null && canonical(set.ecosystem, nameIn(found.target)) === canonical(set.ecosystem, target)
                );
              }),
            ),
          }
        : {}),
      unknown: share(count((key) => !usual.get(key).known)),
      hinted: share(count((key) => usual.get(key).suggestions.length > 0)),
    };
  });
  return { sets: scored, figures: figuresOf(scored, labels, usual) };
}

/** The figures that have a limit, by id. */
function figuresOf(sets, labels, usual) {
  const find = (ecosystem, id) => sets.find((set) => set.ecosystem === ecosystem && set.id === id);
  const figures = new Map();
  for (const ecosystem of ecosystems) {
    const of = (id) => find(ecosystem, id);
    figures.set(`${ecosystem}-recall`, of('squats').flagged);
    figures.set(`${ecosystem}-random-shape`, of('random').shape);
    figures.set(`${ecosystem}-random`, of('random').flagged);
    figures.set(`${ecosystem}-weighted`, of('weighted').flagged);
    figures.set(`${ecosystem}-hard`, of('hard').flagged);
    figures.set(`${ecosystem}-not-known`, of('invented').unknown);
    const mine = labels.filter((label) => label.ecosystem === ecosystem);
    const held = mine.filter(({ name, meant }) => {
      const { suggestions } = usual.get(`${ecosystem} ${name}`);
      const names = suggestions.slice(0, offered).map(({ purl }) => {
        const [, type] = /^pkg:([a-z]+)\//.exec(purl);
        return type === ecosystem ? nameIn(purl) : `${type}:${nameIn(purl)}`;
      });
      return names.some((one) => meant.includes(one));
    });
    figures.set(`${ecosystem}-meant`, shareOf(held.length, mine.length));
  }
  const sum = (id) =>
    ecosystems
      .flatMap((one) => find(one, id) ?? [])
      .reduce((all, { flagged }) => [all[0] + flagged.hits, all[1] + flagged.of], [0, 0]);
  const [right, bad] = sum('near-bad');
  const [wrong] = sum('near-good');
  figures.set('near-precision', shareOf(right, right + wrong));
  figures.set('near-recall', shareOf(right, bad));
  return figures;
}
