// Leaves the parts of undici out of the bundle that nothing here can reach: only its index names them.

const unused = /[\\/]undici[\\/]lib[\\/](?:mock|web[\\/](?:websocket|eventsource|cookies))[\\/][^\\/]+\.js$/;
// The same parser twice: every processor that Node 20 supports has the instructions of the first (WebAssembly SIMD).
const plainParser = /[\\/]undici[\\/]lib[\\/]llhttp[\\/]llhttp-wasm\.js$/;

/** @type {import('esbuild').Plugin} */
export const slimUndici = {
  name: 'slim-undici',
  setup(build) {
    let count = 0;
    build.onLoad({ filter: unused }, () => {
      count++;
      return { contents: 'module.exports = {};' };
    });
    build.onLoad({ filter: plainParser }, () => ({ contents: "module.exports = require('./llhttp_simd-wasm.js');" }));
    // Another undici may be laid out otherwise: then this list is to be written anew, or dropped.
    build.onEnd(() => (count === 0 ? { errors: [{ text: 'undici holds none of the parts that are left out' }] } : {}));
  },
};
