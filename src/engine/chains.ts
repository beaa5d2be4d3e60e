import type { Dependency } from '../model/dependency.ts';
import { manifestsOf } from './compose.ts';
import type { LoadedFile, Side } from './read.ts';

/** Why an entry of a lockfile is there. */
export interface Origin {
  /** The project itself asks for it. */
  readonly direct: boolean;
  /** The dependencies that lead to it, from a direct one to the one that requires it; empty where it is direct. */
  readonly chain: readonly Dependency[];
  /** The manifest's entry that the chain, or the entry itself, goes back to. */
  readonly asked?: Dependency;
}

/** Chains that are longer are cut after their first part: it says where to look. */
const maxChain = 20;

/** Answers why a dependency is there; undefined for what no lockfile holds, and for what nothing leads to. */
export type Origins = (dependency: Dependency, file: LoadedFile) => Origin | undefined;

/** The dependency as it is where its file is known: some lockfiles do not say what is direct, their manifests do. */
export function placeInGraph(dependency: Dependency, file: LoadedFile, origins: Origins): Dependency {
  const origin = origins(dependency, file);
  return origin === undefined || origin.direct === dependency.direct
    ? dependency
    : { ...dependency, direct: origin.direct };
}

const known = new WeakMap<Side, Origins>();

/** Origins in the lockfiles of one side. Each lockfile's graph is walked once, when the first of its entries is asked for. */
export function originsOf(side: Side): Origins {
  const origins = known.get(side) ?? createOrigins(side);
  known.set(side, origins);
  return origins;
}

function createOrigins(side: Side): Origins {
  const walked = new Map<LoadedFile, ReadonlyMap<Dependency, Way>>();
  return (dependency, lockfile) => {
    if (lockfile.parsed.role !== 'lockfile') return undefined;
    const ways = walked.get(lockfile) ?? findWays(lockfile, manifestsOf(lockfile.path, side));
    walked.set(lockfile, ways);
    const way = ways.get(dependency);
    if (way === undefined) return undefined;
    const chain: Dependency[] = [];
    for (let from = way.from; from !== undefined; from = ways.get(from)?.from) chain.push(from);
    const { asked } = way;
    const direct = way.from === undefined;
    return { direct, chain: chain.reverse().slice(0, maxChain), ...(asked === undefined ? {} : { asked }) };
  };
}

/** The last step of a shortest way to an entry; undefined `from`: the project itself asks for it. */
interface Way {
  readonly from: Dependency | undefined;
  readonly asked: Dependency | undefined;
}

/** Breadth first, so that the first way to an entry is a shortest one. */
function findWays(lockfile: LoadedFile, manifests: readonly LoadedFile[]): ReadonlyMap<Dependency, Way> {
  const { dependencies } = lockfile.parsed;
  const requires = lockfile.parsed.requires?.() ?? [];
  const asked = new Map(
    manifests.flatMap(({ parsed }) => parsed.dependencies.map((one): [string, Dependency] => [keyOf(one), one])),
  );
  const ways = new Map<Dependency, Way>();
  const queue: number[] = [];
  const saysDirect = dependencies.some(({ direct }) => direct);
  dependencies.forEach((dependency, at) => {
    const by = asked.get(keyOf(dependency));
    // Some lockfiles do not say what is direct: there the manifest does.
    if (!dependency.direct && (saysDirect || by === undefined)) return;
    ways.set(dependency, { from: undefined, asked: by });
    queue.push(at);
  });
  for (const at of queue) {
    const from = dependencies[at];
    if (from === undefined) continue;
    for (const next of requires[at] ?? []) {
      const to = dependencies[next];
      if (to === undefined || ways.has(to)) continue;
      ways.set(to, { from, asked: ways.get(from)?.asked });
      queue.push(next);
    }
  }
  return ways;
}

const keyOf = ({ ecosystem, name }: Dependency): string => `${ecosystem}\0${name}`;
