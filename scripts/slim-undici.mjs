// Bundles the parts of undici that are used: its index also loads fetch, caches, mocks and sockets of the web.

/** What the sources and the toolkit take from it. */
const index = `
  import api from 'undici/lib/api/index.js';
  import Agent from 'undici/lib/dispatcher/agent.js';
  import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
  import ProxyAgent from 'undici/lib/dispatcher/proxy-agent.js';
  Object.assign(Dispatcher.prototype, api);
  export { Agent, Dispatcher, ProxyAgent };
  // The toolkit names it for a client that nothing here asks for.
  export const fetch = undefined;
`;
// The same parser twice: every processor that Node 20 supports has the instructions of the first (WebAssembly SIMD).
const plainParser = /[\\/]undici[\\/]lib[\\/]llhttp[\\/]llhttp-wasm\.js$/;

/** @param {string} root @returns {import('esbuild').Plugin} */
export const slimUndici = (root) => ({
  name: 'slim-undici',
  setup(build) {
    build.onResolve({ filter: /^undici$/ }, () => ({ path: 'undici', namespace: 'slim-undici' }));
    build.onLoad({ filter: /./, namespace: 'slim-undici' }, () => ({ contents: index, resolveDir: root }));
    build.onLoad({ filter: plainParser }, () => ({ contents: "module.exports = require('./llhttp_simd-wasm.js');" }));
  },
});
