import { endpoints } from '../../knowledge/endpoints.ts';

/** Folders of a channel, one for each platform (docs.conda.io, channels). */
const platform = /^(?:noarch|(?:linux|osx|win|freebsd|emscripten|wasi|zos)-[a-z0-9_]{1,20})$/;

/** The address of a channel as it is written: a name, a name with a label, an address, or a folder. */
export function addressOf(channel: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(channel) || /^[./~]/.test(channel)) return withoutPlatform(channel);
  if (channel === 'defaults' || channel === 'main') return `${endpoints.condaDefaults}/main`;
  if (/^pkgs\/./.test(channel)) return `${endpoints.condaDefaults}/${withoutPlatform(channel.slice('pkgs/'.length))}`;
  return `${endpoints.condaChannels}/${withoutPlatform(channel)}`;
}

/**
 * The defaults, and channels that the documentation of widely used projects tells people to add (conda-forge.org,
 * bioconda.github.io, pytorch.org, docs.nvidia.com/cuda): each is in the hands of one known organisation. Not their
 * labels, such as `conda-forge/label/dev`, which hold what was not released.
 */
export const wellKnown: readonly string[] = [
  ...['main', 'pkgs/r', 'pkgs/msys2'],
  ...['conda-forge', 'bioconda', 'pytorch', 'nvidia'],
].map(addressOf);

/** `conda-forge/linux-64` is `conda-forge`, searched for one platform. */
function withoutPlatform(channel: string): string {
  let end = channel.length;
  while (end > 0 && channel.charAt(end - 1) === '/') end -= 1;
  const slash = channel.lastIndexOf('/', end - 1);
  return slash > 0 && platform.test(channel.slice(slash + 1, end)) ? channel.slice(0, slash) : channel.slice(0, end);
}

export interface Archive {
  /** As written. */
  readonly name: string;
  readonly version: string;
  /** The address of its channel; undefined where it does not lie in the folder of a platform. */
  readonly channel?: string;
  /** Offset of the name in the address. */
  readonly at: number;
}

const endings = ['.conda', '.tar.bz2'];

export const isArchive = (path: string): boolean => endings.some((ending) => withoutFragment(path).endsWith(ending));

const withoutFragment = (address: string): string => {
  const end = address.search(/[?#]/);
  return end < 0 ? address : address.slice(0, end);
};

/** What the address of a package file says: `<channel>/<platform>/<name>-<version>-<build>.conda` (docs.conda.io, package specification). */
export function readArchive(address: string): Archive | undefined {
  const path = withoutFragment(address);
  const ending = endings.find((one) => path.endsWith(one));
  if (ending === undefined) return undefined;
  const at = path.lastIndexOf('/') + 1;
  const stem = path.slice(at, path.length - ending.length);
  const build = stem.lastIndexOf('-');
  const version = stem.lastIndexOf('-', build - 1);
  if (version < 1 || build <= version) return undefined;
  const folder = path.slice(0, Math.max(0, at - 1));
  const channel = withoutPlatform(folder);
  return {
    name: stem.slice(0, version),
    version: stem.slice(version + 1, build),
    ...(channel === folder ? {} : { channel }),
    at,
  };
}
