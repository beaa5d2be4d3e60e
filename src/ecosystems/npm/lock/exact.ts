import { MalformedFileError } from '../../../model/ecosystem.ts';
import { type JsonPath, parseJson } from '../../../text/json.ts';
import { type JsonMember, type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import type { Collector } from '../collector.ts';
import { sectionKeys } from '../manifest/sections.ts';
import {
  isTextField,
  type LockContent,
  type LockEntry,
  lockEntry,
  lockFields,
  noFields,
  type PackageRecord,
  type TreeRecord,
} from './entry.ts';
import { isOwnFolder } from './keys.ts';

const topKeys = new Set(['name', 'version', 'lockfileVersion', 'packages', 'dependencies']);
const knownVersions: ReadonlySet<unknown> = new Set([1, 2, 3]);

/** Reads any lockfile, and tells what is wrong with it. Throws `MalformedFileError`. */
export function readExactly(into: Collector, text: string): LockContent {
  const document = parseJson(text, { keep: isNeeded });
  const { root } = document;
  if (root.kind !== 'object') throw new MalformedFileError('the lockfile is not an object', 1);
  const packages = memberOf(root, 'packages');
  const tree = memberOf(root, 'dependencies');
  checkVersion(into, root, packages ?? tree);
  const required = new Set<string>();
  const content = {
    packages: packages === undefined ? undefined : readPackages(into, packages),
    tree: tree === undefined ? undefined : readTree(into, tree, required),
    required,
    own: readOwn(root),
  };
  into.doubtShadowed(document, () => true);
  return content;
}

/** Leaves out what is not read, so that large files cost less: mostly the ranges that packages have for each other. */
function isNeeded(path: JsonPath, key: string): boolean {
  const [list, entry] = path;
  if (list === undefined) return topKeys.has(key);
  if (list === 'packages') {
    if (path.length !== 2 || lockFields.has(key)) return true;
    return typeof entry === 'string' && isOwnFolder(entry) && sectionKeys.includes(key);
  }
  // In the tree, names of packages and fields of an entry alternate.
  return path.length % 2 === 1 || lockFields.has(key) || key === 'dependencies' || key === 'requires';
}

function checkVersion(into: Collector, root: JsonNode, list: unknown): void {
  const version = memberOf(root, 'lockfileVersion');
  if (version === undefined) {
    if (list === undefined) into.reject(root.start, root.end, 'neither a version nor a list of packages');
  } else if (version.value.kind !== 'scalar' || !knownVersions.has(version.value.value)) {
    into.rejectMember(version, 'a lockfile version that is not known');
  }
}

function readOwn(root: JsonNode): LockContent['own'] {
  const member = memberOf(root, 'name');
  const name = textOf(member?.value);
  if (member === undefined || name === undefined || name === '') return undefined;
  const version = textOf(memberOf(root, 'version')?.value);
  return { name, version, start: member.keyStart, end: member.value.end };
}

function readPackages(into: Collector, packages: JsonMember): readonly PackageRecord[] {
  if (packages.value.kind !== 'object') into.rejectMember(packages, 'packages is not an object');
  return entriesIn(into, packages).map((member) => {
    const sections = isOwnFolder(member.key) ? sectionKeys.map((key) => memberOf(member.value, key)) : [];
    return {
      ...placeOf(member),
      entry: readEntry(into, member),
      listed: sections.flatMap((section) => [...membersOf(section?.value).keys()]),
    };
  });
}

/** Reads the tree in the order of the text, whatever its depth. */
function readTree(into: Collector, tree: JsonMember, required: Set<string>): readonly TreeRecord[] {
  const records: TreeRecord[] = [];
  const below = (level: JsonMember, parent: number) => {
    if (level.value.kind !== 'object') into.rejectMember(level, 'dependencies is not an object');
    return entriesIn(into, level)
      .map((member) => ({ member, parent }))
      .reverse();
  };
  const open = below(tree, -1);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { member, parent } = next;
    const place = records.push({ ...placeOf(member), entry: readEntry(into, member), parent }) - 1;
    for (const name of membersOf(memberOf(member.value, 'requires')?.value).keys()) required.add(name);
    const inner = memberOf(member.value, 'dependencies');
    if (inner !== undefined) for (const one of below(inner, place)) open.push(one);
  }
  return records;
}

function entriesIn(into: Collector, list: JsonMember): readonly JsonMember[] {
  return [...membersOf(list.value).values()].filter((member) => {
    const isEntry = member.value.kind === 'object';
    if (!isEntry) into.rejectMember(member, 'the entry is not an object');
    return isEntry;
  });
}

const placeOf = ({ key, keyStart, keyEnd, value }: JsonMember) => ({ key, keyStart, keyEnd, start: value.start });

/** A field of a wrong type is told and left out; of repeated fields the last one counts, which is told elsewhere. */
function readEntry(into: Collector, { value }: JsonMember): LockEntry {
  const fields = noFields();
  for (const member of value.kind === 'object' ? value.members : []) {
    const field = lockFields.get(member.key);
    if (field === undefined) continue;
    fields[field] = undefined;
    const node = member.value;
    if (isTextField(field) && node.kind === 'string') fields[field] = node.value;
    else if (!isTextField(field) && node.kind === 'scalar' && typeof node.value === 'boolean')
      fields[field] = node.value;
    else into.rejectMember(member, `${field} is of a wrong type`);
  }
  return lockEntry(fields);
}
