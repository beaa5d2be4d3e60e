import type { Versions } from '../../model/ecosystem.ts';
import type { Fact } from '../../model/fact.ts';
import { type PackageFact, type ReleaseFact, trustOf } from '../../model/registry.ts';
import { readMoment } from '../ages.ts';
import { day } from '../durations.ts';
import type { Succession } from '../succession.ts';

/** What is younger may be of the same hands as the release. */
const settled = 30 * day;
/** So many of the newest are compared with each other. */
const mostCompared = 100;
/** All of the last year, and of the last two years so many of the newest, show how the project publishes now. */
const year = 365 * day;
const mostTelling = 20;

interface Past {
  readonly release: ReleaseFact;
  readonly moment: number;
  readonly trust: number;
}

/**
 * An earlier release that lost as much, by the same hand: then it is how the project publishes now and then. It came after one
 * that is as well attested as the one that is left now, by its time and by its version: what belongs to an old line that
 * never was built is no example for the new one.
 */
export function findHabit(
  { release, origin, before }: Succession,
  pkg: Fact<PackageFact>,
  versions: Versions,
  now: string,
): ReleaseFact | undefined {
  if (pkg.state !== 'present') return undefined;
  const { version } = release.value;
  const [least, most] = [trustOf(origin), trustOf(before)];
  const isLower = (a: Past, b: Past): boolean => versions.compare(a.release.version, b.release.version) < 0;
  const past = listPast(pkg.value, Date.parse(now) - settled)
    .filter((one) => !versions.isPrerelease(one.release.version) && versions.compare(one.release.version, version) < 0)
    .slice(-mostCompared);
  const isTelling = ({ moment }: Past, at: number): boolean => {
    const age = Date.parse(now) - moment;
    return age < year || (age < 2 * year && at >= past.length - mostTelling);
  };
  return past.find(
    (one, at) =>
      isTelling(one, at) &&
      one.trust <= least &&
      one.release.origin?.publisher === origin.publisher &&
      past.slice(0, at).some((other) => other.trust >= most && isLower(other, one)),
  )?.release;
}

/** What was published before a moment, and by whom is known, the oldest first. */
const listPast = ({ versions }: PackageFact, end: number): readonly Past[] =>
  versions
    .flatMap((release): readonly Past[] => {
      const moment = readMoment(release.publishedAt);
      if (moment === undefined || moment >= end || release.origin === undefined) return [];
      return [{ release, moment, trust: trustOf(release.origin) }];
    })
    .sort((a, b) => a.moment - b.moment);
