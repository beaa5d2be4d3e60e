// Checks that every file of src/ imports only what its layer may, and that only the outer layers touch the world.
//   node scripts/layers.mjs                checks, and compares the table in docs/architecture.md
//   node scripts/layers.mjs --root <dir>   checks the src/ of another tree
//   node scripts/layers.mjs --write        writes the table into docs/architecture.md
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judge } from './layers/judge.mjs';
import { readSource } from './layers/source.mjs';
import { entries, layers } from './layers/table.mjs';

const own = fileURLToPath(new URL('..', import.meta.url));
const page = 'docs/architecture.md';
const markers = ['<!-- layers:start -->', '<!-- layers:end -->'];

/** Sources of a tree, tests aside: a test may import whatever it proves. */
async function sources(root) {
  const files = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && /\.[cm]?[jt]sx?$/.test(file.name) && !/\.test\.ts$/.test(file.name))
    .map((file) =>
      join(file.parentPath, file.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

async function check(root) {
  const { dependencies = {} } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const paths = await sources(root);
  // A checker that reads nothing would pass everything.
  if (paths.length === 0) return { count: 0, problems: ['src/ holds no source'] };
  const problems = [];
  for (const path of paths) {
    const source = readSource(path, await readFile(join(root, path), 'utf8'));
    problems.push(...judge(path, source, Object.keys(dependencies)));
  }
  return { count: paths.length, problems };
}

function table() {
  const rows = Object.entries(layers).map(([name, { holds, mayNot, uses, members, effects }]) => {
    const imports = uses.length === 0 ? 'nothing' : uses.map((use) => `\`${use}\``).join(', ');
    const own = members ? `${imports}; its own folder` : imports;
    return `| \`src/${name}\` | ${holds} | ${own} | ${effects ? 'yes' : 'no'} | ${mayNot} |`;
  });
  for (const [name, holds] of Object.entries(entries.folders)) {
    rows.push(`| \`src/${name}\` | ${holds} | everything | yes | hold logic that a test needs without a process |`);
  }
  return ['| folder | holds | may import | effects | may not |', '|---|---|---|---|---|', ...rows].join('\n');
}

async function documented(root, write) {
  const path = join(root, page);
  const text = await readFile(path, 'utf8');
  const [start, end] = [text.indexOf(markers[0]), text.indexOf(markers[1])];
  if (start < 0 || end < start) return [`${page}: the markers ${markers.join(' and ')} are missing`];
  const next = `${text.slice(0, start + markers[0].length)}\n${table()}\n${text.slice(end)}`;
  if (next === text) return [];
  if (!write) return [`${page}: the table of layers is out of date: node scripts/layers.mjs --write`];
  await writeFile(path, next);
  return [];
}

const args = process.argv.slice(2);
const other = args.includes('--root') ? args[args.indexOf('--root') + 1] : undefined;
const root = resolve(other ?? own);
const { count, problems } = await check(root);
if (other === undefined) problems.push(...(await documented(root, args.includes('--write'))));
for (const problem of problems) console.error(problem);
console.log(`layers: ${count} files, ${problems.length} violations`);
if (problems.length > 0) process.exitCode = 1;
