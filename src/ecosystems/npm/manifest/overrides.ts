import { type JsonMember, type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import type { Collector } from '../collector.ts';
import { splitNamed } from '../specs.ts';
import { addEntry } from './entries.ts';
import { sectionKeys } from './sections.ts';

/** Where the name of the package stands in the key of an override. */
interface Target {
  readonly name: string;
  /** Offset in the key. */
  readonly at: number;
}

/** npm's `overrides`: keys are `name` or `name@range`, values a spec, `$name` or the overrides below that package; `.` is it itself. */
export function readOverrides(into: Collector, root: JsonNode): void {
  const overrides = memberOf(root, 'overrides');
  if (overrides === undefined) return;
  if (overrides.value.kind !== 'object') return into.rejectMember(overrides, 'overrides is not an object');
  const open: JsonMember[] = [overrides];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const [key, member] of membersOf(parent.value)) {
      if (member.value.kind === 'object') open.push(member);
      // The entry begins at the key that names the package.
      else if (key === '.' && parent !== overrides)
        addOverride(into, root, { ...parent, value: member.value }, readNpmKey(parent.key));
      else addOverride(into, root, member, readNpmKey(key));
    }
  }
}

/** Yarn's `resolutions`: keys are paths of packages whose last part is overridden. */
export const readResolutions = (into: Collector, root: JsonNode): void =>
  readFlat(into, root, memberOf(root, 'resolutions'), readResolutionKey);

/** pnpm's `pnpm.overrides`: keys are packages, `parent>child` for those below one parent alone. */
export const readPnpmOverrides = (into: Collector, root: JsonNode): void =>
  readFlat(into, root, memberOf(memberOf(root, 'pnpm')?.value, 'overrides'), readPnpmKey);

function readFlat(
  into: Collector,
  root: JsonNode,
  section: JsonMember | undefined,
  readKey: (key: string) => Target,
): void {
  if (section === undefined) return;
  if (section.value.kind !== 'object') return into.rejectMember(section, `${section.key} is not an object`);
  for (const [key, member] of membersOf(section.value)) addOverride(into, root, member, readKey(key));
}

function addOverride(into: Collector, root: JsonNode, member: JsonMember, { name, at }: Target): void {
  const value = textOf(member.value);
  // pnpm removes the dependency instead of replacing it.
  if (value === '-') return;
  if (value?.startsWith('$') === true && value[1] !== '{') {
    if (!isListed(root, value.slice(1))) into.rejectMember(member, `${value} refers to no dependency of this file`);
    return;
  }
  const isPlain = member.keyEnd - member.keyStart === member.key.length + 2;
  const nameStart = member.keyStart + 1 + at;
  addEntry(into, {
    rawName: name,
    ...(isPlain ? { nameStart, nameEnd: nameStart + name.length } : {}),
    value: member.value,
    start: member.keyStart,
    end: member.value.end,
    direct: false,
    scope: 'runtime',
  });
}

/** A `$name` takes the requirement of a direct dependency, which is read there. */
const isListed = (root: JsonNode, name: string): boolean =>
  sectionKeys.some((key) => memberOf(memberOf(root, key)?.value, name) !== undefined);

const readNpmKey = (key: string): Target => ({ name: splitNamed(key).name, at: 0 });

function readPnpmKey(key: string): Target {
  // A range may hold `>` too (`foo@>=1`), so the last one counts only where a name can follow.
  const arrow = key.lastIndexOf('>');
  const at = arrow > 0 && /^[@a-zA-Z0-9]/.test(key.slice(arrow + 1)) && !isInRange(key, arrow) ? arrow + 1 : 0;
  return { name: splitNamed(key.slice(at)).name, at };
}

/** `foo@>1`: the sign follows the `@` or a space of a range. */
const isInRange = (key: string, arrow: number): boolean => key[arrow - 1] === '@' || key[arrow - 1] === ' ';

/** `**` and parents stand before the package, each after a slash; a range may follow it (Yarn: `resolutions`). */
function readResolutionKey(key: string): Target {
  const parts = key.split('/');
  const last = parts.at(-1) ?? '';
  const scope = parts.at(-2)?.startsWith('@') === true ? `${parts.at(-2)}/` : '';
  return { name: scope + splitNamed(last).name, at: key.length - last.length - scope.length };
}
