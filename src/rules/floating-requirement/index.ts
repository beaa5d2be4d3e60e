import { noCitation } from '../../model/atlas.ts';
import type { Dependency } from '../../model/dependency.ts';
import type { Draft, Facts, Rule, RuleMeta, Teller } from '../../model/rule.ts';
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
function isJudged({ dependency, fileRole, own, lockedVersion, constrains }: DependencySubject): boolean {
  const { source, scope, direct } = dependency;
  // An override, or a constraint, narrows what others ask for: by itself it installs nothing.
  if (fileRole === 'lockfile' || fileRole === 'prose' || !direct || constrains === true) return false;
  return source.kind === 'registry' && lockedVersion === undefined && !own && scope !== 'peer';
}

/** What some client asks for that has no upper end, and had one before. */
function findOpen(subject: DependencySubject, facts: Facts): string | undefined {
  const { dependency, constrained, previous } = subject;
  const versions = facts.versions(subject);
  const written = ({ version, requirement = '' }: Pick<Dependency, 'version' | 'requirement'>) =>
    version === undefined ? [requirement] : [];
  const wasOpen =
    previous?.source.kind === 'registry' && written(previous).some((requirement) => versions.isOpenEnded(requirement));
  return wasOpen
    ? undefined
    : (constrained ?? [dependency]).flatMap(written).find((requirement) => versions.isOpenEnded(requirement));
}

/** What does not exist is to be taken out, whatever is asked for of it. */
const toldBy: readonly Teller[] = [
  { rule: 'agent-tool-package', hasRemedy: true },
  { rule: 'nonexistent-package', hasRemedy: true },
];

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    const requirement = isJudged(subject) ? findOpen(subject, facts) : undefined;
    if (requirement === undefined) return [];
    const { requirement: written = '', location, rawName } = subject.dependency;
    const asked = requirement.trim() === '' ? 'without a version' : `as ${quoteWritten(requirement)}`;
    const registries = sayRegistries(facts, subject);
    // What a proxy has in the place of another registry says nothing of what that one publishes next.
    const isSubstituted = subject.registries.some((one) => one.isSubstitute);
    const where = registries === '' || isSubstituted ? '' : ` on ${registries}`;
    return [
      {
        message: `${sayEntry(subject)} is asked for ${asked} and no lockfile fixes it: whatever is published next${where} is installed next.`,
        evidence: [quoteFile('requirement', location, `${rawName} ${written}`.trim())],
        remediation: 'Name a version or an upper bound, or commit a lockfile.',
        toldBy,
      },
    ];
  },
};
