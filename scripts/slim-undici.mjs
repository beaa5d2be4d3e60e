// Bundles the parts of undici that are used: requests over HTTP/1.1 with bodies of text and bytes, also through a proxy.
// Its index also loads fetch, caches, mocks and sockets of the web.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readingOf } from './data-files.mjs';

const parserFile = 'data/llhttp.wasm';
/** What the sources and the toolkit take from it. The parser comes first: without its file nothing is loaded. */
const index = `
  import '${parserFile}';
  import connect from 'undici/lib/api/api-connect.js';
  import request from 'undici/lib/api/api-request.js';
  import Agent from 'undici/lib/dispatcher/agent.js';
  import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
  import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
  Object.assign(Dispatcher.prototype, { connect, request });
  export { Agent, Dispatcher, ProxyAgent };
  // The toolkit names it for a client that nothing here asks for.
  export const fetch = undefined;
`;
// The same parser twice: every processor that Node 20 supports has the instructions of the first (WebAssembly SIMD).
const plainParser = /[\\/]undici[\\/]lib[\\/]llhttp[\\/]llhttp-wasm\.js$/;
/** That parser, which lies in JavaScript as base64: it becomes a file of its own, a quarter smaller. */
const parser = /[\\/]undici[\\/]lib[\\/]llhttp[\\/]llhttp_simd-wasm\.js$/;
/** The numbers of that parser, of which its one client uses few. */
const numbers = /[\\/]undici[\\/]lib[\\/]llhttp[\\/]constants\.js$/;
const client = '../dispatcher/client-h1.js';
/** What it loads for bodies of forms, and for HTTP/2, which a client takes only if told to (`allowH2`). */
const forms = /[\\/]undici[\\/]lib[\\/]web[\\/]fetch[\\/]body\.js$/;
const secondVersion = /[\\/]undici[\\/]lib[\\/]dispatcher[\\/]client-h2\.js$/;
/** What it tells debuggers of each request, and where: nobody listens in a bundle. */
const diagnostics = /[\\/]undici[\\/]lib[\\/]core[\\/]diagnostics\.js$/;
const silent = `
  const channels = {};
  for (const name of 'beforeConnect connected connectError sendHeaders create bodySent headers trailers error'.split(' '))
    channels[name] = { hasSubscribers: false };
  module.exports = { channels };
`;
/** The names of its private properties, which are shown to debuggers alone. */
const symbols = /[\\/]undici[\\/]lib[\\/]core[\\/]symbols\.js$/;
/** Its errors also know those of other versions of itself, of which a bundle has none. */
const errors = /[\\/]undici[\\/]lib[\\/]core[\\/]errors\.js$/;
const kinship = [
  /^const k\w+ = Symbol\.for\('undici\.error\.\w+'\)$/gm,
  /^ {2}static \[Symbol\.hasInstance\] \(instance\) \{\n.*\n {2}\}\n/gm,
  /^ {2}(?:get )?\[k\w+\](?: = true| \(\) \{\n.*\n {2}\})\n/gm,
];
const refuse = (what) => `() => { throw new Error('${what} is not in this bundle') }`;

/** Those sets of numbers that the client names. */
async function usedNumbers(path) {
  const all = createRequire(path)(path);
  const text = await readFile(join(dirname(path), client), 'utf8');
  const names = new Set([...text.matchAll(/\bconstants\.(\w+)/g)].map(([, name]) => name));
  return Object.fromEntries([...names].sort().map((name) => [name, all[name]]));
}

/**
 * @param {string} root
 * @param {Map<string, string | Uint8Array>} files  filled with what is to be written, by path in dist/
 * @returns {import('esbuild').Plugin}
 */
export const slimUndici = (root, files) => ({
  name: 'slim-undici',
  setup(build) {
    build.onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'slim-undici' }));
    build.onLoad({ filter: /./, namespace: 'slim-undici' }, () => ({ contents: index, resolveDir: root }));
    build.onLoad({ filter: forms }, () => ({ contents: `module.exports = { extractBody: ${refuse('a form')} };` }));
    build.onLoad({ filter: secondVersion }, () => ({ contents: `module.exports = ${refuse('HTTP/2')};` }));
    build.onLoad({ filter: diagnostics }, () => ({ contents: silent }));
    build.onLoad({ filter: errors }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const odd = kinship.find((part) => [...text.matchAll(part)].length < 10);
      return odd === undefined
        ? { contents: kinship.reduce((rest, part) => rest.replaceAll(part, ''), text) }
        : { errors: [{ text: `the errors of undici have no ${odd} any more` }] };
    });
    build.onLoad({ filter: symbols }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/\bSymbol\('[^']*'\)/g, 'Symbol()'),
    }));
    build.onLoad({ filter: numbers }, async ({ path }) => ({
      contents: `module.exports = ${JSON.stringify(await usedNumbers(path))};`,
    }));
    build.onResolve({ filter: /^data\/llhttp\.wasm$/ }, ({ path }) => ({ path, namespace: 'slim-undici-data' }));
    build.onLoad({ filter: /./, namespace: 'slim-undici-data' }, ({ path }) => {
      files.set(path, createRequire(join(root, 'package.json'))('undici/lib/llhttp/llhttp_simd-wasm.js'));
      return { contents: `${readingOf(path)}\nexport { bytes };` };
    });
    build.onLoad({ filter: parser }, () => ({ contents: `module.exports = require('${parserFile}').bytes;` }));
    build.onLoad({ filter: plainParser }, () => ({ contents: "module.exports = require('./llhttp_simd-wasm.js');" }));
  },
});
