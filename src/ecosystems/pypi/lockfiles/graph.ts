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
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** Worked out when it is first asked for: few edges name a version. */
  byVersion(): ReadonlyMap<string, readonly number[]>;
}

/**
 * The places in `dependencies` of what each entry needs. Names that no entry has are left out: lockfiles leave out what no
 * environment installs. An optional edge counts only where nothing else needs its target.
 */
export function linkGraph(
  dependencies: readonly Named[],
  edges: readonly (readonly Edge[])[],
  places: Places = indexPlaces(dependencies),
): Graph {
  const graph = edges.map((list) => targetsOf(list, places, false));
  if (edges.some((list) => list.some(({ optional }) => optional))) {
    const needed = new Set(graph.flat());
    edges.forEach((list, from) => {
      for (const to of targetsOf(list, places, true)) if (!needed.has(to)) graph[from]?.push(to);
    });
  }
  return graph.map((targets, from) => (targets.length === 0 ? targets : sortOthers(targets, from)));
}

/** The cost of one entry is that of its edges, for no edge has more than so many targets. */
function targetsOf(list: readonly Edge[], places: Places, optional: boolean): number[] {
  const targets: number[] = [];
  for (const edge of list) {
    if ((edge.optional ?? false) === optional) for (const to of choose(places, edge)) targets.push(to);
  }
  return targets;
}

function sortOthers(targets: number[], from: number): readonly number[] {
  targets.sort((a, b) => a - b);
  return targets.filter((to, at) => to !== from && to !== targets[at - 1]);
}

export function indexPlaces(dependencies: readonly Named[]): Places {
  let byVersion: ReadonlyMap<string, readonly number[]> | undefined;
  return {
    dependencies,
    byName: groupPlaces(dependencies, ({ name }) => name),
    byVersion() {
      byVersion ??= groupPlaces(dependencies, ({ name, version }) => version && `${name} ${version}`);
      return byVersion;
    },
  };
}

function groupPlaces(
  dependencies: readonly Named[],
  keyOf: (one: Named) => string | undefined,
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  dependencies.forEach((one, place) => {
    const key = keyOf(one);
    const known = key === undefined ? undefined : places.get(key);
    if (known !== undefined && known.length < maxChoice) known.push(place);
    else if (known === undefined && key !== undefined) places.set(key, [place]);
  });
  return places;
}

/** The entries that an edge can mean: all of the name where nothing tells them apart. */
export function choose({ dependencies, byName, byVersion }: Places, edge: Edge): readonly number[] {
  const { name, version, requirement } = edge;
  const places = byName.get(name) ?? none;
  const exact = version === undefined || places.length === 0 ? undefined : byVersion().get(`${name} ${version}`);
  if (exact !== undefined) return exact;
  if (places.length < 2 || requirement === undefined) return places;
  const fitting = places.filter((place) => {
    const locked = dependencies[place]?.version;
    return locked === undefined || versions.satisfies(locked, requirement);
  });
  return fitting.length > 0 ? fitting : places;
}

const none: readonly number[] = [];

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
