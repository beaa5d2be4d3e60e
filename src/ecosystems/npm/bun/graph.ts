import type { Scope } from '../../../model/dependency.ts';
import { type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import { keepShape } from '../../../text/shapes.ts';
import type { Root } from '../pnpm/scopes.ts';
import type { BunPackage } from './lock-content.ts';
import { infoOf, namesIn } from './tuple.ts';

const sections: readonly { readonly key: string; readonly scope: Scope }[] = [
  { key: 'dependencies', scope: 'runtime' },
  { key: 'optionalDependencies', scope: 'optional' },
  { key: 'devDependencies', scope: 'dev' },
  { key: 'peerDependencies', scope: 'peer' },
];

/** Longer keys are searched at the top alone, so that none costs more than reading it. */
const maxKey = 4_096;

/** Finds what a dependency leads to, by the paths that packages are installed in. */
export class BunGraph {
  readonly #packages: readonly BunPackage[];
  readonly #places = new Map<string, number>();

  constructor(packages: readonly BunPackage[]) {
    this.#packages = packages;
    for (const [place, { key }] of packages.entries()) this.#places.set(key, place);
  }

  /** The package that one at the path `from` gets under a name: its own, else that of the nearest above it. */
  find(from: string, name: string): number | undefined {
    for (let at = from.length > maxKey ? '' : from; at !== ''; at = parentOf(at)) {
      const found = this.#places.get(`${at}/${name}`);
      if (found !== undefined) return found;
    }
    return this.#places.get(name);
  }

  edges(): readonly (readonly number[])[] {
    return this.#packages.map(({ key, identity, needs, info }) => {
      const found: number[] = [];
      // What others develop with is not installed: only the workspace's own projects list it here.
      const isOwn = /@(?:workspace|root|link|file):/.test(identity);
      for (const name of isOwn ? [...needs, ...namesIn(infoOf({ info }), 'devDependencies')] : needs) {
        const place = this.find(key, name);
        if (place !== undefined) found.push(place);
      }
      return found.length < 2 ? found : [...new Set(found)];
    });
  }

  /** What the projects of the workspace ask for. */
  roots(head: JsonNode): readonly Root[] {
    const projects = membersOf(memberOf(head, 'workspaces')?.value);
    return [...projects].flatMap(([path, { value }]) => {
      const from = path === '' ? '' : (textOf(memberOf(value, 'name')?.value) ?? '');
      return sections.flatMap(({ key, scope }) =>
        [...membersOf(memberOf(value, key)?.value).keys()].flatMap((name) => {
          const place = this.find(from, name);
          return place === undefined ? [] : [{ place, scope }];
        }),
      );
    });
  }
}

/** The path without its last package, whose name may have a scope. */
function parentOf(key: string): string {
  const slash = key.lastIndexOf('/');
  const before = slash === -1 ? -1 : key.lastIndexOf('/', slash - 1);
  const isScoped = slash !== -1 && key.charAt(before + 1) === '@';
  return key.slice(0, Math.max(0, isScoped ? before : slash));
}

keepShape(new BunGraph([]));
