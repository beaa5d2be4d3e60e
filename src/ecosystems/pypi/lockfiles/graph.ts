import type { Scope } from '../../../model/dependency.ts';
import { versions } from '../versions.ts';

/** An entry, as far as others name it. */
interface Named {
  readonly name: string;
  readonly version?: string | undefined;
}

/** What one entry of a lockfile says it needs. */
export interface Edge {
  /** Normalised. */
  readonly name: string;
  /** The version, where the lockfile names it because there are several. */
  readonly version?: string | undefined;
  /** The requirement, which chooses among several versions. */
  readonly requirement?: string | undefined;
  /** Needed for an extra only, and it is not said whether anybody asks for that extra. */
  readonly optional?: boolean;
}

export type Graph = readonly (readonly number[])[];

/** More entries of one name than any resolution has; further ones are left out, so that the cost stays linear. */
const maxChoice = 50;

/** Entries by name, and by name and version. */
export interface Places {
  readonly dependencies: readonly Named[];
  readonly byKey: ReadonlyMap<string, readonly number[]>;
}

/**
 * The places in `dependencies` of what each entry needs. Names that no entry has are left out: lockfiles leave out what no
 * environment installs. An optional edge counts only where nothing else needs its target.
 */
export function linkGraph(dependencies: readonly Named[], edges: readonly (readonly Edge[])[]): Graph {
  const places = indexPlaces(dependencies);
  const chosen = (edge: Edge): readonly number[] => choose(places, edge);
  const graph = edges.map((list) => new Set(list.filter(({ optional }) => !optional).flatMap(chosen)));
  const needed = new Set(graph.flatMap((targets) => [...targets]));
  edges.forEach((list, from) => {
    for (const edge of list) {
      if (!edge.optional) continue;
      for (const to of chosen(edge)) if (!needed.has(to)) graph[from]?.add(to);
    }
  });
  return graph.map((targets, from) => [...targets].filter((to) => to !== from).sort((a, b) => a - b));
}

export function indexPlaces(dependencies: readonly Named[]): Places {
  const byKey = new Map<string, number[]>();
  const add = (key: string, place: number): void => {
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [place]);
    else if (known.length < maxChoice) known.push(place);
  };
  dependencies.forEach(({ name, version }, place) => {
    add(name, place);
    if (version !== undefined) add(`${name} ${version}`, place);
  });
  return { dependencies, byKey };
}

/** The entries that an edge can mean: all of the name where nothing tells them apart. */
export function choose({ dependencies, byKey }: Places, { name, version, requirement }: Edge): readonly number[] {
  const exact = version === undefined ? undefined : byKey.get(`${name} ${version}`);
  const places = byKey.get(name) ?? [];
  if (exact !== undefined) return exact;
  if (places.length < 2 || requirement === undefined) return places;
  const fitting = places.filter((place) => {
    const locked = dependencies[place]?.version;
    return locked === undefined || versions.satisfies(locked, requirement);
  });
  return fitting.length > 0 ? fitting : places;
}

const order: readonly Scope[] = ['runtime', 'build', 'optional', 'dev'];

/** Gives every entry the strongest scope by which it is reached from the roots; undefined where it is not reached. */
export function spreadScopes(
  graph: Graph,
  roots: readonly (readonly [number, Scope])[],
): readonly (Scope | undefined)[] {
  const scopes: (Scope | undefined)[] = graph.map(() => undefined);
  for (const scope of order) {
    const open = roots.filter(([, one]) => one === scope).map(([place]) => place);
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (scopes[place] !== undefined) continue;
      scopes[place] = scope;
      for (const next of graph[place] ?? []) if (scopes[next] === undefined) open.push(next);
    }
  }
  return scopes;
}
