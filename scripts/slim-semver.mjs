// Bundles the functions of semver that are used. Its index, which is CommonJS, brings all of them.

/** What the sources import from it: any other name is an error of the build. */
const index = `
  export { default as Range } from 'semver/classes/range.js';
  export { default as clean } from 'semver/functions/clean.js';
  export { default as compare } from 'semver/functions/compare.js';
  export { default as compareBuild } from 'semver/functions/compare-build.js';
  export { default as prerelease } from 'semver/functions/prerelease.js';
  export { default as rcompare } from 'semver/functions/rcompare.js';
  export { default as satisfies } from 'semver/functions/satisfies.js';
  export { default as valid } from 'semver/functions/valid.js';
  export { default as validRange } from 'semver/ranges/valid.js';
`;

/** @param {string} root @returns {import('esbuild').Plugin} */
export const slimSemver = (root) => ({
  name: 'slim-semver',
  setup(build) {
    build.onResolve({ filter: /^semver$/ }, () => ({ path: 'semver', namespace: 'slim-semver' }));
    build.onLoad({ filter: /./, namespace: 'slim-semver' }, () => ({ contents: index, resolveDir: root }));
  },
});
