import type { Evidence } from '../../model/finding.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject, RegistrySubject, SafeguardSubject } from '../../model/subject.ts';
import { isLoopback, plainProtocolOf, sayAddress } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { isStrong, readHashes } from '../hashes.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { findWeakening, sayChange } from '../safeguards.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { sayChain, sayEntry, sayPath } from '../wording.ts';

const meta: RuleMeta = {
  id: 'insecure-source',
  title: 'Insecure connection',
  summary:
    'Packages are fetched over a connection that anybody on the way can read and change: an address without encryption, or a setting that turns off the examination of certificates.',
  group: 'Whose is it?',
  severity: 'high',
  confidence: 'high',
  needs: [],
  atlas: softwareFromElsewhere('enables'),
  cwe: ['CWE-319', 'CWE-494'],
  attack: ['T1557'],
  aboutAi: false,
};

const encrypt = 'Use an address of the same place that begins with https, or ssh for a repository.';

/** Addresses that the entry names, the recorded one first: that is where the bytes come from. */
function addressesOf({ source, resolved }: DependencySubject['dependency']): readonly string[] {
  const named = 'url' in source && source.url !== undefined ? [source.url] : [];
  return resolved === undefined ? named : [resolved, ...named];
}

/** The whole name of a commit fixes what a repository gives. */
const isFixedCommit = ({ source }: DependencySubject['dependency']): boolean =>
  source.kind === 'git' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(source.ref ?? '');

function sayOutcome(dependency: DependencySubject['dependency']): string {
  if (isFixedCommit(dependency)) return 'the name of its commit would tell other bytes';
  const hasHash = readHashes(dependency.integrity).some(isStrong);
  return hasHash
    ? 'its hash would tell other bytes, where the hash did not come the same way'
    : 'nothing would tell other bytes from the right ones';
}

function checkDependency(subject: DependencySubject): readonly Draft[] {
  const { dependency } = subject;
  const address = addressesOf(dependency).find((one) => plainProtocolOf(one) !== undefined);
  if (address === undefined) return [];
  return [
    {
      ...(isFixedCommit(dependency) ? { severity: 'medium' as const } : {}),
      message: `${sayEntry(subject)} is fetched without encryption from ${sayAddress(address)}${sayChain(subject)}; ${sayOutcome(dependency)}.`,
      evidence: [quoteFile('address', dependency.location, address)],
      remediation: encrypt,
    },
  ];
}

function checkRegistry({ use, at }: RegistrySubject): readonly Draft[] {
  if (plainProtocolOf(use.url) === undefined) return [];
  return [
    {
      message: `${sayPath(at.path)} makes clients fetch ${use.ecosystem} packages without encryption from ${sayAddress(use.url)}.`,
      evidence: [quoteFile('registry', at, use.url)],
      remediation: encrypt,
    },
  ];
}

function checkSafeguard(subject: SafeguardSubject): readonly Draft[] {
  const weakening = findWeakening(subject);
  if (weakening === undefined || weakening.safeguard.guard !== 'transport') return [];
  const { setting, value } = weakening.safeguard;
  if (subject.after !== undefined && isLoopback(value.trim())) return [];
  const evidence: Evidence = quoteFile('setting', subject.at, `${setting}: ${value}`);
  return [
    {
      message: `${sayPath(subject.at.path)} ${sayChange(subject)}, so that clients no longer make sure whom they are connected to.`,
      evidence: [evidence],
      remediation: 'Leave the examination on, and give the client the certificate that it lacks.',
      cwe: ['CWE-295'],
    },
  ];
}

export const rule: Rule<DependencySubject | RegistrySubject | SafeguardSubject, NoOptions> = {
  subjects: ['dependency', 'registry', 'safeguard'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    if (subject.kind === 'dependency') return checkDependency(subject);
    return subject.kind === 'registry' ? checkRegistry(subject) : checkSafeguard(subject);
  },
};
