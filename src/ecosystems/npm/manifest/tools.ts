import { purl } from '../../../model/purl.ts';
import { type JsonMember, type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import { clientOf } from '../clients/ids.ts';
import type { Collector } from '../collector.ts';
import { splitNamed } from '../specs.ts';
import { readRequirement } from '../versions.ts';
import { addEntry } from './entries.ts';

/** Package managers that Corepack, pnpm or Bun fetch by their name. */
const managers = new Set(['npm', 'pnpm', 'yarn', 'bun']);

/** The `packageManager` of a project: `name@version+hash`, downloaded and run before anything is installed (Corepack). */
export function readPackageManager(into: Collector, root: JsonNode): void {
  const member = memberOf(root, 'packageManager');
  if (member === undefined) return;
  const text = textOf(member.value);
  const { name, rest = '' } = splitNamed(text ?? '');
  if (text === undefined || !managers.has(name)) return into.rejectMember(member, 'not a known package manager');
  const plus = rest.indexOf('+');
  const written = plus === -1 || rest.includes('://') ? rest : rest.slice(0, plus);
  tellClient(into, name, written, member.value);
  addTool(into, member, { name, written, hash: written === rest ? '' : rest.slice(plus + 1) });
}

/** Of an address the version is not known: only Yarn's matters. */
function tellClient(into: Collector, name: string, version: string, { start, end }: JsonNode): void {
  const client = clientOf(name, version);
  if (client !== undefined) into.tell(client, into.locate(start, end));
}

function addTool(into: Collector, member: JsonMember, tool: { name: string; written: string; hash: string }): void {
  const { name, written, hash } = tool;
  const wanted = readRequirement(written);
  const isAddress = written.startsWith('https://') || written.startsWith('http://');
  if (wanted === undefined && !isAddress) return into.rejectMember(member, 'the package manager has no version');
  const version = wanted?.kind === 'version' ? wanted.version : undefined;
  const installed = nameOfManager(name, version);
  const isPlain = member.value.end - member.value.start === (textOf(member.value)?.length ?? 0) + 2;
  const at = member.value.start + 1;
  into.dependencies.push({
    purl: purl('npm', installed, version),
    ecosystem: 'npm',
    name: installed,
    rawName: name,
    ...(version === undefined ? {} : { version }),
    requirement: written,
    source: isAddress ? { kind: 'url', url: written } : { kind: 'registry' },
    ...(hash === '' ? {} : { integrity: [hash.replace('.', ':')] }),
    direct: true,
    scope: 'tool',
    location: into.locateMember(member),
    ...(isPlain ? placesOf(into, at, name, written) : {}),
  });
}

const placesOf = (into: Collector, at: number, name: string, requirement: string) => ({
  nameRegion: into.lines.region(at, at + name.length),
  requirementRegion: into.lines.region(at + name.length + 1, at + name.length + 1 + requirement.length),
});

/** Yarn from version 2 on is another package: `yarn` itself ends with the classic versions. */
const nameOfManager = (name: string, version: string | undefined): string =>
  name === 'yarn' && version !== undefined && !version.startsWith('1.') && !version.startsWith('0.')
    ? '@yarnpkg/cli-dist'
    : name;

/** `devEngines.packageManager` (npm, pnpm): one object or a list, each with a name and a range. */
export function readDevEngines(into: Collector, root: JsonNode): void {
  const wanted = memberOf(memberOf(root, 'devEngines')?.value, 'packageManager')?.value;
  const items = wanted?.kind === 'array' ? wanted.items : wanted === undefined ? [] : [wanted];
  for (const item of items) {
    const name = memberOf(item, 'name')?.value;
    const value = memberOf(item, 'version')?.value;
    if (name?.kind !== 'string' || !managers.has(name.value)) {
      into.reject(item.start, item.end, 'not a known package manager');
      continue;
    }
    tellClient(into, name.value, textOf(value) ?? '', name);
    if (value !== undefined) {
      const isPlain = name.end - name.start === name.value.length + 2;
      const place = isPlain ? { nameStart: name.start + 1, nameEnd: name.end - 1 } : {};
      addEntry(into, {
        rawName: name.value,
        ...place,
        value,
        start: item.start,
        end: item.end,
        direct: true,
        scope: 'tool',
      });
    }
  }
}

/**
 * pnpm's `configDependencies`: `version+integrity`, or an object that holds it as `integrity`; installed before anything
 * else, with hooks that pnpm runs (pnpm.io, "Config dependencies").
 */
export function readConfigDependencies(into: Collector, root: JsonNode): void {
  const section = memberOf(memberOf(root, 'pnpm')?.value, 'configDependencies');
  if (section === undefined) return;
  if (section.value.kind !== 'object') return into.rejectMember(section, 'configDependencies is not an object');
  for (const [name, member] of membersOf(section.value)) addConfigDependency(into, member, name);
}

function addConfigDependency(into: Collector, member: JsonMember, name: string): void {
  const tarball = textOf(memberOf(member.value, 'tarball')?.value);
  const value = memberOf(member.value, 'integrity')?.value ?? member.value;
  const written = textOf(value);
  const [version, integrity] = written === undefined ? [] : splitOnce(written, '+');
  const wanted = version === undefined ? undefined : readRequirement(version);
  if (name === '' || version === undefined || wanted?.kind !== 'version')
    return into.rejectMember(member, 'the config dependency has no exact version');
  const isPlain = value.end - value.start === (written?.length ?? 0) + 2;
  into.dependencies.push({
    purl: purl('npm', name, wanted.version),
    ecosystem: 'npm',
    name,
    rawName: name,
    version: wanted.version,
    requirement: version,
    source: tarball === undefined ? { kind: 'registry' } : { kind: 'url', url: tarball },
    ...(integrity === undefined ? {} : { integrity: [integrity] }),
    direct: true,
    scope: 'tool',
    location: into.locateMember(member),
    ...(member.keyEnd - member.keyStart === name.length + 2
      ? { nameRegion: into.lines.region(member.keyStart + 1, member.keyEnd - 1) }
      : {}),
    ...(isPlain ? { requirementRegion: into.lines.region(value.start + 1, value.start + 1 + version.length) } : {}),
  });
}

function splitOnce(text: string, by: string): readonly [string, string?] {
  const at = text.indexOf(by);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + by.length)];
}
