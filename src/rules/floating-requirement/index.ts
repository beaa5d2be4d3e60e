import { noCitation } from '../../model/atlas.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { quoteWritten } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { sayEntry, sayRegistries } from '../wording.ts';

const meta: RuleMeta = {
  id: 'floating-requirement',
  title: 'Open-ended requirement',
  summary:
    'A package is asked for in a way that any later release satisfies, and no lockfile fixes one: whatever is published next is installed next.',
  group: 'Whose is it?',
  severity: 'low',
  confidence: 'high',
  needs: [],
  atlas: noCitation,
  cwe: ['CWE-1357'],
  attack: ['T1195.002'],
  aboutAi: false,
};

/** Lockfiles fix versions, text installs nothing, and of a peer whoever installs the package decides. */
function isJudged({ dependency, fileRole, own, lockedVersion }: DependencySubject): boolean {
  const { source, version, scope, direct } = dependency;
  // An override narrows what others ask for: by itself it installs nothing.
  if (fileRole === 'lockfile' || fileRole === 'prose' || !direct) return false;
  return source.kind === 'registry' && version === undefined && lockedVersion === undefined && !own && scope !== 'peer';
}

function isOpen(subject: DependencySubject, facts: Facts): boolean {
  const { dependency, previous } = subject;
  const versions = facts.versions(subject);
  if (!versions.isOpenEnded(dependency.requirement)) return false;
  const wasOpen =
    previous?.source.kind === 'registry' &&
    previous.version === undefined &&
    versions.isOpenEnded(previous.requirement);
  return !wasOpen;
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (!isJudged(subject) || !isOpen(subject, facts)) return [];
    const { requirement = '', location, rawName } = subject.dependency;
    const asked = requirement.trim() === '' ? 'without a version' : `as ${quoteWritten(requirement)}`;
    const registries = sayRegistries(facts, subject);
    // What a proxy has in the place of another registry says nothing of what that one publishes next.
    const isSubstituted = subject.registries.some((one) => one.isSubstitute);
    const where = registries === '' || isSubstituted ? '' : ` on ${registries}`;
    return [
      {
        message: `${sayEntry(subject)} is asked for ${asked} and no lockfile fixes it: whatever is published next${where} is installed next.`,
        evidence: [quoteFile('requirement', location, `${rawName} ${requirement}`.trim())],
        remediation: 'Name a version or an upper bound, or commit a lockfile.',
      },
    ];
  },
};
