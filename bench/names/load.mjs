// What the bundled tables of names cost: bytes, and the time of first and later questions, each in processes of their own.
//   node bench/names/load.mjs [rounds]
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const rounds = Number(process.argv[2] ?? 15);
const count = 20_000;

/** Each is timed alone: with `names` and a moment `now`. */
const questions = {
  'nothing (loading the code)': 'undefined',
  "isWellKnown('npm', …)": "names.isWellKnown('npm', 'react')",
  "isWellKnown('pypi', …)": "names.isWellKnown('pypi', 'requests')",
  "knownBefore('npm', …)": "names.knownBefore('npm', 'react')",
  "adoptionOf('npm', …)": "names.adoptionOf('npm', 'react', now)",
  "adoptionOf('pypi', …)": "names.adoptionOf('pypi', 'requests', now)",
  "publishesPublicly('npm', …)": "names.publishesPublicly('npm', '@types')",
  "countOf('npm', …)": "names.countOf('npm', 't:react')",
  "lettersOf('npm')": "names.lettersOf('npm').bitsOf('react')",
  'placeholderClassOf(…)': "names.placeholderClassOf('pypi', 'requests')",
  "resemblanceOf('npm', …)": "names.resemblanceOf('npm', 'exrpess')",
  "resemblanceOf('pypi', …)": "names.resemblanceOf('pypi', 'reqeusts')",
};
const many = (ecosystem) => `for (const name of list) names.adoptionOf('${ecosystem}', name, now)`;

function time(folder, ask, prepare = '') {
  const script = `
    const start = performance.now();
    const { names } = await import(${JSON.stringify(pathToFileURL(join(folder, 'code/names.mjs')).href)});
    const now = new Date();
    ${prepare}
    const loaded = performance.now();
    ${ask};
    const done = performance.now();
    console.log(JSON.stringify([${prepare === '' && ask === 'undefined' ? 'loaded - start' : 'done - loaded'}, process.memoryUsage().rss]));
  `;
  const runs = Array.from({ length: rounds }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  });
  return [Math.min(...runs.map(([ms]) => ms)), Math.min(...runs.map(([, rss]) => rss))];
}

const folder = mkdtempSync(join(tmpdir(), 'gazetteer-names-'));
try {
  mkdirSync(join(folder, 'code'));
  symlinkSync(join(root, 'data/names'), join(folder, 'data'));
  const entryPoints = [join(root, 'src/app/names.ts')];
  const outfile = join(folder, 'code/names.mjs');
  await build({ entryPoints, outfile, bundle: true, minify: true, platform: 'node', format: 'esm', target: 'node20' });
  const sizes = readdirSync(join(root, 'data/names')).map((name) => [
    name,
    statSync(join(root, 'data/names', name)).size,
  ]);
  for (const [name, bytes] of sizes) console.log(`${String(bytes).padStart(9)}  ${name}`);
  console.log(`${String(sizes.reduce((sum, [, bytes]) => sum + bytes, 0)).padStart(9)}  together`);
  console.log(`\nFastest of ${rounds} processes, Node ${process.version}:`);
  const print = (label, [ms, rss]) =>
    console.log(`${ms.toFixed(2).padStart(9)} ms  ${(rss / 2 ** 20).toFixed(0).padStart(4)} MiB  ${label}`);
  for (const [label, ask] of Object.entries(questions)) print(label, time(folder, ask));
  for (const ecosystem of ['npm', 'pypi']) {
    const list = `const ranked = names.rankedNames('${ecosystem}');
      const list = Array.from({ length: ${count} }, (_, at) => at % 2 ? ranked.nameAt(1 + at % ranked.size) : 'no-such-name-' + at);
      names.adoptionOf('${ecosystem}', 'x', now);`;
    print(`${count} × adoptionOf('${ecosystem}', …) after the first`, time(folder, many(ecosystem), list));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
