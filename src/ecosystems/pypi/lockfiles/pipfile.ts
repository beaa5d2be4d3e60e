import type { Scope, Source } from '../../../model/dependency.ts';
import type { Region } from '../../../model/location.ts';
import { purl } from '../../../model/purl.ts';
import { type JsonMember, type JsonNode, memberOf, membersOf } from '../../../text/json-nodes.ts';
import { ecosystemType, pinnedVersion } from '../dependency.ts';
import { names } from '../names.ts';
import { readSpecifiers } from '../specifiers.ts';
import type { LockCollector } from './collector.ts';
import { isVersion } from './packages.ts';

/** Sources of the lockfile by name. */
type Sources = ReadonlyMap<string, string>;

/**
 * `_meta`, then categories of packages (pipenv.pypa.io, Pipfile.lock). What needs what is not written, nor what the project
 * itself asks for: no entry is known to be direct here, and there is no graph.
 */
export function readPipfileLock(root: JsonNode, into: LockCollector): void {
  const meta = memberOf(root, '_meta')?.value;
  const listed = memberOf(meta, 'sources')?.value;
  checkVersion(root, meta, into);
  const sources = new Map<string, string>();
  for (const source of listed?.kind === 'array' ? listed.items : []) {
    const [name, url] = [textOf(source, 'name'), textOf(source, 'url')];
    if (url === undefined) into.reject(into.lines.region(source.start, source.end), 'the source has no address');
    else sources.set(name ?? '', url);
  }
  const pointed = new Map<string, Set<string>>();
  for (const [category, { value, keyStart }] of membersOf(root)) {
    if (category === '_meta') continue;
    if (value.kind !== 'object') into.reject(into.lines.region(keyStart, value.end), 'the category is not an object');
    for (const member of membersOf(value).values()) readEntry(member, scopeOf(category), sources, pointed, into);
  }
  addRegistries(listed, pointed, into);
}

function checkVersion(root: JsonNode, meta: JsonNode | undefined, into: LockCollector): void {
  const spec = memberOf(meta, 'pipfile-spec');
  if (meta === undefined) into.reject(into.lines.region(root.start, root.start), 'no "_meta": Pipenv refuses the file');
  else if (spec === undefined)
    into.reject(into.lines.region(meta.start, meta.start), 'no version of the specification');
  else if (spec.value.kind !== 'scalar' || spec.value.value !== 6) {
    into.reject(into.lines.region(spec.keyStart, spec.value.end), 'a lockfile version that is not known');
  }
}

/** Other categories hold what is only installed when it is asked for. */
const scopeOf = (category: string): Scope =>
  category === 'default' ? 'runtime' : category === 'develop' ? 'dev' : 'optional';

function readEntry(
  member: JsonMember,
  scope: Scope,
  sources: Sources,
  pointed: Map<string, Set<string>>,
  into: LockCollector,
): void {
  const { key, keyStart, keyEnd, value } = member;
  const region = into.lines.region(keyStart, value.end);
  const fault = value.kind === 'object' ? names.reject(key) : undefined;
  if (value.kind !== 'object' || fault !== undefined) {
    into.reject(region, fault === undefined ? 'the entry is not an object' : `the key is no package name: ${fault}`);
    return;
  }
  const name = names.normalise(key);
  const index = textOf(value, 'index');
  if (index !== undefined) pointed.set(index, (pointed.get(index) ?? new Set()).add(name));
  const source = sourceOf(value, sources);
  const nameRegion = into.verbatim(into.lines.region(keyStart + 1, keyEnd - 1), key);
  if (nameRegion === undefined) into.doubt(region, `the name "${key}" is written with escapes`);
  const hashes = memberOf(value, 'hashes')?.value;
  const integrity = (hashes?.kind === 'array' ? hashes.items : []).flatMap((one) =>
    one.kind === 'string' ? one.value : [],
  );
  const { version, ...written } = readVersion(value, into);
  into.dependencies.push({
    purl: purl(ecosystemType, name, version),
    ecosystem: ecosystemType,
    name,
    rawName: key,
    ...(version === undefined ? {} : { version }),
    ...written,
    source,
    ...(source.kind === 'url' ? { resolved: source.url } : {}),
    ...(integrity.length === 0 ? {} : { integrity }),
    direct: false,
    scope,
    location: into.locate(region),
    ...(nameRegion && { nameRegion }),
  });
}

