import type { Dependency } from '../model/dependency.ts';
import type { Fact } from '../model/fact.ts';
import { young } from '../model/newness.ts';
import { purl } from '../model/purl.ts';
import type { PackageFact } from '../model/registry.ts';
import type { Draft } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { sayOther, sinceWhen } from './names.ts';

/** A package that may have been meant. */
export interface Meant {
  readonly name: string;
  /** What it was meant by. */
  readonly subject: DependencySubject;
  /** What the registry says of it. */
  readonly target: Fact<PackageFact>;
  readonly now: string;
}

/**
 * Another name, to be written only where it may be offered; else with what stands against it.
 * @param otherwise what else to do: the end of a sentence, without its full stop
 */
export function propose(meant: Meant, otherwise: string): Pick<Draft, 'remediation' | 'suggestion'> {
  const { name, subject } = meant;
  const { fileRole, beside, dependency } = subject;
  const other = sayOther(name);
  const objection = findObjection(meant);
  if (objection !== undefined) {
    const first = otherwise.charAt(0).toUpperCase() + otherwise.slice(1);
    return { remediation: `${first}; ${other} may have been meant, but ${objection}.` };
  }
  const isAskedFor = (one: Dependency) => one.direct && (one.name === name || one.rawName === name);
  // A key must not stand twice.
  if (fileRole === 'manifest' && beside?.some(isAskedFor))
    return { remediation: `Remove the entry: the file asks for ${other} already.` };
  // What is recorded with the name is of the package that has it: a hash, an address.
  const isLocked = fileRole === 'lockfile' || dependency.integrity !== undefined;
  return {
    remediation: `${isLocked ? 'Lock anew with' : 'Write'} ${other} if that is the package that was meant, else ${otherwise}.`,
    ...(isLocked ? {} : { suggestion: { purl: purl(dependency.ecosystem, name), replacement: name } }),
  };
}

/** What stands against a name as a replacement: it must exist under it, and have for long. */
function findObjection({ name, target, now }: Meant): string | undefined {
  if (target.state === 'absent') return 'its registry has no package of that name';
  if (target.state === 'unknown' || target.value.name !== name) return 'no registry has confirmed that it exists';
  if (target.value.status !== 'active') return `its status is ${target.value.status}`;
  const since = sinceWhen(target.value);
  if (since === undefined) return 'its registry does not tell since when it exists';
  return Date.parse(now) - since < young ? 'it is younger than 90 days itself' : undefined;
}
