import { keepShape } from '../../../text/shapes.ts';
import { splitNamed } from '../specs.ts';
import type { Dialect, Placed } from './entry.ts';

/** Finds the dependencies that a name and a range of another entry lead to. */
export class Descriptors {
  readonly #byPattern = new Map<string, number[]>();
  readonly #byName = new Map<string, number[]>();

  constructor(placed: readonly Placed[]) {
    for (const { entry, dependencies } of placed) {
      for (const { text } of entry.patterns) {
        const { name, rest = '' } = splitNamed(text);
        add(this.#byPattern, text, dependencies);
        add(this.#byName, name, dependencies);
        // A patch stands in for what it wraps: `name@patch:name@npm%3A^1#...` is what `name@npm:^1` leads to as well.
        if (rest.startsWith('patch:')) add(this.#byPattern, unwrap(rest), dependencies);
      }
    }
  }

  /** Places of dependencies: more than one where a patch stands in for its package. */
  find(name: string, range: string): readonly number[] {
    const exact = this.#byPattern.get(`${name}@${range}`);
    const prefixed = range.includes(':') ? undefined : this.#byPattern.get(`${name}@npm:${range}`);
    if (exact !== undefined || prefixed !== undefined) return [...(exact ?? []), ...(prefixed ?? [])];
    // Resolutions put another range in the place of this one; where the name leads to one entry alone, it is that.
    const named = this.#byName.get(name) ?? [];
    return new Set(named).size === 1 ? named.slice(0, 1) : [];
  }
}

function add(map: Map<string, number[]>, key: string, places: readonly number[]): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [...places]);
  else for (const place of places) known.push(place);
}

/** `patch:name@npm%3A^1#patches`: the pattern of the package inside. */
function unwrap(range: string): string {
  const hash = range.indexOf('#');
  const inner = range.slice('patch:'.length, hash === -1 ? undefined : hash);
  try {
    const pattern = decodeURIComponent(inner);
    const { name, rest = '' } = splitNamed(pattern);
    return rest.includes(':') ? pattern : `${name}@npm:${rest}`;
  } catch {
    return inner;
  }
}

/** For each of `count` dependencies the places of those its entry asks for. */
export function findRequired(
  placed: readonly Placed[],
  count: number,
  dialect: Dialect,
): readonly (readonly number[])[] {
  const descriptors = new Descriptors(placed);
  const required: (readonly number[])[] = Array.from({ length: count }, () => []);
  for (const { entry, dependencies } of placed) {
    const edges = entry.edges().filter(({ kind }) => kind !== 'peerDependencies');
    const places = edges.flatMap(({ name, range }) => descriptors.find(name, range));
    const wrapped = dialect === 'berry' ? entry.patterns.flatMap(({ text }) => wrappedBy(descriptors, text)) : [];
    for (const place of dependencies) {
      required[place] = [...new Set([...places, ...wrapped])].filter((one) => one !== place);
    }
  }
  return required;
}

/** The package that a patch is laid on is fetched too. */
function wrappedBy(descriptors: Descriptors, pattern: string): readonly number[] {
  const { rest = '' } = splitNamed(pattern);
  if (!rest.startsWith('patch:')) return [];
  const { name, rest: range = '' } = splitNamed(unwrap(rest));
  return descriptors.find(name, range);
}

keepShape(new Descriptors([]));
