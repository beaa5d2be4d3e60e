import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { quoteFile } from '../evidence.ts';
import { isStrong, readHashes, sayHash } from '../hashes.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { sayChain, sayEntry } from '../wording.ts';

const meta: RuleMeta = {
  id: 'missing-integrity',
  title: 'Missing hash',
  summary:
    'A lockfile entry that is downloaded from a registry records no hash, so other bytes under the same address would be installed unnoticed; high where the entry had one before.',
  group: 'Whose is it?',
  severity: 'low',
  confidence: 'high',
  needs: [],
  atlas: softwareFromElsewhere('enables'),
  cwe: ['CWE-353', 'CWE-494'],
  attack: ['T1195.002'],
  aboutAi: false,
};

const remediation = 'Write the lockfile anew with the usual client, so that it records the hashes of the registry.';

/** The hash that the entry had in the base and that nothing as good stands for now. */
function lostHash({ dependency, previous }: DependencySubject): string | undefined {
  const [first] = previous?.integrity ?? [];
  if (first === undefined) return undefined;
  const before = readHashes(previous?.integrity);
  const now = dependency.integrity ?? [];
  if (now.length === 0) return before[0] === undefined ? 'a hash' : sayHash(before[0]);
  const strong = before.find(isStrong);
  const isWeaker = strong !== undefined && readHashes(now).length === now.length && !readHashes(now).some(isStrong);
  return isWeaker ? sayHash(strong) : undefined;
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    const { dependency, fileRole } = subject;
    if (fileRole !== 'lockfile' || dependency.source.kind !== 'registry') return [];
    const { integrity = [], resolved, location } = dependency;
    const lost = lostHash(subject);
    if (lost !== undefined) {
      const now = integrity.length === 0 ? 'records no hash any more' : 'records only a weak hash';
      return [
        {
          severity: 'high',
          message: `${sayEntry(subject)} ${now}, where the base had ${lost}${sayChain(subject)}.`,
          evidence: [quoteFile('hash', location, `${lost} before, now ${integrity.join(' ') || 'none'}`)],
          remediation,
        },
      ];
    }
    // Where the format records no addresses either, whether the entry could have a hash is not known.
    if (integrity.length > 0 || resolved === undefined) return [];
    // Yarn 1 writes the SHA-1 of the archive behind its address.
    const missing = /#[0-9a-f]{40}$/i.test(resolved) ? 'with no hash but the SHA-1 in its address' : 'without a hash';
    return [
      {
        message: `${sayEntry(subject)} is locked ${missing}${sayChain(subject)}: other bytes under the same address would be installed unnoticed.`,
        evidence: [quoteFile('address', location, `${resolved} ${missing}`)],
        remediation,
      },
    ];
  },
};
