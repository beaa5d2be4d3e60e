import { OptionError } from '../model/rule.ts';

/** The options of a rule that has none. */
export type NoOptions = Readonly<Record<never, never>>;

/** Throws `OptionError` for any key. */
export function readNoOptions(raw: Readonly<Record<string, unknown>>): NoOptions {
  return rejectUnknownKeys(raw, []);
}

/** Throws `OptionError` for a key that is not known. */
export function rejectUnknownKeys(
  raw: Readonly<Record<string, unknown>>,
  known: readonly string[],
): Readonly<Record<never, never>> {
  const surplus = Object.keys(raw).find((key) => !known.includes(key));
  if (surplus === undefined) return {};
  const remedy = known.length === 0 ? 'this rule has no options' : `known are ${known.join(', ')}`;
  throw new OptionError(surplus, `is not known here; ${remedy}`);
}

/** An option of the configuration: only a key of the object itself counts. */
export const optionNamed = (raw: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(raw, key) ? raw[key] : undefined;
