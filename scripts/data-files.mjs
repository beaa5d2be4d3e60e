// Takes bundled facts out of the code: modules of texts become files in dist/data/, read when they are needed.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { transform } from 'esbuild';

const facts = /[\\/]src[\\/]knowledge[\\/].*\.gen\.ts$/;

/**
 * Source of a module that has the bytes of a file of dist/ as `bytes`. The code that reads them lies in dist/ or in
 * dist/chunks/, wherever it is started from.
 * @param {string} name  path in dist/
 */
export const readingOf = (name) => `
  import { existsSync, readFileSync } from 'node:fs';
  const places = ['./', '../'].map((folder) => new URL(folder + ${JSON.stringify(name)}, import.meta.url));
  const bytes = readFileSync(places.find((place) => existsSync(place)) ?? places[0]);
`;

/** @param {Map<string, string | Uint8Array>} files  filled with what is to be written, by path in dist/ @returns {import('esbuild').Plugin} */
export const dataFiles = (files) => ({
  name: 'data-files',
  setup(build) {
    build.onLoad({ filter: facts }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'ts', format: 'esm' });
      const values = await import(`data:text/javascript,${encodeURIComponent(code)}`);
      const name = `data/${basename(path, '.gen.ts')}.json`;
      if (files.has(name)) return { errors: [{ text: `two modules of facts are called ${name}` }] };
      files.set(name, `${JSON.stringify(values)}\n`);
      const exported = Object.keys(values).map((key) => `export const ${key} = facts[${JSON.stringify(key)}];`);
      const contents = `
        ${readingOf(name)}
        const facts = JSON.parse(bytes.toString());
        ${exported.join('\n')}
      `;
      return { contents, loader: 'js' };
    });
  },
});
