import type { Dependency } from '../../model/dependency.ts';
import type { Draft, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { hostOf, quoteWritten, sayAddress } from '../addresses.ts';
import { quoteFile } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { clip, sayChain, sayEntry } from '../wording.ts';

const meta: RuleMeta = {
  id: 'direct-url',
  title: 'Package from an address',
  summary:
    'A package is taken from a repository or an address instead of a registry: high where what stands there can change, medium where a commit or a hash fixes it.',
  group: 'Whose is it?',
  severity: 'high',
  confidence: 'high',
  needs: [],
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

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject): readonly Draft[] {
    const { dependency, fileRole, own } = subject;
    const { source, integrity = [] } = dependency;
    const hold = holdOf(dependency);
    if (hold === undefined || (source.kind !== 'git' && source.kind !== 'url')) return [];
    // Text that tells readers how to install the project itself from its repository.
    if (isUnchanged(subject, hold) || (own && fileRole === 'prose')) return [];
    const what = source.kind === 'git' ? 'the repository' : 'the address';
    const ref = source.kind === 'git' && source.ref !== undefined ? ` ${source.ref}` : '';
    return [
      {
        ...(hold.fixed ? { severity: 'medium' as const } : {}),
        message: `${sayEntry(subject)} comes from ${what} ${sayAddress(source.url)} ${hold.said}, and not from a registry${sayChain(subject)}.`,
        evidence: [
          quoteFile('source', dependency.location, `${source.kind} ${source.url}${ref} ${integrity.join(' ')}`.trim()),
        ],
        remediation: hold.fixed
          ? 'Take the package from its registry, or make sure who owns that place and what stands there.'
          : `Take the package from its registry, or name ${source.kind === 'git' ? 'a whole commit' : 'the hash of the archive'} that was looked at.`,
      },
    ];
  },
};
