import { textOf } from '../../../text/json-nodes.ts';
import type { DenoLock, DenoPackage } from './lock-content.ts';
import { readSpecifier } from './specifier.ts';

/** Finds the packages that specifiers and references lead to. */
export class DenoGraph {
  readonly #lock: DenoLock;
  readonly #places = new Map<string, number>();
  /** By name, without the version; -1 where there are several. */
  readonly #single = new Map<string, number>();
  readonly #specifiers = new Map<string, string | undefined>();

  constructor(lock: DenoLock) {
    this.#lock = lock;
    for (const [place, { ecosystem, member, name }] of lock.packages.entries()) {
      this.#places.set(`${ecosystem}:${member.key}`, place);
      const alone = `${ecosystem}:${name}`;
      this.#single.set(alone, this.#single.has(alone) ? -1 : place);
    }
  }

  /** Where a specifier of a project, of a module or of a package of JSR leads. */
  findSpecifier(text: string): number | undefined {
    const specifier = readSpecifier(text);
    if (specifier === undefined) return undefined;
    const { ecosystem, name } = specifier;
    const chosen = textOf(this.#lock.specifiers.get(text)?.value);
    if (chosen === undefined)
      return this.#findSingle(`${ecosystem}:${name}`) ?? this.#findOnlyAsked(`${ecosystem}:${name}`);
    const whole = chosen.startsWith(`${ecosystem}:`) ? chosen : `${ecosystem}:${chosen}`;
    return this.#places.get(whole) ?? this.#places.get(`${ecosystem}:${name}@${chosen}`);
  }

  /** Where a reference between packages of npm leads: `name`, `name@version` or `alias@npm:name@version`. */
  #findReference(reference: string): number | undefined {
    const alias = reference.indexOf('@npm:', 1);
    const target = `npm:${alias === -1 ? reference : reference.slice(alias + '@npm:'.length)}`;
    return this.#places.get(target) ?? this.#findSingle(target);
  }

  /** Where there is one version of a package alone, it is left out. */
  #findSingle(key: string): number | undefined {
    const place = this.#single.get(key);
    return place === -1 ? undefined : place;
  }

  /** What the one specifier of a package leads to, where older versions of it were left in the file. */
  #findOnlyAsked(key: string): number | undefined {
    const whole = this.#asked().get(key);
    return whole === undefined ? undefined : this.findSpecifier(whole);
  }

  /** Specifiers by package; undefined where there are several. */
  #asked(): ReadonlyMap<string, string | undefined> {
    if (this.#specifiers.size > 0) return this.#specifiers;
    for (const text of this.#lock.specifiers.keys()) {
      const specifier = readSpecifier(text);
      if (specifier === undefined) continue;
      const key = `${specifier.ecosystem}:${specifier.name}`;
      this.#specifiers.set(key, this.#specifiers.has(key) ? undefined : text);
    }
    return this.#specifiers;
  }

  edges(): readonly (readonly number[])[] {
    return this.#lock.packages.map((entry) => [...new Set(this.#edgesOf(entry))]);
  }

  #edgesOf({ ecosystem, dependencies }: DenoPackage): readonly number[] {
    const find = (text: string) => (ecosystem === 'npm' ? this.#findReference(text) : this.findSpecifier(text));
    return dependencies.flatMap((text) => find(text) ?? []);
  }

  /**
   * What the projects ask for, and what only their modules can: a specifier that no package names. Where no project is
   * recorded, whatever a specifier leads to and nothing else requires.
   */
  roots(edges: readonly (readonly number[])[]): ReadonlySet<number> {
    const { requested, specifiers, packages } = this.#lock;
    const leadTo = (texts: Iterable<string>) => [...texts].flatMap((text) => this.findSpecifier(text) ?? []);
    if (requested === undefined) {
      const required = new Set(edges.flat());
      return new Set(leadTo(specifiers.keys()).filter((place) => !required.has(place)));
    }
    const named = new Set(packages.flatMap(({ dependencies }) => dependencies));
    const ofModules = [...specifiers.keys()].filter((text) => !named.has(text) && !named.has(withoutVersion(text)));
    return new Set(leadTo([...requested, ...ofModules]));
  }
}

/** Where a package has one version alone, references leave it out: `jsr:@std/path`. */
const withoutVersion = (text: string): string => text.slice(0, Math.max(text.indexOf('@', 'jsr:@'.length), 0)) || text;
