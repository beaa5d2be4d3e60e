import { parsePurl } from '../model/purl.ts';
import { matchesName } from '../text/glob.ts';

/** An entry with the version that its purl names, where it names one. */
interface Indexed<T> {
  readonly entry: T;
  readonly version?: string;
}

/**
 * Finds entries by the name of their package, a purl whose name may hold `*`. Plain names are looked up: a lockfile has a hundred
 * thousand of them, and only globs are tried on each.
 */
export function indexByPackage<T>(
  entries: readonly T[],
  packageOf: (entry: T) => string,
): (ecosystem: string, name: string) => readonly Indexed<T>[] {
  const plain = new Map<string, Indexed<T>[]>();
  const globs: (Indexed<T> & { readonly type: string; readonly name: string })[] = [];
  for (const entry of entries) {
    const target = parsePurl(packageOf(entry));
    if (target === undefined) continue;
    const { type, name, version } = target;
    const indexed = { entry, ...(version === undefined ? {} : { version }) };
    if (name.includes('*')) globs.push({ ...indexed, type, name });
    else plain.set(keyOf(type, name), [...(plain.get(keyOf(type, name)) ?? []), indexed]);
  }
  return (ecosystem, name) => [
    ...(plain.get(keyOf(ecosystem, name)) ?? []),
    ...globs.filter((one) => one.type === ecosystem && matchesName(one.name, name)),
  ];
}

const keyOf = (ecosystem: string, name: string): string => JSON.stringify([ecosystem, name]);
