// Lets code import CommonJS packages lazily by name: `const { Agent } = await import('undici')`.
// Node finds the names; esbuild's split chunk of such a package has a default export alone.
import { readFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';

const namespace = 'lazy-package';
const isName = (text) => /^[A-Za-z_$][\w$]*$/.test(text) && text !== 'default';

async function isCommonJs(path) {
  if (path.endsWith('.cjs')) return true;
  if (!path.endsWith('.js')) return false;
  const manifest = await findManifest(dirname(path));
  return manifest.type !== 'module';
}

async function findManifest(folder) {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
  return text === undefined ? findManifest(dirname(folder)) : JSON.parse(text);
}

/** @param {string} root @returns {import('esbuild').Plugin} */
export const lazyPackages = (root) => ({
  name: namespace,
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, importer }) => {
      if (kind !== 'dynamic-import' || isBuiltin(path)) return undefined;
      const found = await build.resolve(path, { kind: 'import-statement', resolveDir, importer });
      return found.errors.length === 0 && (await isCommonJs(found.path)) ? { path, namespace } : undefined;
    });
    build.onLoad({ filter: /./, namespace }, ({ path }) => {
      const names = Object.keys(createRequire(join(root, 'package.json'))(path)).filter(isName);
      const source = JSON.stringify(path);
      return {
        contents: `import whole from ${source};\nexport default whole;\nexport const { ${names.sort().join(', ')} } = whole;\n`,
        resolveDir: root,
      };
    });
  },
});
