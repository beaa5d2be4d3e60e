import type { Guard } from '../../../model/dependency.ts';
import { type JsonMember, type JsonNode, memberOf, membersOf, textOf } from '../../../text/json-nodes.ts';
import type { Collector } from '../collector.ts';
import { maskUserInfo } from '../npmrc/secrets.ts';

/** Top-level keys that `readSafeguards` looks at, besides `pnpm` and `packageManager`. */
export const safeguardKeys: readonly string[] = [
  'trustedDependencies',
  'allowScripts',
  'dependenciesMeta',
  'patchedDependencies',
];

/** Reads what a manifest says of code that may run during an installation, and of bytes that are changed by it. */
export function readSafeguards(into: Collector, root: JsonNode): void {
  const pnpm = memberOf(root, 'pnpm')?.value;
  // Bun runs install scripts of the packages listed, npm and pnpm of those whose value is true.
  readNames(into, 'trustedDependencies', memberOf(root, 'trustedDependencies'), 0);
  readChoices(into, 'allowScripts', memberOf(root, 'allowScripts'));
  readChoices(into, 'pnpm.allowBuilds', memberOf(pnpm, 'allowBuilds'));
  readNames(into, 'pnpm.onlyBuiltDependencies', memberOf(pnpm, 'onlyBuiltDependencies'), 0);
  readNever(into, root);
  const all = memberOf(pnpm, 'dangerouslyAllowAllBuilds');
  if (all !== undefined) protect(into, all, 'pnpm.dangerouslyAllowAllBuilds', isTrue(all.value) ? 0 : 1, 1);
  readPatches(into, 'patchedDependencies', memberOf(root, 'patchedDependencies'));
  readPatches(into, 'pnpm.patchedDependencies', memberOf(pnpm, 'patchedDependencies'));
  readBuilt(into, memberOf(root, 'dependenciesMeta'));
  readManager(into, memberOf(root, 'packageManager'));
}

function protect(into: Collector, member: JsonMember, setting: string, strength: 0 | 1, byDefault: 0 | 1): void {
  const { keyStart, value } = member;
  into.protect(keyStart, value.end, {
    setting,
    value: textIn(into, value),
    guard: 'install-scripts',
    strength,
    byDefault,
  });
}

/** A list of names; each is a setting of its own. */
function readNames(into: Collector, setting: string, member: JsonMember | undefined, strength: 0 | 1): void {
  if (member === undefined) return;
  if (member.value.kind !== 'array') return into.rejectMember(member, `${member.key} is not a list`);
  for (const { start, end, ...item } of member.value.items) {
    if (item.kind !== 'string') into.reject(start, end, `${member.key} holds what is no name`);
    else {
      const [guard, byDefault] = ['install-scripts', 1 - strength] as const;
      into.protect(start, end, { setting: `${setting} ${item.value}`, value: item.value, guard, strength, byDefault });
    }
  }
}

/**
 * pnpm builds all packages but the ones listed as soon as the list is there, unless another list says which may be built.
 * Before version 10 it did so anyway: there only an empty list means less than none.
 */
function readNever(into: Collector, root: JsonNode): void {
  const pnpm = memberOf(root, 'pnpm')?.value;
  const member = memberOf(pnpm, 'neverBuiltDependencies');
  readNames(into, 'pnpm.neverBuiltDependencies', member, 1);
  if (member?.value.kind !== 'array' || memberOf(pnpm, 'onlyBuiltDependencies') !== undefined) return;
  const isOld = /^pnpm@\d\./.test(textOf(memberOf(root, 'packageManager')?.value) ?? '');
  if (!isOld || member.value.items.length === 0) protect(into, member, 'pnpm.neverBuiltDependencies', 0, 1);
}

/** Names with true (may run install scripts) or false (may not). */
function readChoices(into: Collector, setting: string, member: JsonMember | undefined): void {
  if (member === undefined) return;
  if (member.value.kind !== 'object') return into.rejectMember(member, `${member.key} is not an object`);
  for (const [name, choice] of membersOf(member.value)) {
    const allows = !isFalse(choice.value);
    protect(into, choice, `${setting} ${name}`, allows ? 0 : 1, allows ? 1 : 0);
  }
}

/** Patches change the bytes of a package after they were verified (pnpm, Bun). */
function readPatches(into: Collector, setting: string, member: JsonMember | undefined): void {
  for (const [name, { keyStart, value }] of membersOf(member?.value)) {
    const guard: Guard = 'verification';
    const told = { setting: `${setting} ${name}`, value: textIn(into, value), guard, strength: 0, byDefault: 1 };
    into.protect(keyStart, value.end, told);
  }
}

/** Yarn: `built` of a package overrides `enableScripts` for it. */
function readBuilt(into: Collector, meta: JsonMember | undefined): void {
  for (const [name, { value }] of membersOf(meta?.value)) {
    const built = memberOf(value, 'built');
    if (built === undefined) continue;
    const runs = !isFalse(built.value);
    protect(into, built, `dependenciesMeta.${name}.built`, runs ? 0 : 1, runs ? 1 : 0);
  }
}

/** A package manager given by its address: Corepack downloads it from there and runs it. */
function readManager(into: Collector, member: JsonMember | undefined): void {
  const text = textOf(member?.value);
  if (member === undefined || text === undefined || !text.includes('://')) return;
  const value = maskUserInfo(text);
  const guard: Guard = 'client-code';
  into.protect(member.keyStart, member.value.end, { setting: member.key, value, guard, strength: 0, byDefault: 1 });
}

/** Longest value that is kept. */
const maxValue = 200;

const textIn = (into: Collector, node: JsonNode): string =>
  textOf(node) ?? into.file.text.slice(node.start, Math.min(node.end, node.start + maxValue));

const isTrue = (node: JsonNode): boolean => node.kind === 'scalar' && node.value === true;
const isFalse = (node: JsonNode): boolean => node.kind === 'scalar' && node.value === false;
