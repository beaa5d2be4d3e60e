// Bundles the command line and the action into dist/.
//   node scripts/build.mjs          writes dist/ anew
//   node scripts/build.mjs --check  writes nothing, lists what in dist/ differs from a fresh build, ends with status 1
//   node scripts/build.mjs --sizes  also prints what takes the most room
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { dataFiles } from './data-files.mjs';
import { lazyPackages } from './lazy-packages.mjs';
import { bundledPackages, thirdPartyText } from './licences.mjs';
import { minifyModule } from './minify.mjs';
import { takeNodeModules } from './node-modules.mjs';
import { slimOctokit } from './slim-octokit.mjs';
import { slimSemver } from './slim-semver.mjs';
import { slimToml } from './slim-toml.mjs';
import { slimToolkit } from './slim-toolkit.mjs';
import { slimUndici } from './slim-undici.mjs';
import { slimYaml } from './slim-yaml.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const executable = 'cli.js';
/** Bytes of code that dist/ may hold, of what is loaded only by those who need it, and of data. */
const limit = 1_600_000;
/** Files of their own: what follows code, where code changed, and pages for people, where one is asked for. */
const apart = [
  {
    name: 'parsers',
    limit: 2_000_000,
    isInput: (path) => /^(?:src\/code\/(?:flow|python|javascript)\/|node_modules\/@babel\/)/.test(path),
  },
  { name: 'pages', limit: 100_000, isInput: (path) => /^src\/reporters\/html\/(?!index\.ts$)/.test(path) },
];
const dataLimit = 2_500_000;
const pagesLimit = 500_000;
/** Tables that are taken as they are. */
const tables = join(root, 'data/names');

// Bundled CommonJS asks for Node's own modules by require, which ES modules do not have. Files that never do lose it.
const banner =
  'import{createRequire as __gazetteerRequire}from"node:module";' +
  'const require=/*@__PURE__*/__gazetteerRequire(import.meta.url);';

