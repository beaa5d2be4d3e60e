/** What most people install for, those first that most of them have. */
export const mainPlatforms = ['linux x86_64', 'win amd64', 'macosx arm64', 'linux aarch64'] as const;
export type MainPlatform = (typeof mainPlatforms)[number];

/**
 * Minor versions of Python 3 that are in use, by its calendar (PEP 602): 3.14 came in October 2025, one comes each October and
 * ends in the October five years later. That of the coming October counts, since wheels are made for it before.
 */
export function pythonsInUse(now: Date): { readonly oldest: number; readonly newest: number } {
  const october = 9;
  const coming = now.getUTCFullYear() + (now.getUTCMonth() < october ? 0 : 1);
  return { oldest: coming - 2016, newest: coming - 2011 };
}

/** What a wheel may be installed on (PEP 425). */
export interface WheelTags {
  /** Undefined: on every platform. */
  readonly platforms: readonly string[] | undefined;
  /** Minor versions of CPython 3, the last of them undefined where it is for all from the first on; none for other Pythons. */
  readonly pythons: readonly (readonly [from: number, to: number | undefined])[];
}

/** @param kind one of `ReleaseFact.archives`: `cp312-cp312-win_amd64`, with its build number or without */
export function readWheelTags(kind: string): WheelTags {
  const [pythons = [], abis = [], platforms = []] = kind
    .split('-')
    .slice(-3)
    .map((tags) => tags.split('.'));
  return {
    platforms: platforms.includes('any') ? undefined : platforms,
    pythons: pythons.flatMap((python) => rangesOf(python, abis)),
  };
}

function rangesOf(python: string, abis: readonly string[]): WheelTags['pythons'] {
  const [, implementation, digits] = /^(py|cp)3(\d{0,3})$/.exec(python) ?? [];
  if (implementation === undefined) return [];
  const from = Number(digits);
  // `py3`, and what keeps to the stable interface, is for all that comes later.
  if (abis.includes(implementation === 'py' ? 'none' : 'abi3')) return [[from, undefined]];
  const isUsual = abis.some((abi) => abi === python || abi === `${python}m` || abi === 'none');
  return implementation === 'cp' && isUsual ? [[from, from]] : [];
}

/** `manylinux_2_28_x86_64` is one of `linux x86_64`; undefined for the others. */
export function mainPlatformOf(tag: string): MainPlatform | undefined {
  if (/^(?:many)?linux[\d_]*_x86_64$/.test(tag)) return 'linux x86_64';
  if (/^(?:many)?linux[\d_]*_aarch64$/.test(tag)) return 'linux aarch64';
  if (/^macosx_[\d_]+_(?:arm64|universal2)$/.test(tag)) return 'macosx arm64';
  return tag === 'win_amd64' ? 'win amd64' : undefined;
}
