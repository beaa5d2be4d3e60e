import type { PolicyAddress } from '../model/policy.ts';
import type { Naming } from '../model/rule.ts';
import type { StatedPolicy } from './override.ts';
import type { Place } from './problem.ts';

/** A rule as far as the configuration is concerned with it. */
export interface ConfigurableRule {
  readonly meta: { readonly id: string };
  /** Throws `OptionError`. */
  options(raw: Readonly<Record<string, unknown>>, ecosystems: readonly Naming[]): unknown;
}

/** What the configuration is read against. */
export interface ConfigContext {
  /** The file, as people know it. */
  readonly path: string;
  readonly rules: readonly ConfigurableRule[];
  /** Purl types. */
  readonly ecosystems: readonly string[];
  /** Spells a name, or a glob of names, as an ecosystem does; left out: as written. */
  normaliseName?(ecosystem: string, name: string): string;
  /** For options of rules that list names; left out: of no ecosystem. */
  readonly naming?: readonly Naming[];
  /** Reads a configuration that this one extends; left out: none can be read. `place`: where it is named. */
  extend?(address: PolicyAddress, place: Place): Promise<StatedPolicy>;
}

/** How names of one ecosystem are spelled. */
export const spellingOf =
  ({ normaliseName }: ConfigContext, ecosystem: string) =>
  (name: string): string =>
    normaliseName === undefined ? name : normaliseName(ecosystem, name);

/** A record whose keys come from a file: without a prototype, so that no name finds anything but what was put in. */
export function recordOf<T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  const record: Record<string, T> = Object.create(null);
  for (const [key, value] of entries) record[key] = value;
  return record;
}
