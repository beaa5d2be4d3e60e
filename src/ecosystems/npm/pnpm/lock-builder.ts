import { keepShape } from '../../../text/shapes.ts';
import {
  emptyContent,
  type ImporterKind,
  importerKinds,
  type LockContent,
  type LockImporter,
  type LockPackage,
  type LockRequest,
} from './lock-content.ts';

/** What readers of the text tell, in its order. A depth is the number of maps and lists around a key. */
export interface LockEvents {
  /** A new document begins. */
  document(): void;
  /** A key; offsets include its quotes. What it holds follows. */
  entry(depth: number, key: string, start: number, end: number): void;
  /** The scalar that the latest key holds. */
  text(value: string, start: number, end: number): void;
  /** Whether nobody asks for what the latest key holds. */
  isIgnored(): boolean;
}

type Section = 'importers' | 'project' | 'packages' | 'snapshots' | 'catalogs' | 'overrides' | 'version' | 'other';

const sections: ReadonlyMap<string, Section> = new Map([
  ['importers', 'importers'],
  ['packages', 'packages'],
  ['snapshots', 'snapshots'],
  ['catalogs', 'catalogs'],
  ['overrides', 'overrides'],
  ['lockfileVersion', 'version'],
]);

const kinds: ReadonlyMap<string, ImporterKind | 'specifiers'> = new Map([
  ...importerKinds.map((kind) => [kind, kind] as const),
  ['specifiers', 'specifiers'],
]);

/** Fields of a package that say nothing of what it is. */
const ignored: ReadonlySet<string> = new Set(['engines', 'cpu', 'os', 'libc', 'deprecated']);

const edgeKeys: ReadonlySet<string> = new Set(['dependencies', 'optionalDependencies']);

/** Makes the content of documents out of events. Keys that repeat add to what is there: none of both may be missed. */
export class LockBuilder implements LockEvents {
  readonly documents: LockContent[] = [];
  #now: LockContent = emptyContent();
  #section: Section = 'other';
  #key = '';
  #start = 0;
  #end = 0;
  #depth = 0;
  #field = '';
  #inner = '';
  #kind: ImporterKind | 'specifiers' | undefined;
  #catalog = '';
  #importer: LockImporter | undefined;
  #request: LockRequest | undefined;
  #specifiers = new Map<string, { text: string; start: number; end: number }>();
  #package: LockPackage | undefined;

