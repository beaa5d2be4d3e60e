import { compareText } from '../../model/location.ts';

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

/**
 * Those of many wheels that are looked into: one for each kind of platform, the first ones first, then the next of each. One
 * wheel may hold what the others do not, and none of them is left out for good reason.
 */
export function pickWheels<W extends { readonly filename: string }>(wheels: readonly W[], most: number): readonly W[] {
  const kinds = new Map<string, W[]>();
  for (const wheel of wheels) {
    const kind = platformOf(wheel.filename);
    kinds.set(kind, [...(kinds.get(kind) ?? []), wheel]);
  }
  const groups = [...kinds].toSorted(([a], [b]) => compareText(a, b)).map(([, group]) => group);
  const rounds = Math.max(0, ...groups.map((group) => group.length));
  return Array.from({ length: rounds }, (_, round) => groups.flatMap((group) => group[round] ?? []))
    .flat()
    .slice(0, most);
}

/** `manylinux`, `macosx`, `win`, `any`: how the last tag of its name begins (PEP 427, PEP 425). */
const platformOf = (filename: string): string =>
  /^[a-z]*/.exec(filename.slice(filename.lastIndexOf('-') + 1).toLowerCase())?.[0] ?? '';
