import type { Scope } from '../../../model/dependency.ts';
import { keepShape } from '../../../text/shapes.ts';
import { type Era, keyOfReference, withoutSuffix } from './keys.ts';
import { emptyContent, type ImporterKind, type LockContent } from './lock-content.ts';

/** Which entries of `packages` are asked for by the projects, and by each other. Places are those in `packages`. */
export class LockGraph {
  readonly #era: Era;
  readonly #content: LockContent;
  readonly #places = new Map<string, number>();

  constructor(content: LockContent, era: Era) {
    this.#content = content;
    this.#era = era;
    for (const [place, { key }] of content.packages.entries()) {
      if (!this.#places.has(key)) this.#places.set(key, place);
    }
  }

  /** The entry that a reference leads to; undefined where it leads out of the lockfile, -1 where it leads nowhere. */
  find(name: string, reference: string): number | undefined {
    const key = keyOfReference(name, reference, this.#era);
    return key === undefined ? undefined : this.#findKey(key);
  }

  /** A snapshot belongs to the package without its peers. */
  #findKey(key: string): number {
    const whole = this.#places.get(key);
    if (whole !== undefined || this.#era !== 9) return whole ?? -1;
    const place = this.#places.get(withoutSuffix(key)) ?? -1;
    // The next package that asks for it finds it at once.
    this.#places.set(key, place);
    return place;
  }

  /** The entry that a snapshot belongs to; -1 where there is none. */
  placeOfSnapshot(key: string): number {
    return this.#findKey(key);
  }

  /** For each entry, the entries it depends on; those of all its snapshots together. */
  edges(): readonly (readonly number[])[] {
    const { packages, snapshots } = this.#content;
    const edges = packages.map(({ edges: list }) => this.#resolve(list));
    for (const { key, edges: list } of snapshots) {
      const place = this.#findKey(key);
      if (place !== -1) edges[place] = merge(edges[place], this.#resolve(list));
    }
    return edges;
  }

  #resolve(list: readonly string[]): number[] {
    const found: number[] = [];
    for (let at = 0; at + 1 < list.length; at += 2) {
      const place = this.find(list[at] ?? '', list[at + 1] ?? '');
      if (place !== undefined && place !== -1) found.push(place);
    }
    return found;
  }
}

const merge = (known: number[] | undefined, more: number[]): number[] =>
  known === undefined || known.length === 0 ? more : [...new Set([...known, ...more])];

const scopeOf: Readonly<Record<ImporterKind, Scope>> = {
  dependencies: 'runtime',
  optionalDependencies: 'optional',
  devDependencies: 'dev',
  configDependencies: 'tool',
  packageManagerDependencies: 'tool',
};
export const scopeOfKind = (kind: ImporterKind): Scope => scopeOf[kind];

keepShape(new LockGraph(emptyContent(), 9));
