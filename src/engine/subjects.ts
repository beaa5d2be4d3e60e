import type { Constraint, Dependency, RegistryUse } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { Location } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import type { Choice } from '../model/resolution.ts';
import type { DependencySubject } from '../model/subject.ts';
import { withoutUndefined } from '../text/defined.ts';
import { matchesName } from '../text/glob.ts';
import { type Origin, originsOf, placeInGraph } from './chains.ts';
import { candidatesUnder, choicesAmong, describeConstraints, type Ground, isOpen, otherwiseOf } from './choices.ts';
import { isLacking, leftBehindOf, lossOf, servedBy } from './claimed.ts';
import { closureOf, type Item, placeOf } from './compose.ts';
import { constraintsOn } from './constraints.ts';
import { findDenied } from './denied.ts';
import type { ItemChange } from './diff.ts';
import type { Discovery } from './discover.ts';
import { type Ways, waysOf } from './installations.ts';
import { knownIn } from './known.ts';
import { createLockReader } from './locked.ts';
import { keyOf } from './name-key.ts';
import type { LoadedFile } from './read.ts';
import { type RegistryBook, standsForDefault } from './registries.ts';
import { choicesBesideTies } from './ties.ts';

export interface SubjectContext {
  readonly discovery: Discovery;
  readonly ecosystems: readonly Ecosystem[];
  readonly policy: Policy;
  readonly registries: RegistryBook;
  /** Registries that settings of any project of the repository send names to. */
  readonly claims: readonly RegistryUse[];
  /** Whether a namespace is known to publish on the public registry. */
  publishesPublicly(ecosystem: string, scope: string): boolean;
  /** The repository owner's namespace, where the platform names one. */
  readonly owner: string | undefined;
}

/** What the rules judge: everything that was added or altered, with what can be said of it before anybody is asked. */
export function describeSubjects(
  changes: readonly ItemChange[],
  context: SubjectContext,
): readonly DependencySubject[] {
  const isKnown = knownIn(context.discovery.base);
  const own = ownPackages(context);
  const readLocks = createLockReader(context.discovery);
  const denialsOf = findDenied(context.policy);
  const changed = new Set(context.discovery.changed.map(({ path }) => path));
  const origins = originsOf(context.discovery.head);
  const { base, head } = context.discovery;
  const isScript = (path: string) => (head.files.get(path) ?? base.files.get(path))?.parsed.role === 'script';
  return changes.flatMap((change): DependencySubject[] => {
    const { after, before } = change;
    const ecosystem = context.ecosystems.find(({ type }) => type === after?.dependency.ecosystem);
    if (after === undefined || ecosystem === undefined) return [];
    const fileRole = after.file.parsed.role;
    const origin = origins(after.dependency, after.file);
    const dependency = placeInGraph(after.dependency, after.file, origins);
    const { name } = dependency;
    const scope = ecosystem.names.scopeOf(name);
    const at = change.byRegistry === true ? registryLine(change, changed) : placeOf(after, (path) => changed.has(path));
    const ways = waysOf(after, change.entryPoint);
    const constraints = constraintsOn(after, change.entryPoint);
    const privateBy = matching(context.policy.private[dependency.ecosystem], name);
    const ground = { ecosystem, ways: ways.usual, book: context.registries };
    const isClaimable = scope !== undefined && !context.publishesPublicly(dependency.ecosystem, scope);
    const around = { ...change, claims: context.claims, isClaimable, isScript };
    const { registries, ...claim } = servedBy(dependency, after, ways, ground, around);
    return [
      {
        kind: 'dependency',
        dependency,
        fileRole,
        at,
        registries,
        choices: after.member.installs
          ? [
              ...toDecide(dependency, ways, ground, constraints, {
                isPrivate: privateBy !== undefined,
                isLacking: isLacking(claim),
              }),
              ...choicesBesideTies(after, change.entryPoint, { ...ground, ways: ways.choosing }, constraints, isScript),
            ]
          : [],
        ...belongingOf(after, own, ecosystem, change.entryPoint.path, context.policy),
        ownScope: scope !== undefined && own.scopes.has(scope),
        mayHide: ecosystem.registries.mayHide(name),
        newToRepository: !isKnown(after, before),
        beside: after.file.parsed.dependencies,
        ...withoutUndefined({
          previous: before?.dependency,
          ...claim,
          claimLost: claim.claimedBy && lossOf(claim.claimedBy, ground, context.discovery),
          entry: at === after.dependency.location ? undefined : after.dependency.location,
          otherwise: otherwiseOf(dependency, change, registries, ground),
          privateBy,
          deniedBy: denialsOf(dependency.ecosystem, name),
          leftBehind: isClaimable ? leftBehindOf(dependency, after, ways, ground, context.claims) : undefined,
          ...readLocks(change, dependency, ecosystem),
          archive: archiveOf(dependency, ground),
          strayRegistry: fileRole === 'lockfile' ? strayRegistryOf(dependency, ground) : undefined,
          declaredSource: origin?.direct === true ? origin.asked?.source.kind : undefined,
          ...describeConstraints(after, constraints, ground),
          ...introductionOf(origin),
        }),
      },
    ];
  });
}

