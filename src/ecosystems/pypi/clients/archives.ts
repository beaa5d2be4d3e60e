import type { ClientSetup, Outcome, Wanted } from '../../../model/resolution.ts';
import { allowedFor } from '../pip/format-control.ts';
import { type Offered, pickEqual, served, type Taste } from './offers.ts';

/**
 * pip's choice of all that indexes offer: the highest version, and of several archives of that version the wheel that fits
 * the platform best, any wheel that fits, or the source archive; of equal ones the last (pip, `package_finder.py`,
 * `CandidateEvaluator._sort_key`). With `--prefer-binary` any wheel goes before any source archive.
 */
export function chooseByArchive(offered: readonly Offered[], setup: ClientSetup, wanted: Wanted): Outcome {
  const { wheels, sdists, prefersWheels } = allowedFor(wanted.name, setup.formats ?? []);
  const taste: Taste = { prereleases: setup.prereleases === true };
  const kept = ofKinds(offered, (kind) => (kind === 'sdist' ? sdists : wheels));
  const preferred = prefersWheels ? pickEqual(ofKinds(kept, isWheel), wanted, taste) : [];
  return decide(preferred.length > 0 ? preferred : pickEqual(kept, wanted, taste));
}

const isWheel = (kind: string): boolean => kind !== 'sdist';

/** Of what kind an archive is, not every index tells. */
const ofKinds = (offered: readonly Offered[], isKept: (kind: string) => boolean): readonly Offered[] =>
  offered.flatMap((one): readonly Offered[] => {
    const { archives } = one.release;
    const kept = archives?.filter(isKept);
    if (kept === undefined || kept.length === archives?.length) return [one];
    return kept.length === 0 ? [] : [{ ...one, release: { ...one.release, archives: kept } }];
  });

/** More than any release has wheels. */
const maxTags = 500;

/** Of one version. Every platform for which one of the wheels is made may be the one; and one for which none is. */
function decide(equal: readonly Offered[]): Outcome {
  const last = equal.at(-1);
  if (last === undefined || equal.some(({ release }) => release.archives === undefined)) return served(last);
  const tags = new Set(equal.flatMap(({ release: { archives = [] } }) => archives.map(tagsOf).filter(isSpecific)));
  const winners = ['', ...tags].slice(0, maxTags).flatMap((fitting) => bestOn(fitting, equal) ?? []);
  const [winner = last] = winners;
  if (tags.size < maxTags && winners.every(({ url }) => url === winner.url)) return served(winner);
  return {
    kind: 'open',
    reason: `the platform decides: the archives of ${last.release.version} are made for different ones`,
  };
}

const isSpecific = (tags: string): boolean => tags !== 'sdist' && !isUniversal(tags);

/** Made for whatever runs Python 3: the last of the tags that fit (PEP 425). */
function isUniversal(tags: string): boolean {
  const [python = '', abi, platform] = tags.split('-');
  return python.split('.').includes('py3') && abi === 'none' && platform === 'any';
}

/** A build number stands before the tags, and begins with a digit (PEP 427). */
const tagsOf = (kind: string): string => (/^\d/.test(kind) ? kind.slice(kind.indexOf('-') + 1) : kind);

/** The winner where wheels with these tags fit the platform, and no others that are made for one. */
function bestOn(fitting: string, equal: readonly Offered[]): Offered | undefined {
  let best: { readonly one: Offered; readonly rank: readonly (number | string)[] } | undefined;
  for (const one of equal) {
    for (const kind of one.release.archives ?? []) {
      const rank = rankOf(kind, fitting);
      if (rank !== undefined && (best === undefined || compareRanks(rank, best.rank) >= 0)) best = { one, rank };
    }
  }
  return best?.one;
}

/** Source archives, wheels for all, wheels for the platform; then the build number and what follows it. */
function rankOf(kind: string, fitting: string): readonly (number | string)[] | undefined {
  const tags = tagsOf(kind);
  if (isSpecific(tags) && tags !== fitting) return undefined;
  const [, number, rest = ''] = /^(\d{1,15})([^-]*)-/.exec(kind) ?? [];
  return [tags === 'sdist' ? 0 : isUniversal(tags) ? 1 : 2, number === undefined ? -1 : Number(number), rest];
}

function compareRanks(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  const at = a.findIndex((part, place) => part !== b[place]);
  const [mine = 0, other = 0] = [a[at], b[at]];
  return at < 0 ? 0 : mine > other ? 1 : -1;
}
