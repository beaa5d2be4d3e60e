import { names } from './names.ts';

/** What the name of a distribution file says. */
export interface DistributionName {
  /** Normalised. */
  readonly name: string;
  /** As written, with the separators of PEP 440. */
  readonly version: string;
}

/** The longest file names that usual systems hold are 255 bytes. */
const maxLength = 300;

const archives = ['.tar.gz', '.zip', '.tar.bz2', '.tgz', '.tar.xz', '.tar.z', '.tar'] as const;

/**
 * Reads the file name of a wheel (PEP 427), an sdist (PEP 625 and older), an egg or a Windows installer.
 * @param project the normalised name of the project the file should belong to: old file names do not say where the name ends
 * @returns undefined where the file belongs to another project or is no distribution
 */
export function parseFilename(filename: string, project: string): DistributionName | undefined {
  if (filename.length > maxLength) return undefined;
  const lower = filename.toLowerCase();
  if (lower.endsWith('.whl')) return parseWheel(filename.slice(0, -4), project);
  if (lower.endsWith('.egg')) return splitBeforeVersion(cutAt(filename.slice(0, -4), /-py[0-9]/), project);
  if (lower.endsWith('.exe') || lower.endsWith('.msi')) {
    return splitBeforeVersion(cutAt(filename.slice(0, -4), /\.(?:win|linux|macosx)/), project);
  }
  const ending = archives.find((archive) => lower.endsWith(archive));
  return ending === undefined ? undefined : splitBeforeVersion(filename.slice(0, -ending.length), project);
}

/**
 * Reads a file name on its own. Where a name ends is certain for wheels and for what today's tools write; of older ones
 * the last hyphen before a digit is taken.
 */
export function readFilename(filename: string): DistributionName | undefined {
  const lower = filename.toLowerCase();
  const ending = lower.endsWith('.whl') ? '.whl' : archives.find((archive) => lower.endsWith(archive));
  if (ending === undefined || filename.length > maxLength) return undefined;
  const stem = filename.slice(0, -ending.length);
  const found = ending === '.whl' ? /^([^-]+)-([^-]+)-/.exec(stem) : /^(.+)-([0-9][^-]*)$/.exec(stem);
  const [, name, version] = found ?? [];
  return name === undefined || version === undefined ? undefined : { name: names.normalise(name), version };
}

/** Endings of source archives that pip reads (pip, `utils/filetypes.py`). */
const sources = /\.(?:zip|tar|tgz|tbz|txz|tlz|tar\.(?:gz|bz2|xz|lz|lzma))$/;

/**
 * What pip tells archives of one version apart by: `sdist`, or what stands behind the version in the name of a wheel, which is
 * its build number, if any, and its tags. Undefined where pip does not read such a file.
 */
export function readKind(filename: string): string | undefined {
  if (filename.length > maxLength) return undefined;
  const lower = filename.toLowerCase();
  if (!lower.endsWith('.whl')) return sources.test(lower) ? 'sdist' : undefined;
  const behindVersion = lower.indexOf('-', lower.indexOf('-') + 1);
  return behindVersion > 0 ? lower.slice(behindVersion + 1, -4) : '';
}

/** Most names are written as they are normalised, and in wheels with underscores. */
const isOf = (project: string, name: string): boolean =>
  name === project || name.replaceAll('_', '-') === project || names.normalise(name) === project;

const cutAt = (stem: string, pattern: RegExp): string => {
  const at = stem.search(pattern);
  return at < 0 ? stem : stem.slice(0, at);
};

/** `name-version(-build)?-python-abi-platform` */
function parseWheel(stem: string, project: string): DistributionName | undefined {
  const parts = stem.split('-');
  const [name = '', version = ''] = parts;
  if (parts.length !== 5 && parts.length !== 6) return undefined;
  return isOf(project, name) && version !== '' ? { name: project, version: version.replaceAll('_', '-') } : undefined;
}

/** The version begins after the hyphen that ends the project's name; older names contain hyphens themselves. */
function splitBeforeVersion(stem: string, project: string): DistributionName | undefined {
  if (stem.length > project.length + 1 && stem.startsWith(project) && stem[project.length] === '-') {
    return { name: project, version: stem.slice(project.length + 1) };
  }
  for (let at = stem.indexOf('-'); at >= 0; at = stem.indexOf('-', at + 1)) {
    const version = stem.slice(at + 1);
    if (version !== '' && isOf(project, stem.slice(0, at))) return { name: project, version };
  }
  return undefined;
}
