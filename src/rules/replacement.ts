import type { Fact } from '../model/fact.ts';
import { young } from '../model/newness.ts';
import type { PackageFact } from '../model/registry.ts';
import type { Draft } from '../model/rule.ts';
import { offer, sayOther, sinceWhen } from './names.ts';

/** A package that may have been meant. */
export interface Meant {
  readonly name: string;
  readonly ecosystem: string;
  /** What the registry says of it. */
  readonly target: Fact<PackageFact>;
  readonly now: string;
}

/**
 * Another name, to be written only where it may be offered; else with what stands against it.
 * @param otherwise what else to do: the end of a sentence, without its full stop
 */
export function propose(meant: Meant, otherwise: string): Pick<Draft, 'remediation' | 'suggestion'> {
  const { name, ecosystem, target, now } = meant;
  const other = sayOther(name);
  const offered = offer(target, name, ecosystem, now);
  if (offered.suggestion !== undefined)
    return { remediation: `Write ${other} if that is the package that was meant, else ${otherwise}.`, ...offered };
  const first = otherwise.charAt(0).toUpperCase() + otherwise.slice(1);
  return { remediation: `${first}; ${other} may have been meant, but ${sayObjection(meant)}.` };
}

function sayObjection({ name, target, now }: Meant): string {
  if (target.state === 'absent') return 'its registry has no package of that name';
  if (target.state === 'unknown' || target.value.name !== name) return 'no registry has confirmed that it exists';
  if (target.value.status !== 'active') return `its status is ${target.value.status}`;
  const since = sinceWhen(target.value);
  if (since === undefined) return 'its registry does not tell since when it exists';
  return Date.parse(now) - since < young ? 'it is younger than 90 days itself' : 'too little is known of it';
}
