/** Longer texts are no versions. */
const maxLength = 256;

/** Numbers, and texts that sort before every number. */
type Part = number | string;

export interface CondaVersion {
  /** The epoch, then the components between dots, each cut where digits begin and end. */
  readonly components: readonly (readonly Part[])[];
  readonly local: readonly (readonly Part[])[];
}

/** Reads a version as conda orders them (conda, `models/version.py`, `VersionOrder`); undefined where it is none. */
export function readVersion(text: string): CondaVersion | undefined {
  const version = text.trim().toLowerCase().replaceAll('-', '_');
  if (version.length > maxLength || !/^[.+!_0-9a-z]+$/.test(version)) return undefined;
  const [, epoch = '0', release, local] = /^(?:([0-9]+)!)?([^!+]+)(?:\+([^!+]+))?$/.exec(version) ?? [];
  const components = release === undefined ? undefined : readComponents(release);
  const locals = local === undefined ? [] : readComponents(local);
  if (components === undefined || locals === undefined) return undefined;
  return { components: [[Number(epoch)], ...components], local: locals };
}

function readComponents(text: string): readonly (readonly Part[])[] | undefined {
  // An underscore at the end belongs to the last component (OpenSSL's `1.0.1_`).
  const plain = text.endsWith('_') ? text.slice(0, -1) : text;
  const components = plain.split(/[._]/).map((component): string[] => component.match(/[0-9]+|[^0-9]+/g) ?? []);
  if (components.some((parts) => parts.length === 0)) return undefined;
  const last = components.at(-1);
  if (plain !== text && last !== undefined) last.push('_');
  return components.map((parts) => {
    const read = parts.map(readPart);
    return typeof read[0] === 'string' ? [0, ...read] : read;
  });
}

/** `post` comes after everything, `dev` before every other text. */
function readPart(part: string): Part {
  if (/^[0-9]/.test(part)) return Number(part);
  if (part === 'post') return Number.POSITIVE_INFINITY;
  return part === 'dev' ? 'DEV' : part;
}

export const compareRead = (a: CondaVersion, b: CondaVersion): number =>
  compareLists(a.components, b.components) || compareLists(a.local, b.local);

function compareLists(a: CondaVersion['components'], b: CondaVersion['components']): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [left, right] = [a[at] ?? [], b[at] ?? []];
    for (let inner = 0; inner < Math.max(left.length, right.length); inner += 1) {
      const order = compareParts(left[inner] ?? 0, right[inner] ?? 0);
      if (order !== 0) return order;
    }
  }
  return 0;
}

function compareParts(a: Part, b: Part): number {
  if (typeof a !== typeof b) return typeof a === 'string' ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

/** Whether a version begins with another one: `1.2` with `1`, `1.2a` with `1.2`. */
export function startsWith(version: CondaVersion, prefix: CondaVersion): boolean {
  if (prefix.local.length > 0)
    return (
      compareLists(version.components, prefix.components) === 0 &&
      compareLists(version.local.slice(0, prefix.local.length), prefix.local) === 0
    );
  const last = prefix.components.length - 1;
  const whole = compareLists(version.components.slice(0, last), prefix.components.slice(0, last)) === 0;
  const end = prefix.components[last] ?? [];
  const own = version.components[last] ?? [0];
  return whole && end.every((part, index) => compareParts(own[index] ?? 0, part) === 0);
}
