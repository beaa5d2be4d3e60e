import { locate } from '../../../model/location.ts';
import type { Contradiction, LockCheck } from '../../../model/lock-check.ts';
import type { TomlNode, TomlString, TomlTable } from '../../../text/toml-nodes.ts';
import { readToml } from '../../../text/toml-scan.ts';
import { parseFilename } from '../filename.ts';
import { archivesOf, fileNameOf, nameNodeOf } from '../lockfiles/archives.ts';
import { unlessMalformed } from '../lockfiles/content-hash.ts';
import { isTable, itemsOf, stringNodeAt, textAt, valueAt } from '../lockfiles/nodes.ts';
import { isVersion } from '../lockfiles/packages.ts';
import { writtenSource } from '../lockfiles/uv-source.ts';
import { names } from '../names.ts';
import { registries } from '../registries.ts';
import { versions } from '../versions.ts';

interface Reading {
  readonly format: string;
  /** Keys that hold the packages. */
  readonly lists: readonly string[];
  /** The archives of an entry; none where something else than a registry decides what they are called. */
  archivesOf(table: TomlTable, root: TomlTable): readonly TomlTable[];
  /** Address of the registry that an entry names. */
  registryOf(table: TomlTable, archives: readonly TomlTable[]): string | undefined;
  /** How sure it is that an archive on another host than those of the public registry is no accident. */
  readonly foreignHost: Contradiction['confidence'];
}

/** uv looks at the version in the name of a wheel, and neither at its name nor at the host. */
export const uvArchives: LockCheck = archiveCheck({
  format: 'uv-lock',
  lists: ['package', 'distribution'],
  archivesOf,
  registryOf(table) {
    const [kind, value] = writtenSource(table);
    return kind === 'registry' ? value : undefined;
  },
  foreignHost: 'high',
});

/** The index is only a hint there (PEP 751), and installers take the address. */
export const pylockArchives: LockCheck = archiveCheck({
  format: 'pylock',
  lists: ['packages'],
  archivesOf,
  registryOf: (table, archives) => textAt(table, 'index') ?? publicIfAny(archives),
  foreignHost: 'medium',
});

/** Poetry writes names and hashes; whatever file has the hash is installed under the name of the entry. */
export const poetryArchives: LockCheck = archiveCheck({
  format: 'poetry-lock',
  lists: ['package'],
  archivesOf(table, root) {
    const type = textAt(table, 'source', 'type');
    if (type !== undefined && type !== 'legacy') return [];
    return filesOf(table, valueAt(root, 'metadata', 'files', textAt(table, 'name') ?? ''));
  },
  registryOf: () => undefined,
  foreignHost: 'high',
});

/** PDM writes names and hashes, and on demand addresses (`static_urls`). */
export const pdmArchives: LockCheck = archiveCheck({
  format: 'pdm-lock',
  lists: ['package'],
  archivesOf(table, root) {
    if (['git', 'hg', 'svn', 'bzr', 'path', 'url'].some((key) => table.entries.has(key))) return [];
    const key = `${textAt(table, 'name') ?? ''} ${textAt(table, 'version') ?? ''}`;
    return filesOf(table, valueAt(root, 'metadata', 'files', key));
  },
  registryOf: (_, archives) => publicIfAny(archives),
  foreignHost: 'high',
});

/** The files of an entry, and those that older lockfiles list in their metadata. */
const filesOf = (table: TomlTable, older: TomlNode | undefined): readonly TomlTable[] =>
  [...itemsOf(valueAt(table, 'files')), ...itemsOf(older)].filter(isTable);

/** Where no registry is named, archives of the public one say that it is meant. */
function publicIfAny(archives: readonly TomlTable[]): string | undefined {
  const hosts = registries.archiveHosts(registries.default);
  const isPublicArchive = (archive: TomlTable) => hosts.includes(hostOf(textAt(archive, 'url') ?? ''));
  return archives.some(isPublicArchive) ? registries.default : undefined;
}

/** Compares each archive with the package that it stands under, and its host with the registry that the entry names. */
function archiveCheck(reading: Reading): LockCheck {
  return {
    format: reading.format,
    files: () => [],
    check({ text, parsed }) {
      const document = unlessMalformed(() => readToml(text));
      if (document === undefined) return [];
      const tables = reading.lists.flatMap((list) => itemsOf(valueAt(document.root, list)).filter(isTable));
      return tables.flatMap((table) =>
        checkPackage(table, reading.archivesOf(table, document.root), reading, parsed.path),
      );
    },
  };
}

