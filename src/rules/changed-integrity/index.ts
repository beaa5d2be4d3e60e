import type { Fact } from '../../model/fact.ts';
import type { Confidence, Evidence } from '../../model/finding.ts';
import type { ReleaseFact } from '../../model/registry.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { hostOf } from '../addresses.ts';
import { quoteFile, testify } from '../evidence.ts';
import {
  type Disagreement,
  findDisagreement,
  findUnlisted,
  type Hash,
  type Reading,
  readHashes,
  sayHash,
} from '../hashes.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { registriesOfRecord, sayChain, sayEntry, sayRegistries } from '../wording.ts';

const meta: RuleMeta = {
  id: 'changed-integrity',
  title: 'Changed hash',
  summary:
    'The same release is recorded with another hash than before, or with one that the registry does not list for it: published bytes do not change, so these are others.',
  group: 'Whose is it?',
  severity: 'critical',
  confidence: 'high',
  needs: ['release'],
  atlas: softwareFromElsewhere('indicates'),
  cwe: ['CWE-494', 'CWE-345'],
  attack: ['T1195.002'],
  aboutAi: false,
};

interface Verdict {
  readonly confidence: Confidence;
  readonly message: string;
  readonly evidence: readonly Evidence[];
}

/** npm accepts an archive that has any of the recorded digests of the strongest algorithm. */
const readingOf = (ecosystem: string): Reading =>
  ecosystem === 'npm' || ecosystem === 'jsr' ? 'alternatives' : 'files';

/** The same release before and after, with other hashes. */
function compareWithBase({ dependency, previous }: DependencySubject): Disagreement | undefined {
  const isSame =
    previous !== undefined &&
    dependency.version !== undefined &&
    previous.name === dependency.name &&
    previous.version === dependency.version;
  if (!isSame) return undefined;
  const [was, is] = [readHashes(previous.integrity), readHashes(dependency.integrity)];
  return findDisagreement(was, is, readingOf(dependency.ecosystem));
}

/** Another host or registry may have built the release anew. */
function hasMoved({ dependency, previous }: DependencySubject): boolean {
  const from = (one: typeof dependency | undefined) => [
    one?.source.kind,
    one !== undefined && 'url' in one.source ? one.source.url : undefined,
    one?.resolved === undefined ? undefined : hostOf(one.resolved),
  ];
  return JSON.stringify(from(dependency)) !== JSON.stringify(from(previous));
}

/** All hashes that the registry lists for the very release; undefined where that is not known for certain. */
function listedHashes(subject: DependencySubject, release: Fact<ReleaseFact>): readonly Hash[] | undefined {
  const { source, version, rawName, name, scope } = subject.dependency;
  if (source.kind !== 'registry' || version === undefined || release.state !== 'present') return undefined;
  // The answer is that of one registry; another one may hold other archives of the same version.
  if (registriesOfRecord(subject).length !== 1 || release.value.integrity === undefined) return undefined;
  // Corepack records the hash of one file of a package manager that has another name in the registry.
  if (scope === 'tool' && rawName !== name) return undefined;
  return readHashes(release.value.integrity);
}

/** Recorded hashes that the registry does not list, and all that could be compared. */
interface Comparison {
  readonly unlisted: readonly Hash[];
  readonly compared: number;
}

function compareWithRegistry(recorded: readonly Hash[], listed: readonly Hash[]): Comparison {
  const algorithms = new Set(listed.map(({ algorithm }) => algorithm));
  const compared = recorded.filter(({ algorithm }) => algorithms.has(algorithm)).length;
  return { unlisted: findUnlisted(recorded, listed), compared };
}

function sayUnlisted({ unlisted, compared }: Comparison, registry: string): string {
  const [first] = unlisted;
  const amount = compared > 1 ? `${unlisted.length} of ${compared} hashes` : 'a hash';
  return `${amount} that ${registry} does not list for it (${first === undefined ? '' : sayHash(first)})`;
}

function sayDisagreement({ was, is, extent }: Disagreement): string {
  if (extent === 'more') return `accepts other bytes too, ${sayHash(is)} besides ${sayHash(was)},`;
  const what = extent === 'some' ? 'has other hashes among those it had' : 'has another hash than before';
  return `${what}, ${sayHash(is)} instead of ${sayHash(was)},`;
}

/** How sure it is that somebody replaced bytes. A list of files may also have been written for other platforms. */
function confidenceIn(changed: Disagreement, isVouchedFor: boolean, subject: DependencySubject): Confidence {
  const isPartOfFiles = changed.extent === 'some' && readingOf(subject.dependency.ecosystem) === 'files';
  if (isPartOfFiles) return isVouchedFor ? 'low' : 'medium';
  return isVouchedFor || hasMoved(subject) ? 'medium' : 'high';
}

function judge(subject: DependencySubject, facts: Facts): Verdict | undefined {
  const recorded = readHashes(subject.dependency.integrity);
  if (recorded.length === 0) return undefined;
  const release = facts.get('release', subject);
  const listed = listedHashes(subject, release);
  const comparison = listed === undefined ? undefined : compareWithRegistry(recorded, listed);
  const isVouchedFor = comparison !== undefined && comparison.compared > 0 && comparison.unlisted.length === 0;
  const registry = sayRegistries(facts, subject);
  const evidence = listed === undefined ? [] : [testify('release', release, describeListed)];
  const changed = compareWithBase(subject);
  if (changed !== undefined) {
    const verdict = isVouchedFor ? `; ${registry} lists the new one` : '';
    return {
      confidence: confidenceIn(changed, isVouchedFor, subject),
      message: `${sayDisagreement(changed)} for the same version${verdict}`,
      evidence,
    };
  }
  if (comparison === undefined || comparison.unlisted.length === 0) return undefined;
  return {
    // A file that was deleted from the registry leaves its hash behind, and others with it.
    confidence: comparison.unlisted.length === comparison.compared ? 'high' : 'medium',
    message: `is recorded with ${sayUnlisted(comparison, registry)}`,
    evidence,
  };
}

const describeListed = ({ version, integrity = [] }: ReleaseFact): string => `${version}: ${integrity.join(' ')}`;

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    const verdict = judge(subject, facts);
    if (verdict === undefined) return [];
    const { location, integrity = [] } = subject.dependency;
    const before = subject.previous?.integrity ?? [];
    const was = before.length === 0 ? '' : `; before: ${before.slice(0, 5).join(' ')}`;
    return [
      {
        confidence: verdict.confidence,
        message: `${sayEntry(subject)} ${verdict.message}${sayChain(subject)}.`,
        evidence: [quoteFile('hash', location, `${integrity.slice(0, 5).join(' ')}${was}`), ...verdict.evidence],
        remediation:
          'Do not install it: write the entry anew from the registry, and find out where these bytes came from.',
      },
    ];
  },
};
