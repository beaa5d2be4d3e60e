import { noCitation } from '../../model/atlas.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, sayName, sayVersion } from '../wording.ts';

const meta: RuleMeta = {
  id: 'unpinned-action',
  title: 'Unpinned action',
  summary:
    'A workflow runs an action by a tag or a branch: whoever can move it decides what runs, with the secrets and the token of the job.',
  group: 'What does the change let in?',
  severity: 'low',
  confidence: 'high',
  needs: [],
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

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
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
