import { noCitation } from '../../model/atlas.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, sayName, sayVersion } from '../wording.ts';

const meta: RuleMeta = {
  id: 'unpinned-action',
  title: 'Unpinned action',
  summary:
    'A workflow runs an action by a tag or a branch: whoever can move it decides what runs, with the secrets and the token of the job. High where it is pinned to a commit that is none of the repository that is named.',
  group: 'What does the change let in?',
  severity: 'low',
  confidence: 'high',
  needs: ['commit', 'release'],
  atlas: noCitation,
  cwe: ['CWE-829'],
  attack: ['T1195.001'],
  aboutAi: false,
};

/** Owners whose actions come with the platform itself. */
const platformOwners = new Set(['actions', 'github']);

/** A whole commit hash, SHA-1 or SHA-256; a shorter one may be a branch of the same name. */
const isCommit = (ref: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref);

/** Images stand in `uses:` with this before them; others are not actions. */
const imageMark = 'docker://';

/** Why the reference may come to mean something else; undefined where it cannot. */
function describeMutable({ dependency }: DependencySubject): string | undefined {
  const { ecosystem, version, rawName, source } = dependency;
  if (source.kind !== 'registry') return undefined;
  if (ecosystem === 'docker') {
    if (!rawName.startsWith(imageMark) || version?.includes(':') === true) return undefined;
    return version === undefined
      ? 'an image without a digest'
      : `the tag ${sayVersion(version)} of an image, not a digest`;
  }
  if (ecosystem !== 'githubactions' || version === undefined || isCommit(version)) return undefined;
  return `the tag or branch ${sayVersion(version)}, not a commit`;
}

/**
 * A pin to a commit that only a fork has: GitHub gives it under the name of the original, and anybody can make one. What
 * is no commit at all is the matter of `nonexistent-version`, and whether it is one has to be known.
 */
function judgeCommit(subject: DependencySubject, facts: Facts): Draft | undefined {
  const { source, version } = subject.dependency;
  if (source.kind !== 'registry' || version === undefined || !isCommit(version)) return undefined;
  const commit = facts.get('commit', subject);
  if (commit.state !== 'absent' || facts.get('release', subject).state !== 'present') return undefined;
  const { path, startLine } = subject.dependency.location;
  return {
    severity: 'high',
    // Branches of other work were perhaps not looked through.
    confidence: 'medium',
    version,
    message: `${sayName(subject)} in ${clip(path, 80)}, line ${startLine}, is pinned to commit ${version.slice(0, 12)}, which no branch or tag of that repository leads to: anybody can put a commit there through a fork.`,
    evidence: [testify('commit', commit)],
    remediation: 'Find out who made the commit, and pin one that a tag of the repository names.',
  };
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    const foreign = judgeCommit(subject, facts);
    if (foreign !== undefined) return [foreign];
    const mutable = describeMutable(subject);
    if (mutable === undefined) return [];
    const { dependency, own, ownScope } = subject;
    const [owner = ''] = dependency.name.split('/');
    const isTrusted = dependency.ecosystem === 'githubactions' && (platformOwners.has(owner) || ownScope || own);
    const { path, startLine } = dependency.location;
    const isImage = dependency.ecosystem === 'docker';
    return [
      {
        severity: isTrusted ? 'info' : 'low',
        message: `${sayName(subject)} in ${clip(path, 80)}, line ${startLine}, is ${mutable}: it can be moved to other code.`,
        evidence: [{ fact: 'reference', source: clip(path, 500), observed: 'present', value: clip(mutable, 500) }],
        remediation: isImage
          ? 'Pin the image by its digest (sha256).'
          : 'Pin the action by the full hash of a commit that you looked at, with the tag in a comment behind it.',
        ...(dependency.version === undefined ? {} : { version: dependency.version }),
      },
    ];
  },
};
