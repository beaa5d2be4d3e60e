import type { Present } from '../model/fact.ts';
import type { ReleaseFact, ReleaseOrigin } from '../model/registry.ts';
import type { Draft, Facts, PredecessorFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { readMoment, strangersLook } from './ages.ts';
import { testify } from './evidence.ts';
import { gradeSign } from './signs.ts';
import { sayAccount } from './wording.ts';

/** A release and the one that it follows, where the origin of both is known. */
export interface Succession {
  readonly release: Present<ReleaseFact>;
  readonly predecessor: Present<PredecessorFact>;
  readonly origin: ReleaseOrigin;
  readonly before: ReleaseOrigin;
}

/**
 * Undefined where one of the two or its origin is not known, and where the later one did not follow the other: what came
 * before has lost nothing that came after, and what is tried out in test releases need not have been in use.
 */
export function findSuccession(subject: DependencySubject, facts: Facts): Succession | undefined {
  if (subject.fromWorkspace === true || !strangersLook(subject)) return undefined;
  const release = facts.get('release', subject);
  const predecessor = facts.get('predecessor', subject);
  if (release.state !== 'present' || predecessor.state !== 'present') return undefined;
  const { version, publishedAt, origin } = release.value;
  const { version: former, publishedAt: formerly, origin: before } = predecessor.value.release;
  if (origin === undefined || before === undefined) return undefined;
  const versions = facts.versions(subject);
  const published = readMoment(publishedAt);
  const earlier = readMoment(formerly);
  const order =
    published === undefined || earlier === undefined ? versions.compare(version, former) : published - earlier;
  if (order < 0 || (versions.isPrerelease(former) && !versions.isPrerelease(version))) return undefined;
  const build = facts.get('build', subject);
  if (build.state !== 'present') return { release, predecessor, origin, before };
  const { release: own, predecessor: past } = build.value;
  return { release, predecessor, origin: { ...origin, ...own }, before: { ...before, ...past } };
}

/** `published by alice with a statement about its build` */
export function sayOrigin({ publisher, trustedBuild, approver, isAttested }: ReleaseOrigin): string {
  const account = publisher === undefined ? '' : ` by ${sayAccount(publisher)}`;
  const by = trustedBuild === undefined ? account : ` by the trusted build ${sayAccount(trustedBuild)}`;
  const staged = approver === undefined ? '' : `, let out by ${sayAccount(approver)}`;
  return `published${by} ${isAttested ? 'with' : 'without'} a statement about its build${staged}`;
}

/** What both rules say alike. */
export const draftOf = (
  { release, predecessor, origin, before }: Succession,
  now: string,
  words: string,
): Pick<Draft, 'version' | 'severity' | 'signal' | 'evidence'> => ({
  version: release.value.version,
  ...gradeSign(release.value, now, words),
  evidence: [
    testify('release', release, () => sayOrigin(origin)),
    testify('predecessor', predecessor, ({ release: { version } }) => `${version} was ${sayOrigin(before)}`),
  ],
});
