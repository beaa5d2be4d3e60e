import { clean, compare, compareBuild, prerelease, Range, rcompare, satisfies, valid, validRange } from 'semver';
import type { Versions } from '../../model/ecosystem.ts';
import { compareText } from '../../model/location.ts';
import type { Offer, ReleaseFact } from '../../model/registry.ts';
import { isUrlFriendly } from './names.ts';

/** As npm's client reads versions and ranges: `v1.0.0` and `=1.0.0` too. */
const loose = { loose: true };

/** Longest requirement that is read; ranges of real packages are shorter by far. */
const maxRequirement = 4_096;

export type Requirement =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'range'; readonly range: string }
  | { readonly kind: 'tag'; readonly tag: string };

/** What a requirement on a registry says, as npm-package-arg reads it; undefined where npm would refuse it. */
export function readRequirement(text: string): Requirement | undefined {
  if (text.length > maxRequirement) return undefined;
  const wanted = text.trim();
  const version = valid(wanted, loose);
  if (version !== null) return { kind: 'version', version: clean(wanted, loose) ?? version };
  if (validRange(wanted, loose) !== null) return { kind: 'range', range: wanted === '' ? '*' : wanted };
  return isUrlFriendly(wanted) ? { kind: 'tag', tag: wanted } : undefined;
}

export const versions: Versions = {
  compare: compareVersions,
  isPrerelease: (version) => prerelease(version, loose) !== null,
  isRequirement: (requirement) => readRequirement(requirement) !== undefined,
  /** Of a tag, a version alone cannot tell. */
  satisfies(version, requirement) {
    const wanted = readRequirement(requirement);
    if (wanted === undefined || wanted.kind === 'tag') return false;
    return satisfies(version, wanted.kind === 'version' ? wanted.version : wanted.range, loose);
  },
  isOpenEnded,
  pinned: (name, version) => `${name}@${version}`,
  choose,
};

/** A tag is moved by whoever publishes; a range is open where one of its alternatives has no upper bound. */
function isOpenEnded(requirement: string | undefined): boolean {
  const wanted = readRequirement(requirement ?? '');
  if (wanted === undefined || wanted.kind === 'version') return false;
  if (wanted.kind === 'tag') return true;
  // Of a comparator without operator, only the one that takes any version has no text.
  const isBound = ({ operator, value }: Range['set'][number][number]) =>
    operator === '<' || operator === '<=' || (operator === '' && value !== '');
  return new Range(wanted.range, loose).set.some((all) => !all.some(isBound));
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [valid(a, loose), valid(b, loose)];
  if (left === null || right === null) return left === right ? compareText(a, b) : left === null ? -1 : 1;
  return compare(left, right) || compareBuild(a, b, true) || compareText(a, b);
}

/**
 * What `npm install` takes (npm-pick-manifest, without the engines of the machine that installs): the default tag where
 * the range allows it and it is not deprecated, else the highest version in the range, deprecated ones last.
 */
function choose(requirement: string | undefined, { versions: releases, latest, tags }: Offer): string | undefined {
  const wanted = readRequirement(requirement ?? '');
  if (wanted === undefined) return undefined;
  const find = (version: string | undefined) => releases.find((release) => release.version === version);
  if (wanted.kind === 'version') return find(wanted.version)?.version;
  if (wanted.kind === 'tag') {
    const tagged = tags !== undefined && Object.hasOwn(tags, wanted.tag) ? tags[wanted.tag] : undefined;
    return find(wanted.tag === 'latest' ? latest : tagged)?.version;
  }
  const byDefault = find(latest);
  const allows = ({ version }: ReleaseFact) => satisfies(version, wanted.range, loose);
  if (byDefault !== undefined && !isDeprecated(byDefault) && (wanted.range === '*' || allows(byDefault))) {
    return byDefault.version;
  }
  return highest(releases.filter(allows));
}

function highest(releases: readonly ReleaseFact[]): string | undefined {
  const sound = releases.filter((release) => !isDeprecated(release));
  const [first, ...others] = sound.length > 0 ? sound : releases;
  return others.reduce(
    (best, { version }) => (best !== undefined && rcompare(best, version, loose) <= 0 ? best : version),
    first?.version,
  );
}

const isDeprecated = ({ deprecated }: ReleaseFact): boolean => deprecated !== undefined;