/** Files of a build by their path in dist/, and esbuild's account of them. */
export async function bundle() {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const data = new Map();
  for (const name of await readdir(tables)) data.set(`data/${name}`, await readFile(join(tables, name)));
  const result = await build({
    absWorkingDir: root,
    entryPoints: { cli: 'src/cli.ts', action: 'src/action.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    metafile: true,
    write: false,
    legalComments: 'none',
    mainFields: ['module', 'main'],
    banner: { js: banner },
    plugins: [
      dataFiles(data),
      slimUndici(root, data),
      slimOctokit(root),
      slimSemver(root),
      slimToolkit(),
      slimToml(),
      slimYaml(root),
      lazyPackages(root),
    ],
    define: { __VERSION__: JSON.stringify(version) },
    logLevel: 'warning',
  });
  const files = new Map([...data, ...(await rulePages())]);
  for (const file of result.outputFiles) {
    const path = file.path.slice(dist.length + 1).replaceAll('\\', '/');
    const code = takeNodeModules(await minifyModule(file.text.replace(/^#![^\n]*\n/, '')));
    files.set(path, path === executable ? `#!/usr/bin/env node\n${code}\n` : `${code}\n`);
  }
  files.set('package.json', `${JSON.stringify({ type: 'module', private: true }, null, 2)}\n`);
  files.set('THIRD-PARTY.txt', await thirdPartyText(root, result.metafile));
  return { files, metafile: result.metafile };
}

/** The pages of the rules as `rules/<id>.md`: each is read when somebody asks for it. */
async function rulePages() {
  const entries = await readdir(join(root, 'src/rules'), { withFileTypes: true });
  const ids = entries.filter((one) => one.isDirectory()).map(({ name }) => name);
  return Promise.all(
    ids.sort().map(async (id) => [`rules/${id}.md`, await readFile(join(root, 'src/rules', id, 'README.md'))]),
  );
}

const bytesWhere = (files, isMeant) =>
  [...files].reduce((sum, [path, content]) => (isMeant(path) ? sum + Buffer.byteLength(content) : sum), 0);
export const codeBytes = (files) => bytesWhere(files, (path) => path.endsWith('.js'));
const dataBytes = (files) => bytesWhere(files, (path) => path.startsWith('data/'));

async function write(files) {
  await rm(dist, { recursive: true, force: true });
  for (const [path, content] of files) {
    await mkdir(dirname(join(dist, path)), { recursive: true });
    await writeFile(join(dist, path), content);
  }
  await chmod(join(dist, executable), 0o755);
}

/** What differs between a fresh build and dist/, one line each. */
async function differences(files) {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true }).catch(() => []);
  const present = new Map();
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    present.set(path.slice(dist.length + 1).replaceAll('\\', '/'), await readFile(path));
  }
  const missing = [...files.keys()].filter((path) => !present.has(path)).map((path) => `missing: dist/${path}`);
  const surplus = [...present.keys()].filter((path) => !files.has(path)).map((path) => `left over: dist/${path}`);
  const stale = [...files].filter(([path, content]) => present.get(path)?.equals(Buffer.from(content)) === false);
  return [...missing, ...surplus, ...stale.map(([path]) => `out of date: dist/${path}`)];
}

/** How much code there is, what is loaded apart left out, and how much of each of that. */
export function sizesOf({ files, metafile }) {
  const sizes = apart.map(({ isInput, ...one }) => {
    const held = Object.entries(metafile.outputs).filter(([, { inputs }]) => Object.keys(inputs).some(isInput));
    const paths = new Set(held.map(([path]) => path.slice('dist/'.length)));
    return { ...one, size: bytesWhere(files, (path) => paths.has(path)) };
  });
  const others = sizes.reduce((sum, { size }) => sum + size, 0);
  return [{ name: 'code', limit, size: codeBytes(files) - others }, ...sizes];
}

/** What must hold for every build. */
async function violations({ files, metafile }) {
  const found = sizesOf({ files, metafile }).flatMap(({ name, size, limit: most }) =>
    size > most ? [`dist/ holds ${size} bytes of ${name}; the limit is ${most}`] : [],
  );
  const facts = dataBytes(files);
  if (facts > dataLimit) found.push(`dist/data holds ${facts} bytes; the limit is ${dataLimit}`);
  const pages = bytesWhere(files, (path) => path.startsWith('rules/'));
  if (pages > pagesLimit) found.push(`dist/rules holds ${pages} bytes; the limit is ${pagesLimit}`);
  const names = (await bundledPackages(root, metafile)).map(({ name }) => name);
  if (names.filter((name) => name === 'undici').length > 1) found.push('undici is bundled more than once');
  return found;
}

/** Bytes in the output for each package and each folder of src, largest first. */
export function contributions(metafile) {
  const sums = new Map();
  for (const output of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const key = /^.*(node_modules\/(?:@[^/]+\/)?[^/]+)|^(src\/[^/]+)/.exec(input)?.slice(1).join('') ?? input;
      sums.set(key, (sums.get(key) ?? 0) + bytesInOutput);
    }
  }
  return [...sums].filter(([, bytes]) => bytes > 0).sort((a, b) => b[1] - a[1]);
}

async function main(args) {
  const result = await bundle();
  const problems = await violations(result);
  if (args.includes('--check')) problems.push(...(await differences(result.files)));
  else await write(result.files);
  for (const problem of problems) console.error(problem);
  const sizes = sizesOf(result).map(({ name, size, limit: most }) => `${size} bytes of ${name} (limit ${most})`);
  console.log(`dist: ${sizes.join(', ')}, in ${result.files.size - 2} files`);
  if (args.includes('--sizes')) {
    for (const [key, bytes] of contributions(result.metafile).slice(0, 25)) console.log(`${bytes}\t${key}`);
  }
  if (problems.length > 0) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
