import { explain } from '@renovatebot/pep440';
import type { Region } from '../../../model/location.ts';
import type { TomlString, TomlTable } from '../../../text/toml-nodes.ts';
import { names } from '../names.ts';
import { readRequirement } from '../requirement.ts';
import { readSpecifiers, type Specifier } from '../specifiers.ts';
import { entriesOf, isTable, itemsOf, stringNodeAt, stringsIn, textAt, valueAt } from './nodes.ts';

/** What is asked for of one name, in all places together. */
export interface Need {
  /** Requirements in one spelling; empty for any version. */
  readonly requirements: Set<string>;
  /** It is taken from a repository, an address or a folder: then uv records no requirement. */
  isElsewhere: boolean;
  readonly region: Region;
}

export type Needs = ReadonlyMap<string, Need>;

/**
 * The names of a project's dependencies, extras and groups; undefined where its build backend makes up some of them.
 * Requirements that are none are left out: they are told where the manifest is read.
 */
export function manifestNeeds(root: TomlTable): Needs | undefined {
  const project = valueAt(root, 'project');
  const dynamic = stringsIn(valueAt(project, 'dynamic'));
  if (project === undefined || dynamic.some((key) => /^(?:optional-)?dependencies$/.test(key))) return undefined;
  const uv = valueAt(root, 'tool', 'uv');
  const lists = [
    valueAt(project, 'dependencies'),
    ...entriesOf(valueAt(project, 'optional-dependencies')).map(({ value }) => value),
    ...entriesOf(valueAt(root, 'dependency-groups')).map(({ value }) => value),
    valueAt(uv, 'dev-dependencies'),
  ];
  const needs = new Map<string, Need>();
  for (const item of lists.flatMap(itemsOf)) if (item.kind === 'string') addRequirement(needs, item);
  return needs;
}

function addRequirement(needs: Map<string, Need>, { value, region }: TomlString): void {
  const read = readRequirement(value);
  if (read.kind === 'rejected') return;
  const need = needOf(needs, names.normalise(read.name), region);
  if (read.url === undefined) need.requirements.add(spell(read.clauses));
  else need.isElsewhere = true;
}

/** `requires-dist` and `requires-dev` of a package of uv.lock. */
export function lockedNeeds(table: TomlTable): Needs {
  const metadata = valueAt(table, 'metadata');
  const groups = entriesOf(valueAt(metadata, 'requires-dev')).map(({ value }) => value);
  const needs = new Map<string, Need>();
  for (const item of [valueAt(metadata, 'requires-dist'), ...groups].flatMap(itemsOf)) {
    if (isTable(item)) addLocked(needs, item);
  }
  return needs;
}

const elsewhere = ['git', 'url', 'path', 'directory', 'editable', 'virtual', 'workspace'];

function addLocked(needs: Map<string, Need>, item: TomlTable): void {
  const node = stringNodeAt(item, 'name');
  if (node === undefined) return;
  const need = needOf(needs, names.normalise(node.value), node.region);
  const specifier = textAt(item, 'specifier') ?? '';
  const read = readSpecifiers(specifier, 0);
  if (elsewhere.some((key) => item.entries.has(key))) need.isElsewhere = true;
  else need.requirements.add(typeof read === 'string' || read.end < specifier.length ? specifier : spell(read.clauses));
}

function needOf(needs: Map<string, Need>, name: string, region: Region): Need {
  const known = needs.get(name);
  if (known !== undefined) return known;
  const need: Need = { requirements: new Set(), isElsewhere: false, region };
  needs.set(name, need);
  return need;
}

/** Order and blanks say nothing, and the way a version is spelled neither. */
const spell = (clauses: readonly Specifier[]): string =>
  clauses
    .map(({ operator, version, wildcard }) => `${operator}${spellVersion(version)}${wildcard ? '.*' : ''}`)
    .sort()
    .join(',');

function spellVersion(version: string): string {
  const read = explain(version);
  return read === null ? version : `${read.public}${read.local === null ? '' : `+${read.local}`}`;
}

/** Where one of them comes from elsewhere, the sources of the manifest decide, and only the name can be compared. */
export function sameNeeds(a: Need, b: Need): boolean {
  if (a.isElsewhere || b.isElsewhere) return true;
  return a.requirements.size === b.requirements.size && [...a.requirements].every((one) => b.requirements.has(one));
}
