import type { Dependency, Scope } from '../../../model/dependency.ts';
import type { Collector } from '../collector.ts';
import { lockedDependency } from '../lock/entry.ts';
import { LockGraph, scopeOfKind } from './graph.ts';
import { type Identity, identify, isSplit } from './identity.ts';
import { type Era, eraOf, type PackageKey, readKey } from './keys.ts';
import { Links } from './links.ts';
import type { LockContent, LockPackage } from './lock-content.ts';
import { nameRegionOf } from './name-region.ts';
import { type Root, reachScopes } from './scopes.ts';

/** For each dependency that was added, the places of those it requires. */
export type Requires = () => readonly (readonly number[])[];

/** Adds the packages of one document, and the folders that its projects link. */
export function addDocument(into: Collector, content: LockContent): Requires {
  const era = eraOf(content.version?.text);
  const graph = new LockGraph(content, era);
  const first = into.dependencies.length;
  const links = new Links(into, content);
  const roots = findRoots(into, content, graph, links);
  const direct = new Set(roots.map(({ place }) => place));
  const edges = era === 9 ? graph.edges() : undefined;
  const scopes = edges === undefined ? undefined : reachScopes(roots, edges);
  const optional = findOptional(content, graph, era);
  /** Place among the dependencies of the file, for each place in `packages`. */
  const places: number[] = [];
  for (const [place, entry] of content.packages.entries()) {
    const scope = scopes === undefined ? flaggedScope(entry) : reachedScope(scopes[place], optional.has(place));
    places.push(addPackage(into, entry, era, direct.has(place), scope) ? into.dependencies.length - 1 : -1);
  }
  const linked = content.links.map((link) => {
    const from = graph.placeOfSnapshot(link.from);
    return { from: places[from] ?? -1, to: links.ofPackage(link, into.dependencies[places[from] ?? -1]?.scope) };
  });
  for (const { start, end, reason } of content.unparsed) into.reject(start, end, reason);
  const count = into.dependencies.length - first;
  return () => {
    const required: number[][] = Array.from({ length: count }, () => []);
    for (const [place, list] of (edges ?? graph.edges()).entries()) {
      const at = places[place] ?? -1;
      if (at !== -1) required[at - first] = list.map((next) => places[next] ?? -1).filter((next) => next !== -1);
    }
    for (const { from, to } of linked) if (to !== undefined) required[from - first]?.push(to);
    return required;
  };
}

function findRoots(into: Collector, content: LockContent, graph: LockGraph, links: Links) {
  const roots: Root[] = [];
  for (const { path, entries } of content.importers) {
    for (const request of entries) {
      const { version } = request;
      const place = version === undefined ? -1 : graph.find(request.name, version.text);
      if (version === undefined) into.reject(request.start, request.end, 'the entry has no version');
      else if (place === undefined) links.ofProject(path, request, version.text);
      else if (place === -1)
        into.reject(request.start, version.end, 'the version is that of no package in this lockfile');
      else roots.push({ place, scope: scopeOfKind(request.kind) });
    }
  }
  return roots;
}

/** From version 9 on, snapshots say what is optional; a package is so where all of its snapshots are. */
function findOptional(content: LockContent, graph: LockGraph, era: Era): ReadonlySet<number> {
  const optional = new Set<number>();
  if (era !== 9) return optional;
  const needed = new Set<number>();
  for (const snapshot of content.snapshots) {
    (snapshot.optional ? optional : needed).add(graph.placeOfSnapshot(snapshot.key));
  }
  for (const place of needed) optional.delete(place);
  return optional;
}

const reachedScope = (reached: Scope | undefined, optional: boolean): Scope =>
  reached === 'dev' || reached === 'tool' ? reached : optional ? 'optional' : (reached ?? 'runtime');

const flaggedScope = ({ dev, optional }: LockPackage): Scope => (dev ? 'dev' : optional ? 'optional' : 'runtime');

function addPackage(into: Collector, entry: LockPackage, era: Era, direct: boolean, scope: Scope): boolean {
  const key = readKey(entry.key, era);
  const identity = identify(entry, key);
  if (identity === undefined) {
    into.reject(entry.start, entry.end, 'nothing names the package of this entry');
    return false;
  }
  if (isSplit(entry, key))
    into.doubt(entry.start, entry.end, 'the key and the fields of the entry name different packages');
  into.dependencies.push(dependencyOf(into, entry, key, identity, direct, scope));
  return true;
}

function dependencyOf(
  into: Collector,
  entry: LockPackage,
  key: PackageKey,
  { name, version, source }: Identity,
  direct: boolean,
  scope: Scope,
): Dependency {
  const location = into.locate(entry.start, entry.end);
  const nameRegion =
    key.name === undefined ? undefined : nameRegionOf(into, entry, entry.key, key.name, key.nameAt, location);
  const integrity = entry.integrity.length === 0 ? undefined : splitHashes(entry.integrity);
  const rawName = key.name ?? entry.key;
  const resolved = entry.tarball;
  return lockedDependency({
    name,
    rawName,
    version,
    source,
    resolved,
    integrity,
    direct,
    scope,
    location,
    nameRegion,
  });
}

/** One entry may hold several hashes (W3C, "Subresource Integrity", section 3.3). */
const splitHashes = (hashes: readonly string[]): readonly string[] =>
  hashes.some((hash) => hash.includes(' '))
    ? hashes.flatMap((hash) => hash.split(' ')).filter((hash) => hash !== '')
    : hashes;
