import type { Dependency } from '../../model/dependency.ts';
import type { Severity } from '../../model/finding.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { hostOf, quoteWritten, sayAddress } from '../addresses.ts';
import { quoteFile, testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { clip, sayChain, sayEntry, sayPath } from '../wording.ts';

const meta: RuleMeta = {
  id: 'direct-url',
  title: 'Package from an address',
  summary:
    'A package is taken from a repository or an address instead of a registry: high where what stands there can change or the commit is none of the repository that is named, medium where a commit or a hash fixes it; low for hooks of pre-commit at a version or a commit, and for archives of the repository itself.',
  group: 'Whose is it?',
  severity: 'high',
  confidence: 'high',
  needs: ['commit'],
  atlas: softwareFromElsewhere('enables'),
  cwe: ['CWE-829', 'CWE-494'],
  attack: ['T1195.001'],
  aboutAi: false,
};

/** A whole SHA-1 or SHA-256 object name: anything shorter may be the name of a branch as well. */
const commit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i;

/** Hosts that make archives of a repository's commits by the commit's name. */
const commitHosts: ReadonlySet<string> = new Set(['github.com', 'codeload.github.com', 'gitlab.com', 'bitbucket.org']);

/** What fixes the bytes, or lets them change. */
interface Hold {
  readonly fixed: boolean;
  /** A sentence part: what the entry names, and what that means. */
  readonly said: string;
}

function readGitHold(ref: string | undefined): Hold {
  if (ref === undefined || ref === '') return { fixed: false, said: 'at whatever its default branch is then' };
  const fixed = commit.test(ref);
  if (fixed) return { fixed, said: `at commit ${ref.slice(0, 12)}` };
  const abbreviated = /^[0-9a-f]{7,39}$/i.test(ref);
  const why = abbreviated ? 'which is no whole commit name' : 'which can be moved';
  return { fixed, said: `at ${quoteWritten(clip(ref, 80))}, ${why}` };
}

function readArchiveHold({ integrity = [] }: Dependency, url: string): Hold {
  if (integrity.length > 0) return { fixed: true, said: 'with a hash that fixes its bytes' };
  const parts = url.split(/[/?#]/, 40).map((part) => part.replace(/\.(?:zip|tgz|tar\.gz|tar\.bz2)$/, ''));
  const named = commitHosts.has(hostOf(url) ?? '') ? parts.find((part) => commit.test(part)) : undefined;
  if (named !== undefined) return { fixed: true, said: `at commit ${named.slice(0, 12)}` };
  return { fixed: false, said: 'without a hash, so that other bytes can stand there tomorrow' };
}

/** pre-commit knows no registry: each of its hooks is a repository at a revision, as each action of a workflow is. */
const isHook = ({ dependency, fileRole }: DependencySubject): boolean =>
  fileRole === 'script' &&
  dependency.ecosystem === 'generic' &&
  dependency.source.kind === 'git' &&
  /(?:^|\/)\.pre-commit-(?:config|hooks)\.ya?ml$/.test(dependency.location.path);

/** `v4.5.0`, `23.1`, `v1`: what a tag of a release looks like. `3.x` and `4.0-stable` are branches. */
const isReleaseTag = (ref: string): boolean =>
  ref.length <= 100 && /^(?:v?\d+\.\d[\w.+-]*|v\d+)$/i.test(ref) && !/(?:x|dev|stable|next|branch)$/i.test(ref);

function gradeHold(subject: DependencySubject, { fixed }: Hold, isForeign: boolean): Severity | undefined {
  if (isForeign) return undefined;
  const { source } = subject.dependency;
  const ref = source.kind === 'git' ? (source.ref ?? '') : '';
  if (isHook(subject) && (fixed || isReleaseTag(ref))) return 'low';
  return fixed ? 'medium' : undefined;
}

const holdOf = (dependency: Dependency): Hold | undefined => {
  const { source } = dependency;
  if (source.kind === 'git') return readGitHold(source.ref);
  return source.kind === 'url' ? readArchiveHold(dependency, source.url) : undefined;
};

/** The base had it from the same place, fixed as well: the change brings in nothing of the kind. */
const isUnchanged = ({ dependency, previous }: DependencySubject, hold: Hold): boolean =>
  previous !== undefined &&
  JSON.stringify(previous.source) === JSON.stringify(dependency.source) &&
  holdOf(previous)?.fixed === hold.fixed;

function adviseOn(subject: DependencySubject, { fixed }: Hold, isForeign: boolean): string {
  if (isForeign) return 'Find out who made the commit, and name one that a branch or tag of the repository leads to.';
  if (fixed) return 'Take the package from its registry, or make sure who owns that place and what stands there.';
  if (isHook(subject))
    return 'Name the whole hash of a commit that was looked at, with the tag in a comment behind it.';
  const what = subject.dependency.source.kind === 'git' ? 'a whole commit' : 'the hash of the archive';
  return `Take the package from its registry, or name ${what} that was looked at.`;
}

/** Platforms give the commits of forks under the name of the original, too: anybody can make one. */
const foreign = '; no branch or tag of it leads to that commit: anybody can put one there through a fork';

const archive = /\.(?:tgz|tar\.(?:gz|bz2|xz)|zip|whl|conda)$/i;

/** An archive in the repository: nobody but those who reviewed it knows that its bytes are those of the release. */
function checkOwnArchive(subject: DependencySubject): readonly Draft[] {
  const { dependency, previous } = subject;
  const { source, location } = dependency;
  if (source.kind !== 'path' || !archive.test(source.path)) return [];
  if (previous !== undefined && JSON.stringify(previous.source) === JSON.stringify(source)) return [];
  return [
    {
      severity: 'low',
      message: `${sayEntry(subject)} comes from the archive ${sayPath(source.path)} of the repository, whose bytes no registry vouches for${sayChain(subject)}.`,
      evidence: [quoteFile('source', location, `path ${source.path}`)],
      remediation: 'Take the package from its registry, or compare the archive with the release that it says it is.',
    },
  ];
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    const { dependency, fileRole, own } = subject;
    const { source, integrity = [] } = dependency;
    if (source.kind === 'path') return checkOwnArchive(subject);
    const hold = holdOf(dependency);
    if (hold === undefined || (source.kind !== 'git' && source.kind !== 'url')) return [];
    // Text that tells readers how to install the project itself from its repository.
    if (isUnchanged(subject, hold) || (own && fileRole === 'prose')) return [];
    const commit = facts.get('commit', subject);
    const isForeign = commit.state === 'absent';
    const severity = gradeHold(subject, hold, isForeign);
    const what = source.kind === 'git' ? 'the repository' : 'the address';
    const ref = source.kind === 'git' && source.ref !== undefined ? ` ${source.ref}` : '';
    return [
      {
        ...(severity === undefined ? {} : { severity }),
        // Branches of other work were perhaps not looked through.
        ...(isForeign ? { confidence: 'medium' as const } : {}),
        message: `${sayEntry(subject)} comes from ${what} ${sayAddress(source.url)} ${hold.said}, and not from a registry${sayChain(subject)}${isForeign ? foreign : ''}.`,
        evidence: [
          quoteFile('source', dependency.location, `${source.kind} ${source.url}${ref} ${integrity.join(' ')}`.trim()),
          ...(commit.state === 'unknown' ? [] : [testify('commit', commit, ({ ref: found }) => found)]),
        ],
        remediation: adviseOn(subject, hold, isForeign),
      },
    ];
  },
};
