import type { IncludeKind } from '../../../model/dependency.ts';
import { type JsonMember, type JsonNode, memberOf, textOf } from '../../../text/json-nodes.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import type { Collector } from '../collector.ts';

/** What a member of a workspace may be described by. */
const manifests = '{deno.json,deno.jsonc,package.json}';

/** Members of the workspace, local packages in place of published ones, an import map of its own, another lockfile. */
export function readFolders(into: Collector, root: JsonNode): void {
  const workspace = memberOf(root, 'workspace')?.value;
  const members = workspace?.kind === 'object' ? memberOf(workspace, 'members')?.value : workspace;
  // Before version 2.3 of Deno `links` was called `patch`.
  for (const list of [members, memberOf(root, 'links')?.value, memberOf(root, 'patch')?.value]) {
    for (const item of list?.kind === 'array' ? list.items : []) {
      if (item.kind === 'string') include(into, 'workspace', item, joinPath(item.value, manifests));
      else into.reject(item.start, item.end, 'a folder is not a text');
    }
  }
  const map = memberOf(root, 'importMap')?.value;
  if (map?.kind === 'string') include(into, 'requirements', map, map.value, 'deno-json');
  const lock = memberOf(root, 'lock')?.value;
  const path = lock?.kind === 'object' ? memberOf(lock, 'path')?.value : lock;
  if (path?.kind === 'string') include(into, 'companion', path, path.value, 'deno-lock');
}

function include(into: Collector, kind: IncludeKind, node: JsonNode, target: string, format?: string): void {
  const isOutside = /^(?:\/|[A-Za-z][A-Za-z0-9+.-]*:)/.test(target);
  const path = isOutside ? undefined : normalisePath(joinPath(parentOf(into.file.path), target));
  into.includes.push({
    kind,
    ...(path === undefined ? {} : { path }),
    ...(format === undefined ? {} : { format }),
    ...(kind === 'requirements' ? {} : { optional: true }),
    text: textOf(node) ?? target,
    location: into.locate(node.start, node.end),
  });
}

/** What decides which scripts may run, how old releases must be, and whether they are held against a lockfile. */
export function readSafeguards(into: Collector, root: JsonNode): void {
  readLock(into, memberOf(root, 'lock'));
  readAge(into, memberOf(root, 'minimumDependencyAge'));
  readScripts(into, memberOf(root, 'allowScripts'));
}

function readLock(into: Collector, lock: JsonMember | undefined): void {
  if (lock?.value.kind === 'scalar' && typeof lock.value.value === 'boolean') {
    const strength = lock.value.value ? 1 : 0;
    const found = {
      setting: 'lock',
      value: String(lock.value.value),
      guard: 'verification',
      strength,
      byDefault: 1,
    } as const;
    into.protect(lock.keyStart, lock.value.end, found);
  }
  const frozen = memberOf(lock?.value, 'frozen');
  if (frozen?.value.kind !== 'scalar') return;
  const value = String(frozen.value.value);
  const strength = value === 'true' ? 1 : 0;
  into.protect(frozen.keyStart, frozen.value.end, {
    setting: 'lock.frozen',
    value,
    guard: 'verification',
    strength,
    byDefault: 0,
  });
}

/** Minutes, a duration (ISO 8601), or a date; or an object with `age` and `exclude` (docs.deno.com, "minimumDependencyAge"). */
function readAge(into: Collector, member: JsonMember | undefined): void {
  if (member === undefined) return;
  const node = member.value.kind === 'object' ? memberOf(member.value, 'age')?.value : member.value;
  const value = node?.kind === 'scalar' ? String(node.value) : textOf(node);
  if (node !== undefined && value !== undefined) {
    const found = {
      setting: member.key,
      value,
      guard: 'release-age',
      strength: minutesOf(value),
      byDefault: 0,
    } as const;
    into.protect(member.keyStart, node.end, found);
  }
  addItems(into, memberOf(member.value, 'exclude')?.value, 'minimumDependencyAge.exclude', 'release-age', 0);
}

const duration = /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:\d{1,6}S)?)?$/;

/** Deno reads no years and months here. A date keeps out whatever is younger, forever. */
function minutesOf(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  if (/^\d{4}-\d{2}-\d{2}/.test(value)) return Number.MAX_SAFE_INTEGER;
  const [, weeks = '0', days = '0', hours = '0', minutes = '0'] = duration.exec(value) ?? [];
  return ((Number(weeks) * 7 + Number(days)) * 24 + Number(hours)) * 60 + Number(minutes);
}

/** A list of packages whose scripts may run, `true` for all of them, or an object with `allow` and `deny`. */
function readScripts(into: Collector, member: JsonMember | undefined): void {
  if (member === undefined) return;
  const { key, keyStart, value } = member;
  if (value.kind === 'scalar' && typeof value.value === 'boolean') {
    const strength = value.value ? 0 : 1;
    const found = {
      setting: key,
      value: String(value.value),
      guard: 'install-scripts',
      strength,
      byDefault: 1,
    } as const;
    return into.protect(keyStart, value.end, found);
  }
  addItems(into, value.kind === 'object' ? memberOf(value, 'allow')?.value : value, key, 'install-scripts', 0);
  addItems(into, memberOf(value, 'deny')?.value, `${key}.deny`, 'install-scripts', 1);
}

function addItems(
  into: Collector,
  list: JsonNode | undefined,
  setting: string,
  guard: 'install-scripts' | 'release-age',
  strength: number,
): void {
  for (const item of list?.kind === 'array' ? list.items : []) {
    const value = textOf(item);
    if (value === undefined) continue;
    into.protect(item.start, item.end, { setting: `${setting} ${value}`, value, guard, strength, byDefault: 1 });
  }
}
