// What dist/ holds.
import { gzipSync } from 'node:zlib';
import { bundle, codeBytes, contributions, sizesOf } from '../scripts/build.mjs';
import { bundledPackages } from '../scripts/licences.mjs';
import { root, writeSection } from './measure.mjs';

export async function measureSize() {
  const built = await bundle();
  const { files, metafile } = built;
  const code = [...files].filter(([path]) => path.endsWith('.js')).map(([, text]) => text);
  const packages = await bundledPackages(root, metafile);
  const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;
  const sizes = sizesOf(built).map(
    ({ name, size, limit }) => `${kilobytes(size)} of ${name} (limit ${kilobytes(limit)})`,
  );
  writeSection('size', [
    `${kilobytes(codeBytes(files))} of code in ${code.length} files (${kilobytes(gzipSync(code.join('')).length)} compressed), from ${packages.length} packages and the sources. ${sizes.join(', ')}; the build fails above the limits. The parts are as esbuild writes them, before the last pass that makes them smaller.`,
    '',
    '| part | in the bundle |',
    '|---|---|',
    ...contributions(metafile)
      .slice(0, 12)
      .map(([name, bytes]) => `| \`${name.replace(/^node_modules\//, '')}\` | ${kilobytes(bytes)} |`),
  ]);
}
