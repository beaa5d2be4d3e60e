// Compares what a file imports with what its layer may.
import { posix } from 'node:path';
import { isNode, packageOf } from './source.mjs';
import { entries, layers, packageOwners } from './table.mjs';

/** @typedef {{ kind: 'entry' } | { kind: 'unit', layer: string, unit: string } | { kind: 'stray' }} Place */

/** Where a path of src/ belongs. A unit is a layer, or one member folder of a layer. @returns {Place} */
export function placeOf(path) {
  if (entries.files.includes(path)) return { kind: 'entry' };
  const [, folder, member, ...rest] = path.split('/');
  if (member === undefined) return { kind: 'stray' };
  if (Object.hasOwn(entries.folders, folder)) return { kind: 'entry' };
  if (!Object.hasOwn(layers, folder)) return { kind: 'stray' };
  const inMember = layers[folder].members === true && rest.length > 0;
  return { kind: 'unit', layer: folder, unit: inMember ? `src/${folder}/${member}/` : `src/${folder}/` };
}

/** Whether one file may import another, both relative to the root. */
function mayImport(path, place, target) {
  const { layer, unit } = place;
  const to = placeOf(target);
  if (to.kind !== 'unit') return false;
  const isRegistration = /^src\/[^/]+\/index\.gen\.ts$/;
  if (isRegistration.test(path)) return to.layer === layer || to.layer === 'model';
  if (to.unit === unit && to.layer === layer) return true;
  return layers[layer].uses.some((use) => {
    if (use.endsWith('/*.ts'))
      return posix.dirname(target) === `src/${use.slice(0, -5)}` && !isRegistration.test(target);
    if (use.endsWith('/gen')) return target === `src/${use.slice(0, -4)}/index.gen.ts`;
    return target.startsWith(`src/${use}/`);
  });
}

function judgePackage(path, place, name, dependencies) {
  if (!dependencies.includes(name)) return `imports ${name}, which package.json does not list under dependencies`;
  if (place.kind === 'entry') return undefined;
  if (layers[place.layer].packages === false) return `imports the package ${name}; ${place.layer} imports none`;
  const owner = packageOwners.find(({ packages }) => packages.test(name));
  if (owner === undefined || owner.places.some((prefix) => path.startsWith(prefix))) return undefined;
  return `imports the package ${name}, which belongs to ${owner.places.join(', ')}`;
}

function judgeImport(path, place, specifier, dependencies) {
  if (specifier === undefined) return 'imports a computed specifier';
  const pure = place.kind === 'unit' && layers[place.layer].effects !== true;
  if (isNode(specifier)) {
    const allowed = place.kind === 'unit' ? (layers[place.layer].builtins?.[path] ?? []) : [];
    return pure && !allowed.includes(specifier) ? `imports ${specifier}` : undefined;
  }
  const name = packageOf(specifier);
  if (name !== undefined) return judgePackage(path, place, name, dependencies);
  const target = posix.normalize(posix.join(posix.dirname(path), specifier));
  if (!target.startsWith('src/')) return `imports ${target}, which is outside src/`;
  if (place.kind === 'entry' || mayImport(path, place, target)) return undefined;
  return `imports ${target}; ${place.unit} may import ${['its own files', ...layers[place.layer].uses].join(', ')}`;
}

/** What is wrong with one file: lines of text. */
export function judge(path, source, dependencies) {
  const place = placeOf(path);
  if (place.kind === 'stray') return [`${path}: has no row in the table of layers`];
  const problems = source.errors.map((error) => `${path}: cannot be parsed: ${error}`);
  for (const { line, specifier } of source.imports) {
    const problem = judgeImport(path, place, specifier, dependencies);
    if (problem !== undefined) problems.push(`${path}:${line}: ${problem}`);
  }
  if (place.kind === 'unit' && layers[place.layer].effects !== true) {
    for (const { line, name } of source.effects)
      problems.push(`${path}:${line}: names ${name}; ${place.layer} is pure`);
  }
  return problems;
}