  document(): void {
    this.#closeImporter();
    this.#now = emptyContent();
    this.documents.push(this.#now);
    this.#section = 'other';
  }

  /** To be called once, after the last event. */
  finish(): readonly LockContent[] {
    this.#closeImporter();
    return this.documents;
  }

  entry(depth: number, key: string, start: number, end: number): void {
    this.#depth = depth;
    this.#key = key;
    this.#start = start;
    this.#end = end;
    if (depth === 0) this.#enterSection(key);
    else if (this.#section === 'packages' || this.#section === 'snapshots')
      this.#enterPackagePart(depth, key, start, end);
    else if (this.#section === 'importers') this.#enterImporterPart(depth, key, start, end);
    else if (this.#section === 'project') this.#enterRequest(depth, key, start, end);
    else if (this.#section === 'catalogs') this.#enterCatalog(depth, key);
  }

  #enterSection(key: string): void {
    const kind = kinds.get(key);
    this.#section = kind === undefined ? (sections.get(key) ?? 'other') : 'project';
    if (kind === undefined) return;
    this.#kind = kind;
    if (this.#importer?.path !== '.') this.#openImporter('.');
  }

  #enterPackagePart(depth: number, key: string, start: number, end: number): void {
    if (depth === 1) {
      this.#package = emptyPackage(key, start, end);
      this.#now[this.#section === 'packages' ? 'packages' : 'snapshots'].push(this.#package);
    } else if (depth === 2) this.#field = key;
    else this.#inner = key;
  }

  #enterImporterPart(depth: number, key: string, start: number, end: number): void {
    if (depth === 1) this.#openImporter(key);
    else if (depth === 2) this.#kind = kinds.get(key);
    else this.#enterRequest(depth - 2, key, start, end);
  }

  /** @param depth 1 for the name of a package, 2 for what is said of it */
  #enterRequest(depth: number, key: string, start: number, end: number): void {
    if (depth === 2) this.#inner = key;
    if (depth !== 1 || this.#kind === undefined) return;
    this.#request = undefined;
    if (this.#kind === 'specifiers') return;
    this.#request = { name: key, kind: this.#kind, specifier: undefined, version: undefined, start, end };
    this.#importer?.entries.push(this.#request);
  }

  #enterCatalog(depth: number, key: string): void {
    if (depth === 1) this.#catalog = key;
    else if (depth === 2) this.#field = key;
    else if (depth === 3) this.#inner = key;
  }

  isIgnored(): boolean {
    return this.#section === 'packages' && this.#depth === 2 && ignored.has(this.#key);
  }

  text(value: string, start: number, end: number): void {
    switch (this.#section) {
      case 'packages':
      case 'snapshots':
        return this.#readPackageText(value, end);
      case 'importers':
        return this.#readRequestText(this.#depth - 2, value, start, end);
      case 'project':
        return this.#readRequestText(this.#depth, value, start, end);
      case 'overrides':
        if (this.#depth === 1) this.#now.overrides.set(this.#key, value);
        return;
      case 'catalogs':
        return this.#readCatalogText(value);
      case 'version':
        if (this.#depth === 0) this.#now.version = { text: value, start: this.#start, end };
        return;
      default:
        return;
    }
  }

  #readPackageText(value: string, end: number): void {
    const into = this.#package;
    if (this.#depth < 2 || into === undefined) return this.#reject('the entry is not a map');
    if (this.#depth > 2) {
      if (this.#field === 'resolution') readResolution(into, this.#inner, value);
      else if (this.#depth === 3 && edgeKeys.has(this.#field)) this.#addEdge(into, value, end);
    } else if (this.#field === 'name') into.name = value;
    else if (this.#field === 'version') into.version = value;
    else if (this.#field === 'dev') into.dev = value === 'true';
    else if (this.#field === 'optional') into.optional = value === 'true';
    else if (this.#field === 'resolution' || edgeKeys.has(this.#field)) this.#reject(`${this.#field} is not a map`);
  }

  #addEdge(into: LockPackage, reference: string, end: number): void {
    into.edges.push(this.#inner, reference);
    if (!reference.startsWith('link:')) return;
    this.#now.links.push({ from: into.key, name: this.#inner, reference, start: this.#start, end });
  }

  #readRequestText(depth: number, value: string, start: number, end: number): void {
    if (depth < 1) return this.#reject('what a project depends on is not a map');
    const written = { text: value, start, end };
    if (this.#kind === 'specifiers') this.#specifiers.set(this.#key, written);
    else if (this.#request === undefined) return;
    else if (depth === 1) this.#request.version = written;
    else if (depth === 2 && this.#inner === 'specifier') this.#request.specifier = written;
    else if (depth === 2 && this.#inner === 'version') this.#request.version = written;
  }

  #readCatalogText(value: string): void {
    if (this.#depth !== 3) return;
    const key = `${this.#catalog}\0${this.#field}`;
    const known = this.#now.catalogs.get(key) ?? {};
    if (this.#inner === 'specifier') known.specifier = value;
    if (this.#inner === 'version') known.version = value;
    this.#now.catalogs.set(key, known);
  }

  #openImporter(path: string): void {
    this.#closeImporter();
    this.#kind = this.#section === 'importers' ? undefined : this.#kind;
    this.#importer = { path, entries: [] };
    this.#now.importers.push(this.#importer);
  }

  /** Up to version 5 the specifiers stand beside the versions, before or after them. */
  #closeImporter(): void {
    for (const entry of this.#importer?.entries ?? []) entry.specifier ??= this.#specifiers.get(entry.name);
    this.#importer = undefined;
    this.#request = undefined;
    if (this.#specifiers.size > 0) this.#specifiers = new Map();
  }

  #reject(reason: string): void {
    this.#now.unparsed.push({ start: this.#start, end: this.#end, reason });
  }
}

/** `resolution`, and the resolutions of its variants for other machines. */
function readResolution(into: LockPackage, key: string, value: string): void {
  if (key === 'integrity') into.integrity.push(value);
  else if (key === 'tarball') into.tarball ??= value;
  else if (key === 'type') into.type ??= value;
  else if (key === 'directory') into.directory ??= value;
  else if (key === 'repo') into.repository ??= value;
  else if (key === 'commit') into.commit ??= value;
  else if (key === 'url') into.url ??= value;
}

const emptyPackage = (key: string, start: number, end: number): LockPackage => ({
  key,
  start,
  end,
  name: undefined,
  version: undefined,
  integrity: [],
  tarball: undefined,
  type: undefined,
  directory: undefined,
  repository: undefined,
  commit: undefined,
  url: undefined,
  dev: false,
  optional: false,
  edges: [],
});

keepShape(new LockBuilder());
