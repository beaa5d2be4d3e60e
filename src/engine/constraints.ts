import type { Constraint, Dependency } from '../model/dependency.ts';
import type { Location } from '../model/location.ts';
import { withoutUndefined } from '../text/defined.ts';
import { groupBy, indexBy } from '../text/index-by.ts';
import { covers } from '../text/inner-first.ts';
import type { EntryPoint, Item } from './compose.ts';
import { linesTo } from './member.ts';
import { keyOf } from './name-key.ts';
import type { ScopedConstraint } from './stated.ts';

const known = new WeakMap<EntryPoint, ReadonlyMap<string, readonly ScopedConstraint[]>>();

function byName(entryPoint: EntryPoint): ReadonlyMap<string, readonly ScopedConstraint[]> {
  const found = known.get(entryPoint) ?? indexBy(entryPoint.constraints, (one) => [keyOf(one.ecosystem, one.name)]);
  known.set(entryPoint, found);
  return found;
}

/** What the entry point says of the version of something that it installs. */
export function constraintsOn(item: Item, entryPoint: EntryPoint): readonly Constraint[] {
  const { dependency, file, member } = item;
  if (!member.installs || entryPoint.constraints.length === 0) return [];
  const mine = byName(entryPoint).get(keyOf(dependency.ecosystem, dependency.name)) ?? [];
  if (mine.every(({ within }) => within.length === 0)) return mine;
  const lines = linesTo(entryPoint.members.get(file.path) ?? member).map(({ location }) => location);
  const paths = new Set(mine.flatMap(({ within }) => within.map(({ path }) => path)));
  const leading = lines.filter(({ path }) => paths.has(path));
  const ways = leading.length === 0 ? [dependency.location] : leading;
  const holds = ({ within }: ScopedConstraint, way: Location) =>
    within.every((outer) => (outer.path === way.path ? [way] : lines).some((place) => covers(outer, place)));
  // What only some of the commands that bring it in go by leaves it open to the others.
  return groupBy(mine, sayConstraint).flatMap((same) => {
    const [first] = same;
    return first !== undefined && ways.every((way) => same.some((one) => holds(one, way))) ? [first] : [];
  });
}

/** Wherever it stands. */
const sayConstraint = ({ location: _, within: __, ...said }: ScopedConstraint): string => JSON.stringify(said);

/** What two entry points that bring in the same file both say. */
export function sharedConstraints(a: EntryPoint, b: EntryPoint): readonly ScopedConstraint[] {
  const other = new Set(b.constraints.map(sayConstraint));
  return a.constraints.filter((one) => other.has(sayConstraint(one)));
}

/** The version that is asked for, and the archives that will do. */
export type Asked = Pick<Dependency, 'version' | 'requirement' | 'integrity'>;

/**
 * What a client asks for under constraints. Of several that allow one version each, which do not hold at once (their
 * environments differ), the first counts.
 */
export function constrain(asked: Asked, constraints: readonly Constraint[], client: string): Asked {
  const found = narrowingBy(constraints, client);
  if (found === undefined) return asked;
  const { replacing, pin, text } = found;
  const written: Asked = replacing ?? asked;
  const { requirement: own = written.version } = written;
  const requirement = own === undefined || own === '' || text === '' ? `${own ?? ''}${text}` : `${own},${text}`;
  const version = pin?.version ?? written.version;
  const integrity = written.integrity ?? pin?.integrity;
  return withoutUndefined({ requirement, version, integrity });
}

/** What constraints come to for a client, whatever they constrain. */
interface Narrowing {
  readonly replacing: Constraint | undefined;
  readonly pin: Constraint | undefined;
  /** Requirements that hold besides the one that is asked for. */
  readonly text: string;
}

const narrowings = new WeakMap<readonly Constraint[], Map<string, Narrowing | undefined>>();

/** The same list holds for everything that asks for the name. */
function narrowingBy(constraints: readonly Constraint[], client: string): Narrowing | undefined {
  const byClient = narrowings.get(constraints) ?? new Map<string, Narrowing | undefined>();
  narrowings.set(constraints, byClient);
  if (!byClient.has(client)) byClient.set(client, findNarrowing(constraints, client));
  return byClient.get(client);
}

function findNarrowing(constraints: readonly Constraint[], client: string): Narrowing | undefined {
  const mine = constraints.filter(({ clients }) => clients?.includes(client) !== false);
  if (mine.length === 0) return undefined;
  const narrowing = mine.filter(({ effect }) => effect === undefined);
  const pin = narrowing.find(({ version }) => version !== undefined);
  const added = narrowing.filter((one) => one === pin || one.version === undefined);
  const texts = added.map(({ requirement }) => requirement).filter((one) => one !== '');
  return { replacing: mine.find(({ effect }) => effect === 'replacing'), pin, text: texts.join(',') };
}
