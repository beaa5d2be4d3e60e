import type { Scope, Source } from '../../../model/dependency.ts';
import { purl } from '../../../model/purl.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import type { Collector } from '../collector.ts';
import { scopeOfKind } from './graph.ts';
import type { LockContent, LockLink, LockRequest, Place } from './lock-content.ts';
import { nameRegionOf } from './name-region.ts';

/** Adds the folders that stand in the place of packages: `link:` and a folder. */
export class Links {
  readonly #into: Collector;
  /** Folders of the projects, relative to the root of the tree. */
  readonly #members: ReadonlySet<string | undefined>;
  /** Places of what packages link, by name and folder: each is told once. */
  readonly #known = new Map<string, number>();

  constructor(into: Collector, { importers }: LockContent) {
    this.#into = into;
    this.#members = new Set(importers.map(({ path }) => this.#folderOf(path, '.')));
  }

  /** What a project links: the folder is relative to its own. */
  ofProject(importer: string, request: LockRequest, reference: string): void {
    const { name, specifier, version, start, end } = request;
    const { folder, target } = this.#read(importer, reference);
    // Where each project has a lockfile of its own, the others stand in none of it.
    const isMember = this.#members.has(folder) || specifier?.text.startsWith('workspace:') === true;
    const source: Source = folder !== undefined && isMember ? { kind: 'workspace' } : pathSource(folder, target);
    this.#add({ name, start, end: version?.end ?? end }, end, source, true, scopeOfKind(request.kind));
  }

  /**
   * What a package links: the folder is relative to the lockfile's. That members of a workspace get each other says nothing
   * of what is installed.
   * @returns its place among the dependencies of the file
   */
  ofPackage({ name, reference, start, end }: LockLink, scope: Scope = 'runtime'): number | undefined {
    const { folder, target } = this.#read('.', reference);
    if (folder !== undefined && this.#members.has(folder)) return undefined;
    const key = `${name}\0${target}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const place = this.#add({ name, start, end }, undefined, pathSource(folder, target), false, scope);
    if (place !== undefined) this.#known.set(key, place);
    return place;
  }

  /** `folder` is undefined where it lies outside of the tree. */
  #read(importer: string, reference: string) {
    const target = reference.slice('link:'.length);
    const isOutside = target.startsWith('/') || /^[A-Za-z]:/.test(target);
    return { target, folder: isOutside ? undefined : this.#folderOf(importer, target) };
  }

  #folderOf(importer: string, target: string): string | undefined {
    return normalisePath(joinPath(joinPath(parentOf(this.#into.file.path), importer), target));
  }

  /** @param keyEnd where the key ends; undefined where that is not known */
  #add(
    { name, start, end }: Place & { readonly name: string },
    keyEnd: number | undefined,
    source: Source,
    direct: boolean,
    scope: Scope,
  ): number | undefined {
    const into = this.#into;
    if (name === '') {
      into.reject(start, end, 'the name is empty');
      return undefined;
    }
    const key = keyEnd === undefined ? undefined : { start, end: keyEnd };
    const nameRegion = key && nameRegionOf(into, key, name, name, 0, into.locate(start, key.end));
    return (
      into.dependencies.push({
        purl: purl('npm', name),
        ecosystem: 'npm',
        name,
        rawName: name,
        source,
        direct,
        scope,
        location: into.locate(start, end),
        ...(nameRegion === undefined ? {} : { nameRegion }),
      }) - 1
    );
  }
}

const pathSource = (folder: string | undefined, target: string): Source => ({ kind: 'path', path: folder ?? target });
