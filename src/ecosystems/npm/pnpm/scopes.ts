import type { Scope } from '../../../model/dependency.ts';

/** By rank: what is installed for production counts before all else. */
const ranks: readonly Scope[] = ['runtime', 'optional', 'peer', 'dev', 'build', 'tool'];

/** An entry that a project asks for itself. */
export interface Root {
  readonly place: number;
  readonly scope: Scope;
}

/** The scope of each entry by the projects that reach it; undefined where none does. Linear in entries and edges. */
export function reachScopes(
  roots: readonly Root[],
  edges: readonly (readonly number[])[],
): readonly (Scope | undefined)[] {
  const scopes: (Scope | undefined)[] = edges.map(() => undefined);
  for (const rank of ranks) {
    const open = roots.filter(({ scope }) => scope === rank).map(({ place }) => place);
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (scopes[place] !== undefined) continue;
      scopes[place] = rank;
      for (const next of edges[place] ?? []) if (scopes[next] === undefined) open.push(next);
    }
  }
  return scopes;
}
