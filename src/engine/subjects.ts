import type { Dependency } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { Location } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import type { DependencySubject } from '../model/subject.ts';
import { matchesName } from '../text/glob.ts';
import { foldersAbove, parentOf } from '../text/paths.ts';
import { type Item, placeOf } from './compose.ts';
import type { ItemChange } from './diff.ts';
import { type Discovery, indexPaths, targetsOf } from './discover.ts';
import type { Side } from './read.ts';
import type { RegistryBook } from './registries.ts';

export interface SubjectContext {
  readonly discovery: Discovery;
  readonly ecosystems: readonly Ecosystem[];
  readonly policy: Policy;
  readonly registries: RegistryBook;
  /** The repository owner's namespace, where the platform names one. */
  readonly owner: string | undefined;
}

/** What the rules judge: everything that was added or altered, with what can be said of it before anybody is asked. */
export function describeSubjects(
  changes: readonly ItemChange[],
  context: SubjectContext,
): readonly DependencySubject[] {
  const known = namesIn(context.discovery.base);
  const own = ownPackages(context);
  const locked = lockedVersions(context.discovery.head);
  const changed = new Set(context.discovery.changed.map(({ path }) => path));
  return changes.flatMap((change): DependencySubject[] => {
    const { after, before } = change;
    const ecosystem = context.ecosystems.find(({ type }) => type === after?.dependency.ecosystem);
    if (after === undefined || ecosystem === undefined) return [];
    const { dependency } = after;
    const key = keyOf(dependency.ecosystem, dependency.name);
    const scope = ecosystem.names.scopeOf(dependency.name);
    const privateBy = matching(context.policy.private[dependency.ecosystem], dependency.name);
    const lockedVersion =
      after.file.parsed.role === 'manifest' ? locked(dependency, after.file.path, ecosystem) : undefined;
    const at = change.byRegistry === true ? registryLine(change, changed) : placeOf(after, (path) => changed.has(path));
    return [
      {
        kind: 'dependency',
        dependency,
        fileRole: after.file.parsed.role,
        at,
        registries: context.registries.candidates(dependency, ecosystem, change.entryPoint.registries),
        own: isOwn(dependency, own, context.policy),
        ownScope: scope !== undefined && own.scopes.has(scope),
        mayHide: ecosystem.registries.mayHide(dependency.name),
        newToRepository: !known.has(key),
        ...(before === undefined ? {} : { previous: before.dependency }),
        ...(at === dependency.location ? {} : { entry: dependency.location }),
        ...(privateBy === undefined ? {} : { privateBy }),
        ...(lockedVersion === undefined ? {} : { lockedVersion }),
      },
    ];
  });
}

const keyOf = (ecosystem: string, name: string): string => `${ecosystem}\0${name}`;

const matching = (globs: readonly string[] | undefined, name: string): string | undefined =>
  globs?.find((glob) => matchesName(glob, name));

const namesIn = (side: Side): ReadonlySet<string> =>
  new Set([...side.files.values()].flatMap(({ parsed }) => parsed.dependencies.map((d) => keyOf(d.ecosystem, d.name))));

interface OwnNames {
  readonly names: ReadonlySet<string>;
  readonly scopes: ReadonlySet<string>;
}

/**
 * Packages that are the project's own: what manifests of the base declare, and what a workspace of the head takes in, for
 * only that is what a client installs from the folder. A manifest that the change merely adds somewhere exempts nothing.
 */
function ownPackages({ discovery, ecosystems, owner }: SubjectContext): OwnNames {
  const manifests = (side: Side) => [...side.files].filter(([, { parsed }]) => parsed.role === 'manifest');
  const members = workspaceMembers(discovery.head);
  const declared = [
    ...manifests(discovery.base),
    ...manifests(discovery.head).filter(([path]) => members.has(path)),
  ].flatMap(([, { parsed }]) => parsed.own);
  const scopes = declared.flatMap(({ ecosystem, name }) => {
    const scope = ecosystems.find(({ type }) => type === ecosystem)?.names.scopeOf(name);
    return scope === undefined ? [] : [scope];
  });
  const ownerScope = owner === undefined ? [] : [`@${owner.toLowerCase()}`];
  return {
    names: new Set(declared.map(({ ecosystem, name }) => keyOf(ecosystem, name))),
    scopes: new Set([...scopes, ...ownerScope]),
  };
}

function workspaceMembers(side: Side): ReadonlySet<string> {
  const index = indexPaths([...side.files.keys()]);
  const includes = [...side.files.values()].flatMap(({ parsed }) => parsed.includes);
  return new Set(includes.filter(({ kind }) => kind === 'workspace').flatMap((include) => targetsOf(include, index)));
}

const isOwn = (dependency: Dependency, own: OwnNames, policy: Policy): boolean =>
  dependency.source.kind === 'workspace' ||
  own.names.has(keyOf(dependency.ecosystem, dependency.name)) ||
  matching(policy.firstParty[dependency.ecosystem], dependency.name) !== undefined;

/** The version that a lockfile beside a manifest, or above it, fixes for one of its direct dependencies. */
function lockedVersions(head: Side) {
  const byFolder = new Map<string, Map<string, Dependency[]>>();
  for (const { path, parsed } of head.files.values()) {
    if (parsed.role !== 'lockfile') continue;
    const names = byFolder.get(parentOf(path)) ?? new Map<string, Dependency[]>();
    byFolder.set(parentOf(path), names);
    for (const dependency of parsed.dependencies) {
      if (!dependency.direct || dependency.version === undefined) continue;
      const key = keyOf(dependency.ecosystem, dependency.name);
      const same = names.get(key);
      if (same === undefined) names.set(key, [dependency]);
      else same.push(dependency);
    }
  }
  return (dependency: Dependency, path: string, { versions }: Ecosystem): string | undefined => {
    const fits = ({ version }: Dependency) =>
      version !== undefined &&
      (dependency.requirement === undefined || versions.satisfies(version, dependency.requirement));
    for (const folder of foldersAbove(parentOf(path))) {
      const entries = byFolder.get(folder)?.get(keyOf(dependency.ecosystem, dependency.name));
      if (entries !== undefined) return entries.find(fits)?.version;
    }
    return undefined;
  };
}

/** For an entry that did not change itself: the line of a changed file that names another registry. */
function registryLine({ after, entryPoint }: ItemChange, changed: ReadonlySet<string>): Location {
  const use = entryPoint.registries.find(({ location }) => changed.has(location.path));
  return use?.location ?? (after as Item).dependency.location;
}
