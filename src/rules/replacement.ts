import type { Dependency } from '../model/dependency.ts';
import { compareLocations } from '../model/location.ts';
import { objectionTo } from '../model/newness.ts';
import { purl } from '../model/purl.ts';
import type { PackageFact } from '../model/registry.ts';
import type { Draft, Facts } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { day } from './durations.ts';
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

/** So long a release is published before it is offered: the worst are mostly found and withdrawn by then. */
export const settled = 7 * day;

/** One version, and what may stand before it. */
const single = /^(\^|~=?|>=|={1,3}|=?v)?\d[\w.+!-]*$/;

/** A version that is there, in the place of the one that is written, where that is all of the requirement; nothing where it may not be offered. */
export function proposeVersion(
  { dependency, fileRole }: DependencySubject,
  pkg: PackageFact,
  version: string,
  now: string,
): Pick<Draft, 'suggestion'> {
  const { ecosystem, name, requirement = '', requirementRegion: region, integrity } = dependency;
  const written = single.exec(requirement);
  // What is recorded with a version is of that one, and what is written with escapes is not replaced.
  const isPlain =
    region?.endLine === region?.startLine && region?.endColumn === (region?.startColumn ?? 0) + requirement.length;
  if (written === null || !isPlain || fileRole === 'lockfile' || integrity !== undefined) return {};
  const age = Date.parse(now) - Date.parse(pkg.versions.find((one) => one.version === version)?.publishedAt ?? '');
  if (!(age >= settled)) return {};
  const replacement = `${written[1] ?? ''}${version}`;
  return { suggestion: { purl: purl(ecosystem, name, version), replacement, of: 'requirement' } };
}

const isSame = (one: Dependency, other: Dependency): boolean =>
  one.rawName === other.rawName && compareLocations(one.location, other.location) === 0;

/** Of what is named like a module of the standard library. */
export const removal = 'Remove the entry: what the language itself brings is not to be installed.';