/**
 * Choices among several indexes, and of a name that should come from elsewhere also those that one index alone is asked for:
 * where a setting is missing, by whatever command.
 */
function toDecide(
  dependency: Dependency,
  ways: Ways,
  ground: Ground,
  constraints: readonly Constraint[],
  why: { readonly isPrivate: boolean; readonly isLacking: boolean },
): readonly Choice[] {
  if (why.isLacking)
    return choicesAmong(dependency, { ...ways, choosing: ways.usual }, ground, constraints, () => true);
  const choices = choicesAmong(dependency, ways, ground, constraints);
  return why.isPrivate ? choices : choices.filter(isOpen);
}

const matching = (globs: readonly string[] | undefined, name: string): string | undefined =>
  globs?.find((glob) => matchesName(glob, name));

/** Names that are the project's own, by what its trusted side declares and by what an entry point's workspace takes in. */
interface OwnNames {
  readonly names: ReadonlySet<string>;
  readonly scopes: ReadonlySet<string>;
  inWorkspaceOf(entryPoint: string): ReadonlyMap<string, readonly (string | undefined)[]>;
}

/**
 * What manifests of the base declare holds everywhere. What only the head declares holds where a client would take it from
 * the folder: for the entry point whose workspace has it as a member. A manifest that the change merely adds exempts
 * nothing, and a namespace is only ever the base's to claim.
 */
function ownPackages({ discovery: { base, head }, ecosystems, owner }: SubjectContext): OwnNames {
  const declared = declaredNames([...base.files.values()], ecosystems);
  const ownerScope = owner === undefined ? [] : [`@${owner.toLowerCase()}`];
  const known = new Map<string, ReadonlyMap<string, readonly (string | undefined)[]>>();
  return {
    names: declared.names,
    scopes: new Set([...declared.scopes, ...ownerScope]),
    inWorkspaceOf(entryPoint) {
      const found = known.get(entryPoint);
      if (found !== undefined) return found;
      const members = closureOf(head, entryPoint).filter(({ inWorkspace }) => inWorkspace);
      const versions = new Map<string, (string | undefined)[]>();
      for (const { ecosystem, name, version } of members.flatMap(({ file }) => file.parsed.own)) {
        const key = keyOf(ecosystem, name);
        versions.set(key, [...(versions.get(key) ?? []), version]);
      }
      known.set(entryPoint, versions);
      return versions;
    },
  };
}

/** Packages that manifests call their own, and the namespaces of those names. */
export function declaredNames(files: readonly LoadedFile[], ecosystems: readonly Ecosystem[]) {
  const own = files.filter(({ parsed }) => parsed.role === 'manifest').flatMap(({ parsed }) => parsed.own);
  const scopes = own.flatMap(({ ecosystem, name }) => {
    const scope = ecosystems.find(({ type }) => type === ecosystem)?.names.scopeOf(name);
    return scope === undefined ? [] : [scope];
  });
  return { names: new Set(own.map(({ ecosystem, name }) => keyOf(ecosystem, name))), scopes: new Set(scopes) };
}

/** Whether a name is among those that are declared, or the configuration calls it the owner's. */
export const isOwnName = (
  { ecosystem, name }: Pick<Dependency, 'ecosystem' | 'name'>,
  declared: ReadonlySet<string>,
  { firstParty }: Policy,
): boolean => declared.has(keyOf(ecosystem, name)) || matching(firstParty[ecosystem], name) !== undefined;

function isOwn({ dependency, file }: Item, own: OwnNames, policy: Policy): boolean {
  if (isOwnName(dependency, own.names, policy)) return true;
  const key = keyOf(dependency.ecosystem, dependency.name);
  return file.parsed.own.some(
    ({ meansItself, ecosystem: type, name }) => meansItself === true && keyOf(type, name) === key,
  );
}

