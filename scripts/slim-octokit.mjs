// Leaves the REST methods out of the bundle that no source calls: GitHub's whole table of routes is 83 kB. And the reader
// of JSON with integers beyond 2^53, which no answer has that is asked for: Node's own does for all others.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const table = /[\\/]plugin-rest-endpoint-methods[\\/]dist-src[\\/]generated[\\/]endpoints\.js$/;
const call = /\.rest\.([A-Za-z]+)\.([A-Za-z]+)\b/g;

/** Methods by scope, as the sources call them. */
async function calledMethods(folder) {
  const called = new Map();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts') || entry.name.endsWith('.test.ts')) continue;
    const text = await readFile(join(entry.parentPath, entry.name), 'utf8');
    for (const [, scope, method] of text.matchAll(call))
      called.set(scope, (called.get(scope) ?? new Set()).add(method));
  }
  return called;
}

/** @param {string} root @returns {import('esbuild').Plugin} */
export const slimOctokit = (root) => ({
  name: 'slim-octokit',
  setup(build) {
    build.onResolve({ filter: /^json-with-bigint$/ }, ({ path }) => ({ path, namespace: 'slim-octokit' }));
    build.onLoad({ filter: /./, namespace: 'slim-octokit' }, () => ({
      contents:
        'export const JSONParse = (text) => JSON.parse(text), JSONStringify = (value) => JSON.stringify(value);',
    }));
    build.onLoad({ filter: table }, async ({ path }) => {
      const { default: endpoints } = await import(path);
      const errors = [];
      const kept = {};
      for (const [scope, methods] of [...(await calledMethods(join(root, 'src')))].sort()) {
        kept[scope] = {};
        for (const method of [...methods].sort()) {
          const route = endpoints[scope]?.[method];
          if (route === undefined) errors.push({ text: `octokit has no method ${scope}.${method}` });
          else kept[scope][method] = route;
        }
      }
      return { contents: `export default ${JSON.stringify(kept)};`, errors };
    });
  },
});
