import type { Dependency } from '../../../model/dependency.ts';
import { purl } from '../../../model/purl.ts';
import { type JsonMember, type JsonNode, memberOf, membersOf } from '../../../text/json-nodes.ts';
import type { Collector } from '../collector.ts';
import { dependencyOf, readSpecifier } from './specifier.ts';

/** Modules of the project itself, of the runtime, or written out in the address. */
const own = /^(?:\.{0,2}\/|node:|data:|blob:|file:|bun:|deno:)|^\.{1,2}$/;

/** `imports`, and the `scopes` that hold for parts of the project alone (html.spec.whatwg.org, "Import maps"). */
export function readImports(into: Collector, root: JsonNode): void {
  const imports = memberOf(root, 'imports');
  if (imports !== undefined) readMap(into, imports);
  const scopes = memberOf(root, 'scopes');
  if (scopes === undefined) return;
  if (scopes.value.kind !== 'object') return into.rejectMember(scopes, 'scopes is not an object');
  for (const scope of membersOf(scopes.value).values()) readMap(into, scope);
}

function readMap(into: Collector, map: JsonMember): void {
  if (map.value.kind !== 'object') return into.rejectMember(map, `${map.key} is not an object`);
  for (const member of membersOf(map.value).values()) readImport(into, member);
}

function readImport(into: Collector, member: JsonMember): void {
  const { key, keyStart, value } = member;
  // `null` forbids an import.
  if (value.kind === 'scalar' && value.value === null) return;
  if (value.kind !== 'string') return into.rejectMember(member, 'the value is not a text');
  if (own.test(value.value)) return;
  const specifier = readSpecifier(value.value);
  if (specifier !== undefined) {
    const dependency = dependencyOf(into, specifier, { start: keyStart, end: value.end, value, scope: 'runtime' });
    if (dependency === undefined) into.rejectMember(member, 'neither a version, a range nor a tag');
    else into.dependencies.push(dependency);
  } else if (/^https?:/i.test(value.value) && URL.canParse(value.value) && key !== '')
    addAddress(into, member, value.value);
  else into.rejectMember(member, 'neither a package, an address nor a module of the project');
}

/** A module by its address goes by the name that the project gives it. */
function addAddress(into: Collector, { key, keyStart, keyEnd, value }: JsonMember, url: string): void {
  const isPlain = keyEnd - keyStart === key.length + 2;
  into.dependencies.push({
    purl: purl('jsr', key),
    ecosystem: 'jsr',
    name: key,
    rawName: key,
    requirement: url,
    source: { kind: 'url', url },
    direct: true,
    scope: 'runtime',
    location: into.locate(keyStart, value.end),
    ...(isPlain ? { nameRegion: into.lines.region(keyStart + 1, keyEnd - 1) } : {}),
    ...(value.end - value.start === url.length + 2
      ? { requirementRegion: into.lines.region(value.start + 1, value.end - 1) }
      : {}),
  });
}

/** Types and the runtime of JSX that the compiler takes from packages, and code that runs inside the linter. */
export function readTools(into: Collector, root: JsonNode): void {
  const plugins = memberOf(memberOf(root, 'lint')?.value, 'plugins')?.value;
  const options = memberOf(root, 'compilerOptions')?.value;
  const types = memberOf(options, 'types')?.value;
  const named = ['jsxImportSource', 'jsxImportSourceTypes'].map((key) => memberOf(options, key)?.value);
  const listed = [types, plugins].flatMap((list) => (list?.kind === 'array' ? list.items : []));
  for (const value of [...named, ...listed]) {
    if (value?.kind !== 'string') continue;
    const { start, end } = value;
    const specifier = readSpecifier(value.value);
    if (specifier === undefined) {
      const isAddress = /^https?:/i.test(value.value) && URL.canParse(value.value);
      if (isAddress) into.dependencies.push(addressed(into, value.value, start, end));
      continue;
    }
    const dependency = dependencyOf(into, specifier, { start, end, value, scope: 'build' });
    if (dependency === undefined) into.reject(start, end, 'neither a version, a range nor a tag');
    else into.dependencies.push(dependency);
  }
}

/** A module that goes by its address, as in the lockfile. */
function addressed(into: Collector, url: string, start: number, end: number): Dependency {
  const name = url.slice(url.indexOf('//') + 2);
  return {
    purl: purl('jsr', name),
    ecosystem: 'jsr',
    name,
    rawName: name,
    requirement: url,
    source: { kind: 'url', url },
    direct: true,
    scope: 'build',
    location: into.locate(start, end),
  };
}
