// The loopback registries of the tests, and names for them, for benchmarks.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './measure.mjs';

/** They are TypeScript; Node 20 reads JavaScript. */
export async function loadRegistries(folder) {
  const outfile = join(folder, 'registries.mjs');
  const contents = ['npm', 'npm-documents', 'osv', 'github-advisories', 'deps-dev', 'pypi']
    .map((name) => `export * from './${name}.ts';`)
    .join('');
  await build({
    stdin: { contents, resolveDir: join(root, 'test/support/registries'), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'warning',
  });
  return import(outfile);
}

/** Addresses that the program asks by itself: each stands in one module of it. */
export async function loadEndpoints(folder) {
  const outfile = join(folder, 'endpoints.mjs');
  await build({ entryPoints: [join(root, 'src/knowledge/endpoints.ts')], format: 'esm', outfile, logLevel: 'error' });
  return (await import(pathToFileURL(outfile).href)).endpoints;
}

/** Names that many people use: of those the lists know that they are old. */
export async function pickNames(folder, counts) {
  const outfile = join(folder, 'dist/names.mjs');
  const options = { bundle: true, platform: 'node', format: 'esm', target: 'node20', outfile, logLevel: 'error' };
  await build({ ...options, entryPoints: [join(root, 'src/app/names.ts')] });
  cpSync(join(root, 'dist/data'), join(folder, 'data'), { recursive: true });
  const { names } = await import(pathToFileURL(outfile).href);
  const pick = (ecosystem, count) =>
    Array.from({ length: count }, (_, index) => names.rankedNames(ecosystem)?.nameAt(2_000 + 9 * index) ?? '');
  return { npm: pick('npm', counts.npm), pypi: pick('pypi', counts.pypi) };
}
