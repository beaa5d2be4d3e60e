import type { Dependency, RegistryUse } from '../model/dependency.ts';
import type { RegistryCandidate } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { matchesName } from '../text/glob.ts';
import { type Ground, registriesFor, registriesOf } from './choices.ts';
import type { EntryPoint, Item, Settings } from './compose.ts';
import type { Discovery } from './discover.ts';
import type { Ways } from './installations.ts';
import { mayBeOwners } from './owner.ts';
import { setupsOf } from './setups.ts';

type Served = Pick<DependencySubject, 'registries' | 'claimedBy' | 'besideCommands'>;

/** The setting that sends the name elsewhere is missing for more than those who run none of the repository's commands. */
export const isLacking = ({ claimedBy, besideCommands }: Omit<Served, 'registries'>): boolean =>
  claimedBy !== undefined && besideCommands !== true;

interface Surroundings {
  readonly entryPoint: EntryPoint;
  /** Settings of the repository that send names to registries of their own. */
  readonly claims: readonly RegistryUse[];
  /** The name has a namespace that is not known to publish on the public registry. */
  readonly isClaimable: boolean;
  /** Whether a file holds commands: what files of settings say elsewhere is meant for every run of a client. */
  isScript(path: string): boolean;
}

/**
 * Registries that may serve an item, and the setting that sends its name to another one. Of several ways in which it is
 * installed, one that lacks the setting is the one to tell of.
 */
export function servedBy(dependency: Dependency, item: Item, ways: Ways, ground: Ground, around: Surroundings): Served {
  if (!around.isClaimable) return findServed(dependency, item, ways, ground, { ...around, claims: [] });
  const served = findServed(dependency, item, ways, ground, around);
  return { ...served, registries: ownersInstead(dependency.name, served.registries, ground) };
}

function findServed(
  dependency: Dependency,
  item: Item,
  { usual, outside }: Ways,
  ground: Ground,
  { entryPoint, claims, isScript }: Surroundings,
): Served {
  const withClaim = (registries: readonly RegistryCandidate[], settings: Settings, among: Surroundings['claims']) => {
    const claimedBy = claimOf(dependency, registries, settings, ground, among);
    return { registries, ...(claimedBy && { claimedBy }) };
  };
  const servedUnder = (settings: Settings, among = claims): Served =>
    withClaim(registriesOf(dependency, item, { ...ground, ways: [settings] }), settings, among);
  const all = item.member.installs
    ? usual.map((settings) => servedUnder(settings))
    : [withClaim(registriesFor(dependency, item, entryPoint, ground), entryPoint.settings, claims)];
  const lasting = claims.filter(({ location }) => !isScript(location.path));
  const others = outside === undefined ? [] : [servedUnder(outside, lasting)];
  const lacking = [...all, ...others].find(({ claimedBy }) => claimedBy !== undefined);
  if (lacking !== undefined) return lacking;
  const [first] = all;
  const registries =
    all.length === 1 && first !== undefined ? first.registries : registriesOf(dependency, item, ground);
  const claimedBy = outside === undefined ? undefined : servedUnder(outside).claimedBy;
  return claimedBy === undefined ? { registries } : { registries, claimedBy, besideCommands: true };
}

/** A setting of the project that a command does not read, and by which the name would come from elsewhere. */
export function leftBehindOf(
  dependency: Dependency,
  item: Item,
  { partial = [] }: Ways,
  ground: Ground,
  claims: Surroundings['claims'],
): DependencySubject['leftBehind'] {
  for (const { command, settings, isLeft } of item.member.installs ? partial : []) {
    const registries = registriesOf(dependency, item, { ...ground, ways: [settings] });
    const left = claims.filter(({ location }) => isLeft(location.path));
    const use = claimOf(dependency, registries, settings, ground, left);
    if (use !== undefined) return { use, command };
  }
  return undefined;
}

/** Why the claim does not hold where its own file is read. */
export function lossOf(
  { url, clients, location }: RegistryUse,
  { ecosystem, ways, book }: Ground,
  { base, head }: Discovery,
): DependencySubject['claimLost'] {
  const isIt = (use: RegistryUse) => use.url === url && use.location.path === location.path;
  if (base.files.has(location.path) && head.files.get(location.path)?.parsed.registries.some(isIt) !== true)
    return { isGone: true };
  const near = ways.filter(({ uses }) => uses.some(isIt));
  const found = near.flatMap((settings) => setupsOf(ecosystem, book.inForce(ecosystem, settings)));
  const deaf = found.find(({ client }) => clients?.includes(client.id) === false);
  return deaf && { unreadBy: deaf.client.title };
}

/** Where a setting of the repository sends a name for which only public registries are asked. */
function claimOf(
  { ecosystem, name }: Dependency,
  registries: readonly RegistryCandidate[],
  settings: Settings,
  { ecosystem: named, book }: Ground,
  claims: readonly RegistryUse[],
): RegistryUse | undefined {
  if (registries.length === 0 || registries.some((one) => !one.public || one.isSubstitute === true)) return undefined;
  return claims.find(
    (use) =>
      use.ecosystem === ecosystem &&
      use.names?.some((glob) => matchesName(glob, name)) === true &&
      !book.describe(named, use.url, settings).public,
  );
}

/**
 * The registry that serves the owner's namespace, where a name has one and nobody knows whether it is that: what the public
 * registry says of it proves nothing.
 *
 * @param registries that may serve it as far as is known; they stay where no setting speaks of the owner
 */
function ownersInstead(
  name: string,
  registries: readonly RegistryCandidate[],
  { ecosystem, ways, book }: Ground,
): readonly RegistryCandidate[] {
  if (registries.length === 0 || registries.some((one) => !one.public)) return registries;
  for (const settings of ways) {
    const use = settings.uses.find((one) => one.ecosystem === ecosystem.type && mayBeOwners(one, name));
    if (use === undefined) continue;
    const registry = book.describe(ecosystem, use.url, settings);
    const origin = `${registry.origin} sends the repository owner's names there, and who that is is not known`;
    return [{ ...registry, trusted: false, origin }];
  }
  return registries;
}
