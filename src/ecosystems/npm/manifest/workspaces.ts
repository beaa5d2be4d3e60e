import { hasTooManyBraces } from '../../../text/braces.ts';
import { matchesGlob } from '../../../text/glob.ts';
import { type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import { joinPath, normalisePath, parentOf } from '../../../text/paths.ts';
import type { Collector } from '../collector.ts';
import { defaultCatalog } from '../specs.ts';
import { addEntry, entryOf } from './entries.ts';

/**
 * Reads `workspaces`: a list of globs of folders, or an object that holds it as `packages` (Yarn, Bun).
 * A pattern that begins with `!` takes back patterns before it that it equals or covers; one that only narrows a wider
 * pattern is passed over, so that a folder too many is read rather than one too few.
 */
export function readWorkspaces(into: Collector, root: JsonNode): void {
  const workspaces = memberOf(root, 'workspaces');
  if (workspaces === undefined) return;
  const list = workspaces.value.kind === 'object' ? memberOf(workspaces.value, 'packages')?.value : workspaces.value;
  readCatalogs(into, workspaces.value);
  if (list === undefined && workspaces.value.kind === 'object') return;
  if (list?.kind !== 'array') return into.rejectMember(workspaces, 'workspaces is no list of folders');
  const patterns: { readonly item: JsonNode; readonly text: string; readonly pattern: string }[] = [];
  for (const item of list.items) {
    const text = textOf(item);
    if (text === undefined) into.reject(item.start, item.end, 'a workspace is not a text');
    else if (/[[(]/.test(text)) into.reject(item.start, item.end, 'brackets in a workspace pattern are not understood');
    else if (hasTooManyBraces(text)) into.reject(item.start, item.end, 'the pattern stands for too many others');
    else {
      const { negated, pattern } = readPattern(text);
      if (!negated) patterns.push({ item, text, pattern });
      else keep(patterns, (one) => one.pattern !== pattern && !matchesGlob(pattern, one.pattern));
    }
  }
  for (const { item, text, pattern } of patterns) {
    const path = normalisePath(joinPath(parentOf(into.file.path), joinPath(pattern, 'package.json')));
    const location = into.locate(item.start, item.end);
    into.includes.push({ kind: 'workspace', ...(path === undefined ? {} : { path }), optional: true, text, location });
  }
}

/** An even number of `!` means nothing (npm: map-workspaces). */
function readPattern(text: string): { readonly negated: boolean; readonly pattern: string } {
  const marks = text.length - text.replace(/^!+/, '').length;
  const pattern = text.slice(marks).replaceAll('\\', '/');
  const folder = pattern.split('/').filter((part) => part !== '' && part !== '.');
  return { negated: marks % 2 === 1, pattern: folder.join('/') };
}

function keep<T>(list: T[], wanted: (item: T) => boolean): void {
  const kept = list.filter(wanted);
  list.splice(0, list.length, ...kept);
}

/** Bun's catalogs: requirements that workspaces refer to by `catalog:`. */
function readCatalogs(into: Collector, node: JsonNode): void {
  const named = [...membersOf(memberOf(node, 'catalogs')?.value)].map(([name, { value }]) => [name, value] as const);
  for (const [inCatalog, catalog] of [[defaultCatalog, memberOf(node, 'catalog')?.value] as const, ...named]) {
    for (const [name, member] of membersOf(catalog))
      addEntry(into, { ...entryOf(member, name, 'runtime', false), inCatalog });
  }
}