function belongingOf(
  item: Item,
  own: OwnNames,
  ecosystem: Ecosystem,
  entryPoint: string,
  policy: Policy,
): Pick<DependencySubject, 'own' | 'fromWorkspace'> {
  const isFromMember = isMember(item, own, ecosystem, entryPoint);
  return {
    own: isFromMember || isOwn(item, own, policy),
    // A lockfile says itself where each of its entries comes from, and a command need not run in the folder.
    ...(isFromMember && item.file.parsed.role === 'manifest' ? { fromWorkspace: true } : {}),
  };
}

/** Whether a client takes it from the folder of a member. */
function isMember({ dependency, file }: Item, own: OwnNames, ecosystem: Ecosystem, entryPoint: string): boolean {
  if (dependency.source.kind === 'workspace') return true;
  const members = own.inWorkspaceOf(entryPoint).get(keyOf(dependency.ecosystem, dependency.name));
  // The root links its members whatever it asks for; a member takes another one only if it fits, else the registry's.
  if (members === undefined || file.path === entryPoint) return members !== undefined;
  const { requirement = '*' } = dependency;
  return members.some((version) => version !== undefined && ecosystem.versions.satisfies(version, requirement));
}

function introductionOf(origin: Origin | undefined) {
  const isTransitive = origin !== undefined && !origin.direct;
  return {
    introducedBy: isTransitive ? origin.chain.map(({ purl }) => purl) : undefined,
    introducedAt: isTransitive ? origin.asked?.location : undefined,
  };
}

/**
 * What the recorded address says, held against the registries that would serve the name if the lockfile named none: the
 * entry cannot vouch for itself.
 */
function archiveOf(dependency: Dependency, ground: Ground): DependencySubject['archive'] {
  const { ecosystem } = ground;
  const { source, resolved } = dependency;
  const address = source.kind === 'url' ? source.url : source.kind === 'registry' ? resolved : undefined;
  const found = address === undefined ? undefined : ecosystem.registries.readArchive(address);
  if (found === undefined) return undefined;
  const serving = servingOf(dependency, ground);
  if (standsForDefault(dependency, ecosystem)) {
    const asked = candidatesUnder(dependency, ground);
    return { ...found, expectedHost: asked.every((one) => serving.some(({ url }) => url === one.url)) };
  }
  const { archiveHosts, default: usual } = ecosystem.registries;
  const hosts = serving.flatMap((one) => [...archiveHosts(one.url), ...(one.public ? archiveHosts(usual) : [])]);
  return { ...found, expectedHost: hosts.includes(found.host) };
}

/** The registries that would serve the name if the entry named none. */
function servingOf(dependency: Dependency, ground: Ground) {
  const { resolved: _, ...unresolved } = dependency;
  return candidatesUnder({ ...unresolved, source: { kind: 'registry' } }, ground);
}

/** Proxies that serve everything public, and the public registry, stand for each other. */
function strayRegistryOf(dependency: Dependency, ground: Ground): DependencySubject['strayRegistry'] {
  const { source, resolved, name } = dependency;
  if (source.kind !== 'registry' || source.url === undefined) return undefined;
  const { canonical, archiveHosts, readArchive, isKeptByAnother } = ground.ecosystem.registries;
  const serving = servingOf(dependency, ground);
  if (resolved?.startsWith(source.url) === true) {
    // Read off the address of the archive: its host is judged by itself, and what stands beside the registry here.
    const host = readArchive(resolved)?.host ?? '';
    const near = serving.filter(({ url }) => archiveHosts(url).includes(host));
    const isElsewhere = near.every(({ url }) => isKeptByAnother?.(url, resolved, name) === true);
    if (near.length === 0 || !isElsewhere) return undefined;
  }
  const [named] = candidatesUnder(dependency, ground);
  const isServed = serving.some(
    (one) => canonical(one.url) === canonical(named?.url ?? '') || (one.public && named?.public === true),
  );
  return isServed ? undefined : named;
}

/** For an entry that did not change itself: the line of a changed file that names another registry, if any is new. */
function registryLine({ after, entryPoint, previousPoint }: ItemChange, changed: ReadonlySet<string>): Location {
  const before = previousPoint?.registries ?? [];
  const mine = entryPoint.registries.filter(({ location }) => changed.has(location.path));
  const isNew = ({ url, role }: RegistryUse) => !before.some((one) => one.url === url && one.role === role);
  const use = mine.find(isNew) ?? mine[0];
  return use?.location ?? (after as Item).dependency.location;
}