/** One contradiction of each sort for a package: further archives say the same. */
function checkPackage(
  table: TomlTable,
  archives: readonly TomlTable[],
  reading: Reading,
  path: string,
): readonly Contradiction[] {
  const name = textAt(table, 'name');
  if (name === undefined) return [];
  const registry = reading.registryOf(table, archives);
  const subject: Subject = { name: names.normalise(name), version: textAt(table, 'version') };
  const misnamed = firstOf(archives, (archive) => misnamedIn(archive, subject));
  const foreign = firstOf(archives, (archive) => foreignIn(archive, registry));
  const found: Contradiction[] = [];
  if (misnamed !== undefined) {
    const file = fileNameOf(misnamed.node.value).slice(0, maxShown);
    found.push({
      kind: 'tampered',
      key: `archive ${subject.name} ${file}`,
      message: `the archive ${file} of ${name} ${misnamed.fault}`,
      location: locate(path, misnamed.node.region),
      confidence: 'high',
    });
  }
  if (foreign !== undefined && registry !== undefined) {
    const host = hostOf(foreign.value).slice(0, maxShown);
    found.push({
      kind: 'tampered',
      key: `host ${subject.name} ${host}`,
      message: `the registry of ${name} is ${hostOf(registry).slice(0, maxShown)}, but the archive lies on ${host}`,
      location: locate(path, foreign.region),
      confidence: isPublic(registry) ? reading.foreignHost : 'low',
    });
  }
  return found;
}

/** Longer names say no more. */
const maxShown = 200;

interface Subject {
  readonly name: string;
  readonly version: string | undefined;
}

function firstOf<T, R>(list: readonly T[], find: (one: T) => R | undefined): R | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The name of the file, and what it says against the package; its address is looked at even where a name goes before it. */
function misnamedIn(archive: TomlTable, subject: Subject): { node: TomlString; fault: string } | undefined {
  return firstOf([nameNodeOf(archive), stringNodeAt(archive, 'url')], (node) => {
    const fault = node && faultOf(fileNameOf(node.value), subject);
    return node === undefined || fault === undefined ? undefined : { node, fault };
  });
}

const distribution = /\.(?:whl|tar\.gz|zip|tar\.bz2|tgz)$/i;

function faultOf(file: string, { name, version }: Subject): string | undefined {
  if (!distribution.test(file)) return undefined;
  const read = parseFilename(file, name);
  if (read === undefined) return 'is named after another package';
  if (version === undefined || read.version === version || !isVersion(version)) return undefined;
  return versions.compare(read.version, version) === 0 ? undefined : `is named after another version than ${version}`;
}

/** The address of an archive that lies where the registry keeps none. */
function foreignIn(archive: TomlTable, registry: string | undefined): TomlString | undefined {
  const url = stringNodeAt(archive, 'url');
  return url !== undefined && registry !== undefined && isForeign(url.value, registry) ? url : undefined;
}

/** The public registry keeps its archives on hosts that are known; others on any host of their own domain. */
function isForeign(url: string, registry: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(registry)) return false;
  const host = hostOf(url);
  if (registries.archiveHosts(registry).includes(host)) return false;
  const domain = isPublic(registry) ? undefined : domainOf(host);
  return domain === undefined || domain !== domainOf(hostOf(registry));
}

const isPublic = (registry: string): boolean =>
  registries.canonical(registry) === registries.canonical(registries.default);

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

/** Endings under which anybody gets a name (publicsuffix.org, the private section), as far as packages are kept there. */
const shared = new Set([
  'amazonaws.com',
  'cloudfront.net',
  'github.io',
  'gitlab.io',
  'googleapis.com',
  'netlify.app',
  'pages.dev',
  'vercel.app',
  'windows.net',
]);

/** The last two parts of a host, where they belong to one owner: endings such as `co.uk` and addresses of machines do not. */
function domainOf(host: string): string | undefined {
  const parts = host.split('.').slice(-2);
  const [owner = '', ending = ''] = parts;
  const domain = parts.join('.');
  return owner.length <= 3 || /[0-9:\]]/.test(ending) || shared.has(domain) ? undefined : domain;
}
