import type { HistoricRelease, ReleaseHistory } from '../model/finding.ts';
import type { PackageFact, ReleaseFact } from '../model/registry.ts';
import type { Facts } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';

/** So many releases show whether one fits in. */
const mostReleases = 8;
/** UTF-16 code units of a version, or of a publisher. */
const longestName = 200;

/** The last releases up to the one that would be installed; nothing where it is not known when that was published. */
export function describeHistory(subject: DependencySubject, facts: Facts): { readonly history?: ReleaseHistory } {
  const release = facts.get('release', subject);
  if (release.state !== 'present' || !isTimed(release.value)) return {};
  const found = facts.get('package', subject);
  const former = facts.get('predecessor', subject);
  const last = release.value;
  const known = found.state === 'present' ? found.value : undefined;
  const listed = [...(known?.versions ?? []), ...(former.state === 'present' ? [former.value.release] : [])];
  // What is told of a release by itself says more than its row in the list.
  const before = new Map(
    listed.filter(isTimed).flatMap((one) => (isBefore(one, last) ? [[one.version, one] as const] : [])),
  );
  const ordered = [...before.values()].sort((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1));
  const shown = ordered.slice(1 - mostReleases);
  return {
    history: {
      ...sinceOf(known),
      releases: [...shown, last].map(describeRelease),
      earlier: ordered.length - shown.length,
    },
  };
}

type TimedRelease = ReleaseFact & { readonly publishedAt: string };

const isTimed = (release: ReleaseFact): release is TimedRelease => release.publishedAt !== undefined;

/** Times of facts are all written the same way: they sort as texts. */
const isBefore = (one: TimedRelease, last: TimedRelease): boolean =>
  one.version !== last.version && one.publishedAt <= last.publishedAt;

const sinceOf = (known: PackageFact | undefined): Pick<ReleaseHistory, 'nameSince'> =>
  known?.firstPublishedAt === undefined ? {} : { nameSince: known.firstPublishedAt };

function describeRelease({ version, publishedAt, origin }: TimedRelease): HistoricRelease {
  const build = origin?.trustedBuild;
  const publisher = origin?.publisher ?? (build === undefined ? undefined : `trusted build ${build}`);
  return {
    version: version.slice(0, longestName),
    publishedAt,
    ...(publisher === undefined ? {} : { publisher: publisher.slice(0, longestName) }),
  };
}
