import type { Value } from './document.ts';
import { suggestName } from './nearest.ts';
import { fail, type Place, quote } from './problem.ts';

/** One key or item of the configuration, with its place for messages. */
export interface Field extends Place {
  readonly value: Value;
}

/** Fails with what the field should be. */
export const failType = (field: Field, expected: string): never =>
  fail(field, `must be ${expected}, not ${describeValue(field.value)}`, `give ${expected}, or remove the key`);

function describeValue(value: Value): string {
  if (value.kind === 'list') return 'a list';
  if (value.kind === 'mapping') return 'a mapping';
  if (value.value === null) return 'empty';
  return typeof value.value === 'string' ? quote(value.value) : String(value.value);
}

export function readText(field: Field, expected: string, maxLength: number): string {
  const { value } = field;
  if (value.kind !== 'scalar' || typeof value.value !== 'string') return failType(field, expected);
  if (value.value.length > maxLength) fail(field, `longer than ${maxLength} characters`, 'shorten it');
  if (value.value.trim() === '') failType(field, expected);
  return value.value;
}

export function readBoolean(field: Field): boolean {
  const { value } = field;
  if (value.kind !== 'scalar' || typeof value.value !== 'boolean') return failType(field, 'true or false');
  return value.value;
}

/** A whole number from `min` to `max`. */
export function readNumber(field: Field, min: number, max: number): number {
  const { value } = field;
  const number = value.kind === 'scalar' ? value.value : undefined;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < min || number > max) {
    return failType(field, min === max ? String(min) : `a whole number from ${min} to ${max}`);
  }
  return number;
}

/** One of some words. */
export function readChoice<T extends string>(field: Field, allowed: readonly T[]): T {
  const { value } = field;
  const found = allowed.find((one) => value.kind === 'scalar' && value.value === one);
  return found ?? failType(field, allowed.length === 1 ? `${allowed[0]}` : `one of ${allowed.join(', ')}`);
}

/** The items of a list; at least one, because an empty list says nothing that leaving the key out does not. */
export function readList(field: Field, expected: string): readonly Field[] {
  const { value, path, key } = field;
  if (value.kind !== 'list' || value.items.length === 0) return failType(field, `a list of ${expected}`);
  return value.items.map((item, index) => ({ path, line: item.line, key: `${key}[${index}]`, value: item }));
}

/** The entries of a mapping whose keys may be anything. */
export function readEntries(field: Field, expected: string): readonly (Field & { readonly name: string })[] {
  const { value, path, key } = field;
  if (value.kind !== 'mapping') return failType(field, expected);
  return [...value.entries].map(([name, entry]) => ({
    path,
    line: entry.line,
    key: key === '' ? name : `${key}.${name}`,
    value: entry.value,
    name,
  }));
}

/** The entries of a mapping whose keys are known. */
export function readKeys<K extends string>(field: Field, known: readonly K[]): ReadonlyMap<K, Field> {
  const found = new Map<K, Field>();
  for (const entry of readEntries(field, `a mapping of ${known.join(', ')}`)) {
    const name = known.find((one) => one === entry.name);
    found.set(name ?? failUnknown(entry, 'key', entry.name, known), entry);
  }
  return found;
}

export const failUnknown = (place: Place, what: string, name: string, known: readonly string[]): never =>
  fail(place, `unknown ${what} ${quote(name)}`, suggestName(name, known));

export const failMissing = (place: Place, key: string, remedy: string): never =>
  fail(place, `${key} is missing`, remedy);
