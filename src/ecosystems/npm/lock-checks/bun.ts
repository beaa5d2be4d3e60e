import { MalformedFileError } from '../../../model/ecosystem.ts';
import { type Location, locate } from '../../../model/location.ts';
import type { CheckedFile, Contradiction, LockCheck } from '../../../model/lock-check.ts';
import { readField } from '../../../text/decode.ts';
import { type JsonMember, type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import { indexLines } from '../../../text/lines.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import { BunGraph } from '../bun/graph.ts';
import { identify } from '../bun/identity.ts';
import { type BunLock, type BunPackage, readBunLock } from '../bun/lock-content.ts';
import { infoOf } from '../bun/tuple.ts';
import { manifestsOf } from '../pnpm/manifests.ts';
import { compareSections } from './drift.ts';
import { findStrayOverrides } from './overrides.ts';
import { readManifest, type Section, sections, textsOf } from './package-json.ts';
import { liesOutside, readWanted } from './ranges.ts';

/** Bun copies the sections of every project as they are written, and resolves them by the paths of `packages`. */
export const check: LockCheck = {
  format: 'bun-lock',
  newRequires: 'medium',
  files: manifestsOf,
  check(lockfile, files) {
    const lock = lockOf(lockfile.text);
    if (lock === undefined) return [];
    const reader = new BunReader(lockfile, lock);
    return reader
      .projects()
      .flatMap((project) => [...reader.findDrift(project, files), ...reader.findTampering(project)])
      .concat(reader.findTamperingBelow(), reader.findStrangers(files), reader.findStrayOverrides(files));
  },
};

function lockOf(text: string): BunLock | undefined {
  try {
    return readBunLock(text);
  } catch (error) {
    if (error instanceof MalformedFileError) return undefined;
    throw error;
  }
}

/** Who asks, from which place of the tree, and in which section. */
interface Asking {
  readonly asks: string;
  readonly from: string;
  readonly section: Section;
}

class BunReader {
  readonly #path: string;
  readonly #lock: BunLock;
  readonly #graph: BunGraph;
  readonly #place: (start: number, end: number) => Location;
  readonly #overrides: ReadonlyMap<string, JsonMember>;

  constructor({ text, parsed }: CheckedFile, lock: BunLock) {
    const lines = indexLines(text);
    this.#path = parsed.path;
    this.#lock = lock;
    this.#graph = new BunGraph(lock.packages);
    this.#place = (start, end) => locate(parsed.path, lines.region(start, end));
    this.#overrides = membersOf(memberOf(lock.head, 'overrides')?.value);
  }

  projects(): readonly JsonMember[] {
    return [...membersOf(memberOf(this.#lock.head, 'workspaces')?.value).values()];
  }

  findDrift(project: JsonMember, files: ReadonlyMap<string, CheckedFile>): readonly Contradiction[] {
    const path = normalisePath(joinPath(joinPath(parentOf(this.#path), project.key), 'package.json'));
    const manifest = readManifest(files.get(path ?? ''));
    if (manifest === undefined) return [];
    const listed = sections.flatMap((section) => [...this.#ranges(project.value, section)]);
    const places = new Map(listed.map(([name, { keyStart, value }]) => [name, this.#place(keyStart, value.end)]));
    return compareSections(manifest, {
      copy: (section) => this.#copy(project.value, section),
      isSame: (written, copied) => written === copied,
      locate: (name) => places.get(name) ?? this.#place(project.keyStart, project.keyEnd),
    });
  }

  /** Versions outside the ranges in the same file, and other packages than the one that is asked for. */
  findTampering({ key, value }: JsonMember): readonly Contradiction[] {
    const from = key === '' ? '' : (textOf(memberOf(value, 'name')?.value) ?? '');
    return sections.flatMap((section) => this.#compare({ asks: key, from, section }, this.#copy(value, section)));
  }

  /** The same of what packages ask for. */
  findTamperingBelow(): readonly Contradiction[] {
    return this.#lock.packages.flatMap((entry) => {
      const [asks, info] = [entry.key, infoOf(entry)];
      return (['dependencies', 'optionalDependencies'] as const).flatMap((section) =>
        this.#compare({ asks, from: asks, section }, textsOf(readField(info, section))),
      );
    });
  }

  /** Folders in place of packages that are no workspaces of the project: Bun writes none. */
  findStrangers(files: ReadonlyMap<string, CheckedFile>): readonly Contradiction[] {
    const manifest = readManifest(files.get(joinPath(parentOf(this.#path), 'package.json')));
    const members = new Set(this.projects().map(({ key }) => key));
    return this.#lock.packages.flatMap(({ key, keyStart, identity, identityEnd }) => {
      const folder = /@workspace:(.*)$/s.exec(identity)?.[1];
      if (folder === undefined || (members.has(folder) && manifest?.isMember(folder) !== false)) return [];
      return [
        {
          kind: 'tampered',
          key: JSON.stringify(['workspace', key, identity]),
          message: `${key} is locked to ${identity}, which is no workspace of the project`,
          location: this.#place(keyStart, identityEnd),
          confidence: 'high',
        } satisfies Contradiction,
      ];
    });
  }

  findStrayOverrides(files: ReadonlyMap<string, CheckedFile>): readonly Contradiction[] {
    const manifest = readManifest(files.get(joinPath(parentOf(this.#path), 'package.json')));
    if (manifest === undefined) return [];
    const declared = new Set([
      ...manifest.overridden,
      ...manifest.resolutions.map((key) => key.replace(/^\*\*\//, '')),
    ]);
    const recorded = [...this.#overrides].map(
      ([name, { keyStart, value }]) => [name, this.#place(keyStart, value.end)] as const,
    );
    return findStrayOverrides(this.#path, recorded, declared);
  }

  #compare({ asks, from, section }: Asking, ranges: ReadonlyMap<string, string>): readonly Contradiction[] {
    return [...ranges].flatMap(([name, range]) => {
      const place = this.#overrides.has(name) ? undefined : this.#graph.find(from, name);
      const entry = place === undefined ? undefined : this.#lock.packages[place];
      if (entry === undefined || !this.#differs(entry, section, name, range)) return [];
      return [
        {
          kind: 'tampered',
          key: JSON.stringify(['outside', asks, section, name, range, entry.identity]),
          message: `${name} is locked to ${entry.identity}, but the same lockfile says that ${range} was asked for`,
          location: this.#place(entry.keyStart, entry.identityEnd),
          confidence: 'high',
        } satisfies Contradiction,
      ];
    });
  }

  #differs(entry: BunPackage, section: Section, name: string, range: string): boolean {
    const held = identify(entry);
    const wanted = readWanted(name, this.#catalogued(name, range));
    if (held?.version === undefined || wanted === undefined) return false;
    if (held.name !== wanted.name) return true;
    // A peer need not be what is asked for: Bun only warns.
    return section !== 'peerDependencies' && liesOutside(held.version, wanted.range);
  }

  #ranges(project: JsonNode, section: Section): ReadonlyMap<string, JsonMember> {
    return membersOf(memberOf(project, section)?.value);
  }

  #copy(project: JsonNode, section: Section): ReadonlyMap<string, string> {
    const ranges = [...this.#ranges(project, section)];
    return new Map(ranges.map(([name, { value }]) => [name, textOf(value) ?? '']));
  }

  #catalogued(name: string, range: string): string {
    if (!range.startsWith('catalog:')) return range;
    const catalog = range.slice('catalog:'.length).trim();
    const { head } = this.#lock;
    const list = catalog === '' ? memberOf(head, 'catalog') : memberOf(memberOf(head, 'catalogs')?.value, catalog);
    return textOf(memberOf(list?.value, name)?.value) ?? range;
  }
}
