// Bundles the reading half of yaml, from its ES modules: its CommonJS ones also bring all that writes.
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What the sources import from it: any other name is an error of the build. */
const names = ['Composer', 'isAlias', 'isMap', 'isNode', 'isScalar', 'isSeq', 'Lexer', 'LineCounter', 'Parser'];
/**
 * What writes YAML, makes nodes of values or values of nodes, and the schemas beside the core one of YAML 1.2, which the
 * sources ask for whatever version a document names. Nodes have methods that lead there.
 */
const left = [
  'doc/applyReviver.js',
  'doc/createNode.js',
  'nodes/addPairToJSMap.js',
  'nodes/toJS.js',
  'schema/json/schema.js',
  'schema/yaml-1.1/binary.js',
  'schema/yaml-1.1/merge.js',
  'schema/yaml-1.1/omap.js',
  'schema/yaml-1.1/pairs.js',
  'schema/yaml-1.1/schema.js',
  'schema/yaml-1.1/set.js',
  'schema/yaml-1.1/timestamp.js',
  'stringify/stringifyCollection.js',
  'stringify/stringifyDocument.js',
  'stringify/stringifyNumber.js',
  'stringify/stringifyPair.js',
  'stringify/stringifyString.js',
];
const own = /[\\/]node_modules[\\/]yaml[\\/]browser[\\/]dist[\\/].*\.js$/;
const lists = /^export \{ ([^}]*) \};$/gm;

/** A module that exports the same names, none of which can be used. */
async function emptied(path) {
  const exported = [...(await readFile(path, 'utf8')).matchAll(lists)].flatMap(([, list]) => list.split(', '));
  return `export { ${exported.map((name) => `refuse as ${name}`).join(', ')} } from '${refusal}';`;
}

/** One function stands in the place of all that cannot be used. */
const refusal = 'slim-yaml-refusal';
const refuse = "export const refuse = () => { throw new Error('yaml is bundled for reading only') };";

/** @param {string} root @returns {import('esbuild').Plugin} */
export const slimYaml = (root) => ({
  name: 'slim-yaml',
  setup(build) {
    const folder = join(root, 'node_modules/yaml/browser/dist');
    const met = new Set();
    build.onResolve({ filter: /^yaml$/ }, () => ({ path: 'yaml', namespace: 'slim-yaml' }));
    build.onResolve({ filter: /^slim-yaml-refusal$/ }, () => ({ path: refusal, namespace: refusal }));
    build.onLoad({ filter: /./, namespace: refusal }, () => ({ contents: refuse }));
    build.onLoad({ filter: /./, namespace: 'slim-yaml' }, () => ({
      contents: `export { ${names.join(', ')} } from './index.js';`,
      resolveDir: folder,
    }));
    build.onLoad({ filter: own }, async ({ path }) => {
      const name = relative(folder, path).replaceAll('\\', '/');
      if (!left.includes(name)) return undefined;
      met.add(name);
      return { contents: await emptied(path) };
    });
    build.onEnd(() => ({
      errors: left.filter((name) => !met.has(name)).map((name) => ({ text: `yaml has no module ${name} any more` })),
    }));
  },
});
