import type { Fact } from '../../model/fact.ts';
import { young } from '../../model/newness.ts';
import type { PackageFact } from '../../model/registry.ts';
import type { AdoptionFact } from '../../model/rule.ts';
import { day, sayDuration } from '../durations.ts';
import { isAdopted, sinceWhen } from '../names.ts';

/** A name that is younger is believed of little. */
const settled = 30 * day;

/** Why nothing speaks for the package: a sentence part. */
export function sayDoubt(pkg: Fact<PackageFact>, adoption: Fact<AdoptionFact>, now: string): string | undefined {
  if (isAdopted(adoption)) return undefined;
  const since = pkg.state === 'present' ? sinceWhen(pkg.value) : undefined;
  const age = since === undefined ? undefined : Math.max(0, Date.parse(now) - since);
  if (age !== undefined && age < settled) return `its name is ${sayDuration(age)} old`;
  return adoption.state === 'present' ? 'no list of used names has it' : undefined;
}

export function isLongThere(pkg: Fact<PackageFact>, now: string): boolean {
  const since = pkg.state === 'present' ? sinceWhen(pkg.value) : undefined;
  return since !== undefined && Date.parse(now) - since >= young;
}
