// Leaves the toolkit's clients out of the bundle: the sources take the event and the commands of a workflow from it, and
// have clients of their own. Its modules do not say that loading them does nothing, so esbuild keeps what nobody uses.

/** Who names it, and what it is called there: what nobody imports from it is left out. */
const unused = [
  { importer: /[\\/]@actions[\\/]github[\\/]lib[\\/]github\.js$/, path: './utils.js' },
  { importer: /[\\/]@actions[\\/]core[\\/]lib[\\/]core\.js$/, path: './oidc-utils.js' },
];
/** Marks this plugin's own question where a module lies. */
const asked = 'slim-toolkit';

/** @returns {import('esbuild').Plugin} */
export const slimToolkit = () => ({
  name: 'slim-toolkit',
  setup(build) {
    const met = new Set();
    build.onResolve(
      { filter: /^\.\/(?:oidc-)?utils\.js$/ },
      async ({ path, importer, resolveDir, kind, pluginData }) => {
        const one = unused.find((each) => each.path === path && each.importer.test(importer));
        if (one === undefined || pluginData === asked) return undefined;
        met.add(one);
        const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: asked });
        return { ...found, sideEffects: false };
      },
    );
    build.onEnd(() => ({
      errors: unused
        .filter((one) => !met.has(one))
        .map(({ path, importer }) => ({ text: `nothing imports ${path} any more: ${importer}` })),
    }));
  },
});
