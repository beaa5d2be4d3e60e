import type { Dependency } from '../../model/dependency.ts';
import { compareSeverity, type Severity } from '../../model/finding.ts';
import type { Draft, Facts } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { quoteWritten } from '../addresses.ts';
import { quoteFile, testify } from '../evidence.ts';
import { settled } from '../replacement.ts';
import { sayEntry, sayName, sayRegistries, sayVersion } from '../wording.ts';
import { causeOf, sayTool } from './words.ts';

/** How a package is asked for that is not always the same. */
interface Unpinned {
  readonly severity: Severity;
  readonly words: string;
}

type Written = Pick<Dependency, 'ecosystem' | 'version' | 'requirement' | 'integrity' | 'source'>;

/** Undefined where it is always the same, or where another rule says what is wrong with where it comes from. */
function readUnpinned(written: Written, subject: DependencySubject, facts: Facts): Unpinned | undefined {
  const { ecosystem, version, requirement = '', integrity, source } = written;
  if (source.kind !== 'registry') return undefined;
  if (ecosystem === 'docker') {
    if (integrity !== undefined) return undefined;
    return version === undefined || version === 'latest'
      ? { severity: 'medium', words: 'without a digest or a tag of a release' }
      : { severity: 'low', words: `by the tag ${sayVersion(version)}, not by a digest` };
  }
  if (version !== undefined) return undefined;
  if (requirement.trim() === '') return { severity: 'medium', words: 'without a version' };
  const isOpen = facts.versions(subject).isOpenEnded(requirement);
  return { severity: isOpen ? 'medium' : 'low', words: `as ${quoteWritten(requirement)}` };
}

/** Whether it was as open before. */
function wasUnpinned(subject: DependencySubject, { severity }: Unpinned, facts: Facts): boolean {
  const before = subject.previous === undefined ? undefined : readUnpinned(subject.previous, subject, facts);
  return before !== undefined && compareSeverity(before.severity, severity) >= 0;
}

const consequences = {
  image: 'whoever can move the tag decides what runs with what the agent may do',
  package: 'whatever is published next under the name runs with what the agent may do',
};

/** A package or an image that is run for an agent, and that no version, hash or lockfile fixes. */
export function judgePackage(subject: DependencySubject, facts: Facts): readonly Draft[] {
  const { dependency, fileRole, own, lockedVersion } = subject;
  const { agentTool, location, rawName, requirement = '', ecosystem } = dependency;
  // Text installs nothing.
  if (agentTool === undefined || fileRole === 'prose' || own || lockedVersion !== undefined) return [];
  const unpinned = readUnpinned(dependency, subject, facts);
  if (unpinned === undefined || wasUnpinned(subject, unpinned, facts)) return [];
  const isImage = ecosystem === 'docker';
  const { evidence, today, ...suggestion } = isImage ? noRelease : findRelease(subject, facts);
  const remediation = isImage
    ? 'Name the image by the digest (sha256) of one that you looked at.'
    : `Name the version that you looked at${today}.`;
  return [
    {
      severity: unpinned.severity,
      message: `${sayEntry(subject)} is run for ${sayTool(agentTool)} ${unpinned.words}: ${isImage ? consequences.image : consequences.package}.`,
      evidence: [quoteFile('requirement', location, `${rawName} ${requirement}`.trim()), ...evidence],
      remediation,
      ...suggestion,
      cause: causeOf(
        `unpinned ${isImage}`,
        location.path,
        sayName(subject),
        `tools of agents are run without a fixed ${isImage ? 'image' : 'version'}`,
        isImage ? 'Name each image by its digest (sha256).' : 'Name the version of each that you looked at.',
      ),
    },
  ];
}

type Release = Pick<Draft, 'evidence' | 'suggestion'> & { readonly today: string };
const noRelease: Release = { evidence: [], today: '' };

/** The release that would be run today, where the registry told of it; offered in the place of what is written where it is settled. */
function findRelease(subject: DependencySubject, facts: Facts): Release {
  const release = facts.get('release', subject);
  if (release.state !== 'present') return noRelease;
  const { version, publishedAt, yanked, deprecated } = release.value;
  const registries = sayRegistries(facts, subject);
  const today = registries === '' ? '' : `; ${registries} has ${sayVersion(version)} today`;
  const told = { evidence: [testify('release', release, () => version)], today };
  const age = Date.parse(facts.now) - Date.parse(publishedAt ?? '');
  const isOffered = age >= settled && yanked === undefined && deprecated === undefined;
  return isOffered ? { ...told, ...suggest(subject, version, facts) } : told;
}

/** `name@1.2.3` in the place of the name; in that of a tag the version alone. */
function suggest(
  { dependency, ...subject }: DependencySubject,
  version: string,
  facts: Facts,
): Pick<Draft, 'suggestion'> {
  const { purl, rawName, requirement, nameRegion, requirementRegion } = dependency;
  const versions = facts.versions({ dependency, ...subject });
  if (requirement === undefined) {
    const replacement = nameRegion === undefined ? undefined : versions.pinned?.(rawName, version);
    return replacement === undefined ? {} : { suggestion: { purl, replacement } };
  }
  const isTag = requirementRegion !== undefined && /^[a-z]+$/i.test(requirement);
  return isTag ? { suggestion: { purl, replacement: version, of: 'requirement' } } : {};
}
