import type { ReleaseFact } from '../model/registry.ts';
import { type MainPlatform, mainPlatformOf, pythonsInUse, readWheelTags, type WheelTags } from '../model/wheels.ts';

type Archives = Pick<ReleaseFact, 'archives'>;

/**
 * To install it is to run code of the archive (packaging.python.org, "Package Formats"). False where the kinds are not known.
 */
export const isSourceOnly = ({ archives = [] }: Archives): boolean => archives.length > 0 && archives.every(isSource);

/** What became of the wheels of the one before, as two ends of sentences. */
export interface SourceSwitch {
  readonly has: string;
  readonly had: string;
}

/**
 * A release that is built from its source where its predecessor had a wheel that was ready to be unpacked: for all, or on a
 * platform that many have. One wheel that nobody can install does not make up for it. Undefined where the kinds are not known.
 */
export function findSourceSwitch(
  release: Archives,
  { archives: before = [] }: Archives,
  now: Date,
): SourceSwitch | undefined {
  const { archives = [] } = release;
  const former = before.filter((kind) => !isSource(kind)).map(readWheelTags);
  if (former.length === 0) return undefined;
  if (isSourceOnly(release)) return { has: 'only a source archive', had: 'wheels' };
  if (!archives.some(isSource)) return undefined;
  const wheels = archives.filter((kind) => !isSource(kind)).map(readWheelTags);
  const lost = platforms.filter((platform) => isLost(wheelsFor(platform, wheels), wheelsFor(platform, former), now));
  return lost.length === 0
    ? undefined
    : {
        has: `a source archive and no wheel that today's Pythons take on ${lost.map(sayPlatform).join(', ')}`,
        had: 'one',
      };
}

/** Of all kinds of archives `sdist` is the only one that is built before it is installed. */
const isSource = (kind: string): boolean => kind === 'sdist';

/** Others are given up for good reason, time and again. */
const platforms = ['linux x86_64', 'win amd64', 'macosx arm64'] as const satisfies readonly MainPlatform[];

const sayPlatform = (platform: (typeof platforms)[number]): string =>
  ({ 'linux x86_64': 'Linux (x86_64)', 'win amd64': 'Windows (amd64)', 'macosx arm64': 'macOS (arm64)' })[platform];

const wheelsFor = (platform: MainPlatform, wheels: readonly WheelTags[]): readonly WheelTags[] =>
  wheels.filter(({ platforms: on }) => on?.some((tag) => mainPlatformOf(tag) === platform) ?? true);

/** There were wheels for Python 3, and none is left for the newest that had one of its own, or for one that came later. */
function isLost(wheels: readonly WheelTags[], former: readonly WheelTags[], now: Date): boolean {
  const inUse = pythonsInUse(now);
  const ranges = former.flatMap(({ pythons }) => pythons);
  if (ranges.length === 0) return false;
  const own = ranges.flatMap(([, to]) => to ?? []);
  // Numbers of Pythons that do not exist serve nobody.
  const oldest = own.length === ranges.length ? Math.max(...own) : inUse.oldest;
  const newest = Math.max(inUse.newest, oldest + 1);
  return !wheels.some(({ pythons }) =>
    pythons.some(([from, to = Number.POSITIVE_INFINITY]) => from <= newest && to >= oldest),
  );
}
