// Generates the bundled data from source lists that are given as arguments; see data/README.md.
//
//   node scripts/data.mjs --atlas <techniques.json>
//   node scripts/data.mjs --npm <npm.tsv> --pypi <pypi.tsv> [--date 2026-11-01]
//   node scripts/data.mjs --npm <npm.tsv> --pypi <pypi.tsv> --labels <folder>
//   node scripts/data.mjs --pypi-index <index.json> --date 2027-02-01
//   node scripts/data.mjs --actions data/actions.txt
//   node scripts/data.mjs --execution data/execution.json
//   node scripts/data.mjs --meant data/meant.txt
//   node scripts/data.mjs --confusables <confusables.json>
//
// The date is that of the lists; left out, it stays what it was. With --check nothing is written: the status is 1 where a
// bundled file differs from what its source gives.
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { makeActions } from './data/actions.mjs';
import { makeAtlas } from './data/atlas.mjs';
import { makeConfusables } from './data/confusables.mjs';
import { makeExecution } from './data/execution.mjs';

const pathOf = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folder = 'data/names';

/** The maker of tables of names, which shares their formats with the program; Node 20 does not read TypeScript. */
async function loadMaker() {
  const entryPoints = [pathOf('scripts/names-data.ts')];
  const options = {
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
  };
  const { outputFiles } = await build({ ...options, entryPoints });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

function readDate(text) {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(date.getTime())) throw new Error(`not a date: ${text}`);
  return date;
}

/** The files of names that the given lists make: what to write, and how to tell whether it is there. */
async function makeNameFiles({ npm, pypi, date, 'pypi-index': index }) {
  const maker = await loadMaker();
  const registered = `${folder}/pypi-registered.bin`;
  const former = await readFile(pathOf(registered)).catch(() => undefined);
  if (former === undefined && (date === undefined || index !== undefined)) throw new Error(`${registered} is missing`);
  const day = date === undefined ? maker.dateOf(registered, former) : readDate(date);
  const made = index === undefined ? maker.makeNames(npm, pypi, day) : maker.renewRegistered(index, former, day);
  return [...made].map(([name, bytes]) => nameFile(maker, name, bytes));
}

const nameFile = (maker, name, bytes) => ({
  path: `${folder}/${name}`,
  // Versions of brotli compress to other bytes: what counts is what comes out.
  isIn: (found) => maker.unpack(name, found).equals(bytes),
  content: () => maker.pack(name, bytes),
});

/** What resemblance is judged by, learned from labelled names; what was measured goes to standard output. */
async function makeModelFiles({ npm, pypi, labels }) {
  const maker = await loadMaker();
  const read = (name) => maker.unpack(name, readFileSync(pathOf(`${folder}/${name}`)));
  const { files, figures } = maker.makeModel(labels, npm, pypi, read);
  for (const figure of figures) console.log(figure);
  return [...files].map(([name, bytes]) => nameFile(maker, name, bytes));
}

const textFile = (path, text) => ({ path, isIn: (found) => found.toString() === text, content: () => text });

/** What the given sources make. */
async function makeFiles(values) {
  const { atlas, npm, pypi, actions, execution, confusables, meant, labels, 'pypi-index': index } = values;
  const files = [];
  if (atlas !== undefined)
    files.push(textFile('src/knowledge/atlas/release.gen.ts', makeAtlas(await readFile(atlas, 'utf8'))));
  if (actions !== undefined)
    files.push(textFile('src/knowledge/names/actions.gen.ts', makeActions(await readFile(actions, 'utf8'))));
  if (execution !== undefined) {
    const path = 'src/knowledge/execution/execution.gen.ts';
    files.push(textFile(path, makeExecution(await readFile(execution, 'utf8'))));
  }
  if (meant !== undefined) files.push(nameFile(await loadMaker(), 'meant.txt.br', await readFile(meant)));
  if (confusables !== undefined) {
    const path = 'src/knowledge/names/resemblance/confusables.gen.ts';
    files.push(textFile(path, makeConfusables(await readFile(confusables, 'utf8'))));
  }
  if (labels !== undefined) files.push(...(await makeModelFiles(values)));
  else if ((npm !== undefined && pypi !== undefined) || index !== undefined)
    files.push(...(await makeNameFiles(values)));
  return files;
}

async function main() {
  const text = { type: 'string' };
  const sources = {
    atlas: text,
    npm: text,
    pypi: text,
    'pypi-index': text,
    actions: text,
    execution: text,
    confusables: text,
    meant: text,
    labels: text,
  };
  const { values } = parseArgs({ options: { ...sources, date: text, check: { type: 'boolean' } } });
  const { npm, pypi, date, 'pypi-index': index } = values;
  const isWhole = (npm === undefined) === (pypi === undefined) && (index === undefined || date !== undefined);
  if (
    !isWhole ||
    !Object.keys(sources).some((name) => values[name] !== undefined) ||
    (npm !== undefined && index !== undefined)
  ) {
    throw new Error(
      'give --atlas <techniques.json>, --actions <actions.txt>, --execution <execution.json>, --confusables <confusables.json>, --meant <meant.txt>, --npm <npm.tsv> with --pypi <pypi.tsv>, or --pypi-index <index.json> with --date <day>',
    );
  }
  for (const { path, isIn, content } of await makeFiles(values)) {
    const found = await readFile(pathOf(path)).catch(() => undefined);
    // What would come out the same is left as it is.
    if (found !== undefined && isIn(found)) continue;
    if (values.check !== true) await writeFile(pathOf(path), content());
    else {
      process.exitCode = 1;
      console.error(`${path} differs from its source`);
    }
  }
}

try {
  await main();
} catch (error) {
  process.exitCode = 2;
  console.error(`data: ${error instanceof Error ? error.message : String(error)}`);
}
