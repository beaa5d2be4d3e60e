import type { ReleaseOrigin } from '../../model/registry.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { asOrdinary } from '../signs.ts';
import { draftOf, findSuccession } from '../succession.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { sayAccount, sayRelease, sayVersion } from '../wording.ts';
import { sayCompany, sayReturn, saySameSource } from './order.ts';

const meta: RuleMeta = {
  id: 'new-publisher',
  title: 'New publisher',
  summary:
    'The release was published by an account, or by a trusted build, that did not publish the one before it: so hijacked projects and those that were handed over look.',
  group: 'Is this release what it seems?',
  severity: 'medium',
  confidence: 'high',
  needs: ['release', 'predecessor', 'build', 'package'],
  atlas: softwareFromElsewhere('indicates'),
  cwe: ['CWE-1357'],
  attack: ['T1195.002'],
  aboutAi: false,
  signWeight: 50,
};

/** The person behind a release: who let a staged one out, else who uploaded it. */
const accountOf = ({ approver, publisher }: ReleaseOrigin): string | undefined => (approver ?? publisher) || undefined;

/**
 * Who is new, as a part of a sentence. A trusted build is one and the same as long as the registry's identifier of the trust
 * is, whoever starts it; the first one is set up by those who published before. An account in its place is a loss of
 * provenance, and told as that.
 */
function sayNewcomer(origin: ReleaseOrigin, before: ReleaseOrigin, version: string): string | undefined {
  const { trustedBuild, approver } = origin;
  if (trustedBuild !== undefined && trustedBuild === before.trustedBuild) return undefined;
  const account = accountOf(origin);
  const former = accountOf(before);
  if (account === undefined || former === undefined)
    return trustedBuild === undefined || before.trustedBuild === undefined
      ? undefined
      : `published by another trusted build than ${sayVersion(version)} before it`;
  if (account === former || (approver === undefined && before.trustedBuild !== undefined)) return undefined;
  const verb = approver === undefined ? 'published' : 'let out';
  return `${verb} by ${sayAccount(account)}, not by ${sayAccount(former)} as ${sayVersion(version)} before it`;
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    const succession = findSuccession(subject, facts);
    if (succession === undefined) return [];
    const { release, predecessor, origin, before } = succession;
    const former = predecessor.value.release.version;
    const words = sayNewcomer(origin, before, former);
    if (words === undefined) return [];
    const account = accountOf(origin);
    const order =
      account === undefined
        ? saySameSource(succession)
        : (sayCompany(account, origin, before) ??
          sayReturn(account, succession, facts.get('package', subject), facts.now));
    const { signal, ...draft } = draftOf(succession, facts.now, words);
    return [
      {
        ...draft,
        ...(order === undefined ? signal && { signal } : { severity: 'low', ...asOrdinary(signal) }),
        message: `${sayRelease(subject, release.value.version)} was ${words}${order === undefined ? '' : `; ${order}`}.`,
        remediation: `Make sure that the project says who publishes it now, or stay with ${sayVersion(former)} until it does.`,
      },
    ];
  },
};