interface WrittenVersion {
  readonly version?: string;
  readonly requirement?: string;
  readonly requirementRegion?: Region;
}

/** `==1.0`, as a requirement. */
function readVersion(entry: JsonNode, into: LockCollector): WrittenVersion {
  const member = memberOf(entry, 'version');
  if (member === undefined) return {};
  const { value: node } = member;
  const region = into.lines.region(node.start + 1, node.end - 1);
  if (node.kind !== 'string') {
    into.reject(into.lines.region(member.keyStart, node.end), 'the version is not a text');
    return {};
  }
  const requirement = node.value;
  const read = readSpecifiers(requirement, 0);
  const isWhole = typeof read !== 'string' && read.end === requirement.length;
  const version = isWhole ? pinnedVersion(read.clauses) : undefined;
  const requirementRegion = into.verbatim(region, requirement);
  if (!isWhole) into.reject(region, 'the version is not understood');
  return {
    ...(version === undefined || !isVersion(version) ? {} : { version }),
    requirement,
    ...(requirementRegion && { requirementRegion }),
  };
}

const systems = ['git', 'hg', 'svn', 'bzr'];

function sourceOf(entry: JsonNode, sources: Sources): Source {
  const repository = systems.map((system) => textOf(entry, system)).find((url) => url !== undefined);
  const ref = textOf(entry, 'ref');
  if (repository !== undefined) return { kind: 'git', url: repository, ...(ref === undefined ? {} : { ref }) };
  const file = textOf(entry, 'file');
  const path = textOf(entry, 'path') ?? (file !== undefined && !/^https?:/i.test(file) ? file : undefined);
  if (path !== undefined) return path === '.' ? { kind: 'workspace' } : { kind: 'path', path };
  if (file !== undefined) return { kind: 'url', url: file };
  const url = sources.get(textOf(entry, 'index') ?? '');
  return { kind: 'registry', ...(url === undefined ? {} : { url }) };
}

/** The first source serves every name; the others those that name them (pipenv.pypa.io, indexes). */
function addRegistries(
  listed: JsonNode | undefined,
  pointed: ReadonlyMap<string, ReadonlySet<string>>,
  into: LockCollector,
): void {
  if (listed?.kind !== 'array') return;
  listed.items.forEach((source, at) => {
    const url = memberOf(source, 'url');
    if (url?.value.kind !== 'string') return;
    const location = into.locate(into.lines.region(url.keyStart, url.value.end));
    const named = [...(pointed.get(textOf(source, 'name') ?? '') ?? [])].sort();
    const role = at === 0 ? ({ role: 'primary' } as const) : ({ role: 'explicit', names: named } as const);
    const clients = ['pipenv'];
    into.registries.push({ ecosystem: ecosystemType, url: url.value.value, ...role, clients, location });
    const verify = memberOf(source, 'verify_ssl');
    if (verify?.value.kind !== 'scalar' || verify.value.value !== false) return;
    into.safeguards.push({
      setting: 'verify_ssl',
      value: 'false',
      guard: 'transport',
      strength: 0,
      byDefault: 1,
      location: into.locate(into.lines.region(verify.keyStart, verify.value.end)),
    });
  });
}

function textOf(node: JsonNode | undefined, key: string): string | undefined {
  const value = memberOf(node, key)?.value;
  return value?.kind === 'string' && value.value !== '' ? value.value : undefined;
}
