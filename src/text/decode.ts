/**
 * Readers of single fields out of documents that somebody else wrote: what is not as expected is undefined, and only own
 * properties count.
 */

export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object with fields; undefined for lists, scalars and null. */
export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

export function readField(value: unknown, key: string): unknown {
  const fields = fieldsOf(value);
  return fields !== undefined && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

export const readText = (value: unknown, key: string): string | undefined => textOf(readField(value, key));

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const readList = (value: unknown, key: string): readonly unknown[] => listOf(readField(value, key));

/** Own members of an object, in its order. */
export const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  Object.entries(fieldsOf(value) ?? {});

/** As JavaScript and the large registries write times; of days that every month has. */
const usualTime =
  /^([0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3})(?:[0-9]{3})?Z$/;

/** A full RFC 3339 time in UTC, or undefined. */
export function readTime(value: unknown): string | undefined {
  // Documents have thousands of times: nearly all need no more than this.
  const usual = typeof value === 'string' ? usualTime.exec(value)?.[1] : undefined;
  if (usual !== undefined) return `${usual}Z`;
  if (typeof value !== 'string' || value.length > 40 || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:/.test(value)) {
    return undefined;
  }
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** Oldest and newest of times as `readTime` gives them: they sort as texts. */
export const oldest = (times: readonly string[]): string | undefined =>
  times.reduce<string | undefined>((best, time) => (best === undefined || time < best ? time : best), undefined);
export const newest = (times: readonly string[]): string | undefined =>
  times.reduce<string | undefined>((best, time) => (best === undefined || time > best ? time : best), undefined);
