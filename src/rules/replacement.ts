import type { Dependency } from '../model/dependency.ts';
import { compareLocations } from '../model/location.ts';
import { objectionTo } from '../model/newness.ts';
import { purl } from '../model/purl.ts';
import type { Draft, Facts } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { sayOther } from './names.ts';

/**
 * Another name, to be written only where it may be offered; else with what stands against it.
 * @param otherwise what else to do: the end of a sentence, without its full stop
 */
export function propose(
  subject: DependencySubject,
  facts: Facts,
  name: string,
  otherwise: string,
): Pick<Draft, 'remediation' | 'suggestion'> {
  const { fileRole, beside, dependency } = subject;
  const [other, objection] = [sayOther(name), objectionTo(name, facts.get('target', subject), facts.now)];
  if (objection !== undefined) {
    const first = otherwise.charAt(0).toUpperCase() + otherwise.slice(1);
    return { remediation: `${first}; ${other} may have been meant, but ${objection}.` };
  }
  const isBeside = (one: Dependency) => one.direct && one.scope === dependency.scope && !isSame(one, dependency);
  const others = fileRole === 'manifest' ? (beside ?? []).filter(isBeside) : [];
  // What is optional may be so for another occasion.
  if (dependency.scope !== 'optional' && others.some((one) => one.name === name))
    return { remediation: `Remove the entry: the file asks for ${other} already.` };
  // What is recorded with the name is of the package that has it: a hash, an address.
  const isLocked = fileRole === 'lockfile' || dependency.integrity !== undefined;
  // A key must not stand twice.
  const isFree = !others.some(({ rawName }) => rawName === name);
  return {
    remediation: `${isLocked ? 'Lock anew with' : 'Write'} ${other} if that is the package that was meant, else ${otherwise}.`,
    ...(isLocked || !isFree ? {} : { suggestion: { purl: purl(dependency.ecosystem, name), replacement: name } }),
  };
}

const isSame = (one: Dependency, other: Dependency): boolean =>
  one.rawName === other.rawName && compareLocations(one.location, other.location) === 0;

/** Of what is named like a module of the standard library. */
export const removal = 'Remove the entry: what the language itself brings is not to be installed.';
