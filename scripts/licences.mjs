// Which packages are in a bundle, and the licence texts that go with them.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Packages of which at least one byte is in the output, sorted by name.
 * @param {string} root
 * @param {import('esbuild').Metafile} metafile
 */
export async function bundledPackages(root, metafile) {
  const folders = new Set();
  for (const output of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      // The last node_modules of the path: a nested copy is a package of its own.
      const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  const packages = [];
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    packages.push({ folder, name, version, license });
  }
  return packages;
}

/** Full texts of licences and notices of one package. Throws where a package ships none: nothing is invented. */
async function licenceTexts(root, { folder, name }) {
  const names = (await readdir(join(root, folder))).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  if (names.length === 0) throw new Error(`${name} is bundled and ships no licence text`);
  const texts = [];
  for (const file of names.sort()) texts.push((await readFile(join(root, folder, file), 'utf8')).trim());
  return texts.map((text) => text.replaceAll('\r\n', '\n'));
}

/** @param {string} root @param {import('esbuild').Metafile} metafile */
export async function thirdPartyText(root, metafile) {
  const notice = (await readFile(join(root, 'NOTICE'), 'utf8')).trim();
  const parts = ['Licences of the packages that are bundled in this folder, and notices of bundled data.', notice];
  for (const one of await bundledPackages(root, metafile)) {
    const texts = await licenceTexts(root, one);
    parts.push(
      `${'='.repeat(78)}\n${one.name} ${one.version} (${one.license})\n${'='.repeat(78)}\n\n${texts.join('\n\n')}`,
    );
  }
  return `${parts.join('\n\n')}\n`;
}
