import type { Dependency } from '../model/dependency.ts';
import type { Fact } from '../model/fact.ts';
import { young } from '../model/newness.ts';
import { purl } from '../model/purl.ts';
import type { PackageFact } from '../model/registry.ts';
import type { Draft, Facts } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { sayOther, sinceWhen } from './names.ts';

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
  const [other, objection] = [sayOther(name), findObjection(name, facts.get('target', subject), facts.now)];
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

/** Only what is there under that name, for long, and to be used, may be written in the place of another one. */
function findObjection(name: string, target: Fact<PackageFact>, now: string): string | undefined {
  if (target.state === 'absent') return 'its registry has no package of that name';
  if (target.state === 'unknown' || target.value.name !== name) return 'no registry has confirmed that it exists';
  if (target.value.status !== 'active') return `its status is ${target.value.status}`;
  if (target.value.about?.placeholder !== undefined) return 'it is a placeholder';
  const since = sinceWhen(target.value);
  const isOld = since !== undefined && Date.parse(now) - since >= young;
  return isOld ? undefined : 'it is not known to be 90 days old';
}

/** Of what is named like a module of the standard library. */
export const removal = 'Remove the entry: what the language itself brings is not to be installed.';
