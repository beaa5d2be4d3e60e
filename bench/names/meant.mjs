// How often "did you mean" holds what was meant: invented names labelled by hand in meant.tsv, with the tables written by
// hand and without them; against the bundled names, or package lists that are given as arguments.
//   node bench/names/meant.mjs [--npm <npm.tsv> --pypi <pypi.tsv>] [--misses]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliDecompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { root, round, withFolder } from '../measure.mjs';

/** How many names of npm's list are ranked in the bundled data. */
const npmRanked = 100_000;
const first = 3;

const rowsOf = (path) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));

function readList(rows, orderOf, size) {
  const ranked = rows.filter((row) => orderOf(row) !== undefined).sort((a, b) => orderOf(a) - orderOf(b));
  const names = ranked.slice(0, size).map(([name]) => name);
  return { names, ranks: new Map(names.map((name, at) => [name, at + 1])) };
}

/** As the bundled list lays the names out. */
function expand({ ranks }) {
  const sorted = [...ranks].sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = new TextEncoder().encode(sorted.map(([name]) => name).join(''));
  const offsets = new Uint32Array(sorted.length + 1);
  for (const [at, [name]] of sorted.entries()) offsets[at + 1] = offsets[at] + name.length;
  return { bytes, offsets, ranks: Uint32Array.from(sorted, ([, rank]) => rank) };
}

/** @param paths of the package lists, by ecosystem */
function readLists(paths) {
  const lists = {
    npm: readList(rowsOf(paths.npm), ([, , downloads]) => -Number(downloads), npmRanked),
    pypi: readList(rowsOf(paths.pypi), (row) => (row[3] === '' ? undefined : Number(row[3])), Number.POSITIVE_INFINITY),
  };
  const expanded = { npm: expand(lists.npm), pypi: expand(lists.pypi) };
  const written = readFileSync(join(root, 'data/meant.txt'), 'utf8');
  return {
    rankOf: (ecosystem, name) => lists[ecosystem]?.ranks.get(name),
    insteadOf: () => undefined,
    sizeOf: (ecosystem) => lists[ecosystem]?.names.length ?? 0,
    expand: (ecosystem) => expanded[ecosystem],
    written: () => written,
  };
}

/** Node 20 does not read TypeScript. */
async function loadSearch(folder) {
  const outfile = join(folder, 'meant.mjs');
  const contents = `
    export { createSearch } from './meant/find.ts';
    export { readTables } from './meant/tables.ts';
    export { createNames } from './index.ts';`;
  const stdin = { contents, resolveDir: join(root, 'src/knowledge/names') };
  await build({ stdin, bundle: true, platform: 'node', format: 'esm', outfile, logLevel: 'warning' });
  return import(pathToFileURL(outfile).href);
}

/** Packages of the tables that nobody could be offered. */
const unranked = ({ imports, commands }, ecosystem, lists) =>
  [...imports.values(), ...commands.values()].flat().filter((name) => lists.rankOf(ecosystem, name) === undefined);

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const percent = (part, whole) => `${round((100 * part) / whole, 1)} %`;

function measure(search, label, ecosystem, labels, showsMisses) {
  const start = cpuMs();
  search.find(ecosystem, 'index');
  const index = cpuMs() - start;
  const asked = cpuMs();
  const answers = labels.map(({ name, meant }) => {
    const found = search.find(ecosystem, name);
    const names = found.map((one) => (one.ecosystem === ecosystem ? one.name : `${one.ecosystem}:${one.name}`));
    const isOffered = found[0]?.isOffered === true;
    return { name, meant, names, isOffered, place: names.findIndex((one) => meant.includes(one)) };
  });
  const each = (cpuMs() - asked) / labels.length;
  const evident = answers.filter(({ meant }) => meant.length > 0);
  const holds = evident.filter(({ place }) => place >= 0 && place < first);
  if (showsMisses) {
    for (const { name, meant, names } of evident.filter((answer) => !holds.includes(answer))) {
      console.log(
        `${label}: ${ecosystem} ${name} is ${meant.join(' or ')}, not ${names.slice(0, first).join(', ') || '-'}`,
      );
    }
  }
  const offered = answers.filter(({ isOffered }) => isOffered);
  const others = answers.filter(({ meant }) => meant.length === 0);
  return {
    tables: label,
    ecosystem,
    names: evident.length,
    held: holds.length,
    'in the first three': percent(holds.length, evident.length),
    first: percent(evident.filter(({ place }) => place === 0).length, evident.length),
    'offered, right': `${offered.length}, ${percent(offered.filter(({ place }) => place === 0).length, offered.length)}`,
    'not evident, something said': `${others.filter(({ names }) => names.length > 0).length} of ${others.length}`,
    'not evident, offered': others.filter(({ isOffered }) => isOffered).length,
    'index ms': round(index),
    'ms a name': round(each, 1),
  };
}

/** A row for each ecosystem, with the tables written by hand and without them. */
export const measureMeant = ({ npm, pypi, misses = false } = {}) =>
  withFolder(async (folder) => {
    const { createSearch, readTables, createNames } = await loadSearch(folder);
    const lists = npm === undefined || pypi === undefined ? createNames(readData).lists : readLists({ npm, pypi });
    const labels = rowsOf(join(root, 'bench/names/meant.tsv')).map(([ecosystem, name, meant]) => ({
      ecosystem,
      name,
      meant: meant === '-' ? [] : meant.split(' '),
    }));
    const tablesOf = (ecosystem) => readTables(lists.written(), ecosystem);
    const withoutTables = (ecosystem) => ({ ...tablesOf(ecosystem), imports: new Map(), commands: new Map() });
    const missing = ['npm', 'pypi'].flatMap((ecosystem) => unranked(tablesOf(ecosystem), ecosystem, lists));
    if (missing.length > 0) throw new Error(`not ranked, but in the tables: ${missing.join(', ')}`);
    const results = [];
    for (const [label, read] of [
      ['with', tablesOf],
      ['without', withoutTables],
    ]) {
      for (const ecosystem of ['pypi', 'npm']) {
        const own = labels.filter((one) => one.ecosystem === ecosystem);
        results.push(measure(createSearch(lists, read), label, ecosystem, own, misses));
      }
    }
    return results;
  });

/** A bundled table, as the program reads it. */
function readData(file) {
  const bytes = readFileSync(join(root, 'data/names', file));
  return file.endsWith('.br') ? brotliDecompressSync(bytes) : bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { npm: { type: 'string' }, pypi: { type: 'string' }, misses: { type: 'boolean', default: false } },
  });
  console.table(await measureMeant(values));
}
