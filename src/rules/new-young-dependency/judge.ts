import type { Versions } from '../../model/ecosystem.ts';
import { isSteady, young } from '../../model/newness.ts';
import type { PackageFact } from '../../model/registry.ts';
import type { Addition } from '../../model/rule.ts';
import { sayReason } from '../addresses.ts';
import { readMoment } from '../ages.ts';
import { day, sayDuration } from '../durations.ts';
import { hasFewVersions } from '../maturity.ts';
import { isAdopted, isServed, sinceWhen } from '../names.ts';
import { clip } from '../wording.ts';

/** What is younger had no time to be looked at. */
const settled = 30 * day;

/** What an addition is held against. */
export interface Surroundings {
  /** RFC 3339. */
  readonly now: string;
  readonly versions: Versions;
  /** The package that requires it is one that many use. */
  readonly isAdopted: boolean;
  /** How the registry is called, with its article. */
  readonly registry: string;
}

/** Why a release should not require it: the end of a relative clause, `was first published 18 hours ago`. */
export function findDoubt(added: Addition, around: Surroundings): string | undefined {
  if (added.isFromAddress === true) return `comes from ${clip(sayReason(added.requirement), 100)} and from no registry`;
  if (added.isKin === true) return undefined;
  if (added.package.state === 'absent') return `does not exist on ${around.registry}`;
  if (added.package.state !== 'present') return undefined;
  const pkg = added.package.value;
  if (!isServed(pkg)) return `is ${pkg.status} on ${around.registry}`;
  if (isAdopted(added.adoption)) return undefined;
  const isUnadopted = added.adoption.state === 'present';
  const ages = { name: ageOf(sinceWhen(pkg), around), release: ageOf(newestOf(added, pkg, around.versions), around) };
  return (
    findYouth(ages, pkg, isUnadopted) ?? (isUnadopted && around.isAdopted ? findDisuse(ages.name, pkg) : undefined)
  );
}

/** In milliseconds; a time in the future is clock skew or a lie, and counts as the youngest. */
const ageOf = (moment: number | undefined, { now }: Surroundings): number | undefined =>
  moment === undefined ? undefined : Math.max(0, Date.parse(now) - moment);

/** When the release was published that clients take for the requirement. */
function newestOf({ requirement }: Addition, pkg: PackageFact, versions: Versions): number | undefined {
  const chosen = versions.choose(requirement, pkg);
  return readMoment(pkg.versions.find(({ version }) => version === chosen)?.publishedAt);
}

interface Ages {
  readonly name: number | undefined;
  readonly release: number | undefined;
}

/** A project that somebody works on always has a young release: only what has little history is held against its newest one. */
function findYouth({ name, release }: Ages, pkg: PackageFact, isUnadopted: boolean): string | undefined {
  if (name !== undefined && name < settled) return `was first published ${sayDuration(name)} ago`;
  if (release === undefined || release >= settled || !isUnadopted) return undefined;
  if (name !== undefined && isSteady(pkg, name)) return undefined;
  return `is in no list of used names, and whose release was published ${sayDuration(release)} ago`;
}

/** Of an old package only what is left as it was once published, without a place to look at, is held against it. */
function findDisuse(age: number | undefined, pkg: PackageFact): string | undefined {
  if (age === undefined || isSteady(pkg, age)) return undefined;
  const isBare = hasFewVersions(pkg) && pkg.about !== undefined && pkg.about.repository === undefined;
  return age < young || isBare ? 'is in no list of used names' : undefined;
}
