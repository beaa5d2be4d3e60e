import { validRange } from 'semver';
import type { IndexAnswer, OfferedRelease } from '../../../model/resolution.ts';
import { readRequirement, versions } from '../versions.ts';

type Offer = Extract<IndexAnswer, { readonly state: 'present' }>;

/** The version that a client takes of what a registry offers; undefined where none fits. */
export type Pick = (requirement: string, offer: Offer) => string | undefined;

/** What is taken of a range; `text` is the requirement as written. */
type PickInRange = (range: string, offer: Offer, text: string) => string | undefined;

/** A version is taken as it is, a tag stands for one. */
const byRange =
  (pickInRange: PickInRange, withoutLatest?: PickInRange): Pick =>
  (requirement, offer) => {
    const wanted = readRequirement(requirement);
    switch (wanted?.kind) {
      case undefined:
        return undefined;
      case 'version':
        return find(wanted.version, offer)?.version;
      case 'range':
        return pickInRange(wanted.range, offer, requirement.trim());
      case 'tag': {
        const version = versionOf(wanted.tag, offer);
        if (version === undefined && wanted.tag === 'latest') return withoutLatest?.('*', offer, '*');
        return find(version, offer)?.version;
      }
    }
  };

export function versionOf(tag: string, { latest, tags }: Offer): string | undefined {
  if (tag === 'latest') return latest;
  return tags !== undefined && Object.hasOwn(tags, tag) ? tags[tag] : undefined;
}

const find = (version: string | undefined, { releases }: Offer): OfferedRelease | undefined =>
  releases.find((release) => release.version === version);

const allowed = (range: string, { releases }: Offer): readonly OfferedRelease[] =>
  releases.filter(({ version }) => versions.satisfies(version, range));

const sound = (releases: readonly OfferedRelease[]): readonly OfferedRelease[] =>
  releases.filter(({ yanked }) => yanked === undefined);

function highest(releases: readonly OfferedRelease[]): string | undefined {
  return releases.reduce<string | undefined>(
    (best, { version }) => (best !== undefined && versions.compare(best, version) >= 0 ? best : version),
    undefined,
  );
}

const inRangeOfNpm: PickInRange = (range, { releases, latest, tags }) =>
  versions.choose(range, {
    versions: releases.map(({ version, yanked }) =>
      yanked === undefined ? { version } : { version, deprecated: yanked },
    ),
    ...(latest === undefined ? {} : { latest }),
    ...(tags === undefined ? {} : { tags }),
  });

/** npm-pick-manifest: `latest` where the range allows it and it is not deprecated, else the highest, deprecated ones last. */
export const pickAsNpm = byRange(inRangeOfNpm);

/** As npm; without a `latest`, the highest stands for it. */
export const pickAsBun = byRange(inRangeOfNpm, inRangeOfNpm);

/**
 * `latest` where the range allows it, deprecated or not, else the highest. Deprecated ones come last only where the range is
 * written as pnpm itself writes ranges: any other text makes all that fit preferred ones (`pickPackageFromMeta.ts`).
 */
export const pickAsPnpm = byRange((range, offer, text) => {
  const { latest } = offer;
  const fitting = allowed(range, offer);
  if (fitting.some(({ version }) => version === latest)) return latest;
  const written = validRange(range, { loose: true });
  if (written !== range && text !== '' && fitting.length > 0) return highest(fitting);
  if (written === '*' && find(latest, offer) !== undefined) return latest;
  return highest(sound(fitting)) ?? highest(fitting);
});

const inRangeOfClassic: PickInRange = (range, offer) => {
  const { latest } = offer;
  const fitting = allowed(range, offer);
  return fitting.find(({ version }) => version === latest)?.version ?? highest(fitting);
};

/** `latest` where the range allows it, else the highest, deprecated or not (`npm-resolver.js`). */
export const pickAsClassic = byRange(inRangeOfClassic, inRangeOfClassic);

/**
 * The highest, deprecated ones last; `latest` is a tag like others. `*` alone stands for pre-releases where nothing else is
 * there (`NpmSemverResolver.ts`).
 */
export const pickAsBerry = byRange((range, offer, text) => {
  const finals = allowed(range, offer);
  const fitting = finals.length === 0 && text === '*' ? offer.releases : finals;
  return highest(sound(fitting)) ?? highest(fitting);
});
