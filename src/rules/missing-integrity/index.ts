import type { Dependency } from '../../model/dependency.ts';
import type { Cause, Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { quoteFile } from '../evidence.ts';
import { isStrong, isVoid, readHashes, sayHash } from '../hashes.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { sayChain, sayEntry, sayPath } from '../wording.ts';

const meta: RuleMeta = {
  id: 'missing-integrity',
  title: 'Missing hash',
  summary:
    'A lockfile entry that is downloaded from a registry records no hash, so other bytes under the same address would be installed unnoticed; high where the entry, also one of a manifest, had one before.',
  group: 'Whose is it?',
  severity: 'low',
  confidence: 'high',
  needs: [],
  atlas: softwareFromElsewhere('enables'),
  cwe: ['CWE-353', 'CWE-494'],
  attack: ['T1195.002'],
  aboutAi: false,
};

const remediations = {
  lockfile: 'Write the lockfile anew with the usual client, so that it records the hashes of the registry.',
  manifest: 'Record the hashes of the release again, so that the client compares what it gets.',
};

/** The recorded texts that a client compares: those of npm pass over what they do not know. */
const usableOf = ({ ecosystem, integrity = [] }: Dependency): readonly string[] =>
  ecosystem === 'npm' ? integrity.filter((text) => !isVoid(text)) : integrity;

/** The hash that the entry had in the base and that nothing as good stands for now. */
function lostHash({ dependency, previous }: DependencySubject): string | undefined {
  const [first] = previous?.integrity ?? [];
  if (first === undefined) return undefined;
  const before = readHashes(previous?.integrity);
  const now = usableOf(dependency);
  if (now.length === 0) return before[0] === undefined ? 'a hash' : sayHash(before[0]);
  const strong = before.find(isStrong);
  const isWeaker = strong !== undefined && readHashes(now).length === now.length && !readHashes(now).some(isStrong);
  return isWeaker ? sayHash(strong) : undefined;
}

function sayState(dependency: Dependency): string {
  if (usableOf(dependency).length > 0) return 'records only a weak hash';
  return (dependency.integrity ?? []).length > 0
    ? 'records only hashes of kinds that clients pass over'
    : 'records no hash any more';
}

/** So many entries of one file lack it because of the client or the registry that wrote it. */
const manyEntries = 3;

const causeOf = (subject: DependencySubject, what: string, remediation: string): Cause => ({
  key: JSON.stringify([subject.at.path, what]),
  name: sayEntry(subject),
  many: { least: manyEntries, message: `entries of ${sayPath(subject.at.path)} ${what}`, remediation },
});

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    const { dependency, fileRole } = subject;
    if ((fileRole !== 'lockfile' && fileRole !== 'manifest') || dependency.source.kind !== 'registry') return [];
    const { integrity = [], resolved, location } = dependency;
    const lost = lostHash(subject);
    if (lost !== undefined) {
      return [
        {
          severity: 'high',
          message: `${sayEntry(subject)} ${sayState(dependency)}, where the base had ${lost}${sayChain(subject)}.`,
          evidence: [quoteFile('hash', location, `${lost} before, now ${integrity.join(' ') || 'none'}`)],
          remediation: remediations[fileRole],
          cause: causeOf(subject, 'have lost the hash that the base had', remediations[fileRole]),
        },
      ];
    }
    // Where the format records no addresses either, whether the entry could have a hash is not known.
    if (fileRole === 'manifest' || usableOf(dependency).length > 0 || resolved === undefined) return [];
    // Yarn 1 writes the SHA-1 of the archive behind its address.
    const missing = /#[0-9a-f]{40}$/i.test(resolved) ? 'with no hash but the SHA-1 in its address' : 'without a hash';
    return [
      {
        message: `${sayEntry(subject)} is locked ${missing}${sayChain(subject)}: other bytes under the same address would be installed unnoticed.`,
        evidence: [quoteFile('address', location, `${resolved} ${missing}`)],
        remediation: remediations.lockfile,
        cause: causeOf(
          subject,
          `are locked ${missing}: other bytes under the same addresses would be installed unnoticed`,
          remediations.lockfile,
        ),
      },
    ];
  },
};
