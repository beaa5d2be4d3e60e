import { compareText } from '../../model/location.ts';
import { mainPlatformOf, mainPlatforms, pythonsInUse, readWheelTags, type WheelTags } from '../../model/wheels.ts';
import { readKind } from './filename.ts';

/** More is told of none. */
const mostFiles = 1_000;
/** What is longer no usual system can install (NAME_MAX). */
const longestName = 255;

/** `*.pth`, and from Python 3.15 on `*.start` (docs.python.org, `site`; PEP 829). */
const startFile = /\.(?:pth|start)$/;
/** Modules that `site` imports wherever they are. */
const customModule = /^(?:site|user)customize\.(?:pyc?|(?:[\w-]+\.)?(?:so|pyd))$/;
const customPackages: ReadonlySet<string> = new Set(['sitecustomize', 'usercustomize']);

/**
 * Of the entries of wheels those that Python runs, or reads for what to run, whenever it starts, as they are called once they
 * are installed: they lie where packages are installed to, and not below.
 */
export function listStartupFiles(entries: readonly string[]): readonly string[] {
  const found = entries.map(installedPath).filter(([first = '', second = '', ...more]) => {
    if (second === '') return startFile.test(first) || customModule.test(first);
    return more.length === 0 && customPackages.has(first) && second.startsWith('__init__.');
  });
  const names = found.map((path) => path.join('/')).filter((name) => name.length <= longestName);
  return [...new Set(names)].sort(compareText).slice(0, mostFiles);
}

/** The parts of a path below the folder of installed packages; none of what lies elsewhere. */
function installedPath(entry: string): readonly string[] {
  const path = splitPath(entry);
  const [top = '', scheme = ''] = path;
  if (!top.endsWith('.data')) return path;
  // PEP 427: what lies below goes into the folder of that name.
  if (scheme === 'purelib' || scheme === 'platlib') return path.slice(2);
  const at =
    scheme === 'data' ? path.findLastIndex((part) => part === 'site-packages' || part === 'dist-packages') : -1;
  return at < 0 ? [] : path.slice(at + 1);
}

/** Windows takes both slashes. Folders have one at the end, and are none of these. */
function splitPath(entry: string): readonly string[] {
  const written = entry.replaceAll('\\', '/');
  if (written.endsWith('/')) return [];
  const path: string[] = [];
  for (const part of written.split('/')) {
    if (part === '..') path.pop();
    else if (part !== '' && part !== '.') path.push(part);
  }
  return path;
}

/** So many of each main platform come before any of another. */
const mainRounds = 2;

/**
 * Those of many wheels that are looked into: what most people install, for the newest Pythons; then one for each of the other
 * platforms; then the next of each. One wheel may hold what the others do not, and none is left out for good reason.
 */
export function pickWheels<W extends { readonly filename: string }>(
  wheels: readonly W[],
  most: number,
  now: Date,
): readonly W[] {
  const { newest } = pythonsInUse(now);
  const groups = new Map<string, { readonly wheel: W; readonly python: number }[]>();
  for (const wheel of wheels) {
    const { platforms, pythons } = readWheelTags(readKind(wheel.filename) ?? '');
    const place = placeOf(platforms);
    groups.set(place, [...(groups.get(place) ?? []), { wheel, python: newestOf(pythons, newest) }]);
  }
  const ranked = [...groups].flatMap(([place, group]) => {
    const isMain = mainPlaces.includes(place);
    return group
      .toSorted((a, b) => b.python - a.python)
      .map(({ wheel }, at) => ({ wheel, place, round: isMain ? at : at + mainRounds - 0.5 }));
  });
  return ranked
    .toSorted((a, b) => a.round - b.round || rankOf(a.place) - rankOf(b.place) || compareText(a.place, b.place))
    .map(({ wheel }) => wheel)
    .slice(0, most);
}

/** `` is that of all of them. */
const mainPlaces: readonly string[] = [...mainPlatforms, ''];
const rankOf = (place: string): number => mainPlaces.indexOf(place);

/** Others by their tag without the versions in it: `musllinux_1_2_x86_64` and `musllinux_1_1_x86_64` are of one place. */
function placeOf(platforms: readonly string[] = []): string {
  const [first = ''] = platforms;
  return platforms.flatMap((tag) => mainPlatformOf(tag) ?? [])[0] ?? first.replace(/_\d+(?=_)/g, '');
}

/** Numbers that no Python has come last, or many of them would stand before all others. */
function newestOf(pythons: WheelTags['pythons'], newest: number): number {
  const served = pythons.filter(([from]) => from <= newest);
  return Math.max(-1, ...served.map(([, to = newest]) => to));
}
