import type { Versions } from '../../model/ecosystem.ts';
import { type Present, present } from '../../model/fact.ts';
import { type ReleaseFact, trustOf } from '../../model/registry.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import { type DependencySubject, replacedVersion } from '../../model/subject.ts';
import { type Advisory, onlyIn, sayIds } from '../advisories.ts';
import { readMoment, sayAgo } from '../ages.ts';
import { testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { softwareFromElsewhere } from '../supply-chain.ts';
import { sayRelease, sayVersion } from '../wording.ts';

const meta: RuleMeta = {
  id: 'version-downgrade',
  title: 'Version downgrade',
  summary:
    'The change takes an older version than the repository had, although nobody withdrew the newer one: what was repaired since then is lost, and perhaps what attested where it came from.',
  group: 'Is this release what it seems?',
  severity: 'medium',
  confidence: 'high',
  needs: ['release', 'predecessor', 'package', 'vulnerabilities', 'was-vulnerable'],
  atlas: softwareFromElsewhere('enables'),
  cwe: ['CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
  signWeight: 30,
};

/** Reviewed advisories about the two releases. */
export interface Advised {
  readonly older: readonly Advisory[];
  readonly newer: readonly Advisory[];
}

/** Sorts behind every text that is no version, and before every version. */
const lastText = '\u{10ffff}';

/** The version that the base had, where what is taken is older: texts that are no versions are in no order. */
function leftVersion(subject: DependencySubject, taken: string, versions: Versions): string | undefined {
  const had = replacedVersion(subject);
  const isVersion = (text: string): boolean => versions.compare(text, lastText) > 0;
  if (had === undefined || !isVersion(had) || !isVersion(taken) || versions.compare(taken, had) >= 0) return undefined;
  // The order is one of texts where they mean the same.
  if (versions.satisfies(taken, had)) return undefined;
  return versions.isPrerelease(had) && !versions.isPrerelease(taken) ? undefined : had;
}

/** The release that is left, as long as its registry has it; what is gone was withdrawn. */
function leftRelease(subject: DependencySubject, facts: Facts, had: string): Present<ReleaseFact> | undefined {
  const [predecessor, pkg] = [facts.get('predecessor', subject), facts.get('package', subject)];
  // Where nothing is listed a version is a tag, which moves along.
  if (pkg.state === 'present' && pkg.value.versions.length === 0) return undefined;
  if (predecessor.state === 'present') return present(predecessor.value.release, predecessor.source);
  if (predecessor.state === 'absent' || pkg.state !== 'present') return undefined;
  const { compare } = facts.versions(subject);
  const found = pkg.value.versions.find(({ version }) => compare(version, had) === 0);
  return found && present(found, pkg.source);
}

const isWithdrawn = ({ yanked, deprecated }: ReleaseFact): boolean => yanked !== undefined || deprecated !== undefined;

const isLessTrusted = (older: ReleaseFact, newer: ReleaseFact): boolean =>
  older.origin !== undefined && newer.origin !== undefined && trustOf(older.origin) < trustOf(newer.origin);

/** Why the older one is worse, beside its age: a sentence part. */
function lossOf(older: ReleaseFact, newer: ReleaseFact): string | undefined {
  if (isLessTrusted(older, newer)) return 'its origin is less well attested than that of the newer one';
  return isWithdrawn(older)
    ? `it is ${older.yanked === undefined ? 'deprecated' : 'yanked'}, and the newer one is not`
    : undefined;
}

/** Who goes back from a release that has something the older one has not is right. */
export function judge(subject: DependencySubject, facts: Facts, advised: Advised): readonly Draft[] {
  if (subject.own || subject.registries.length === 0) return [];
  const release = facts.get('release', subject);
  if (release.state !== 'present') return [];
  const older = release.value;
  const had = leftVersion(subject, older.version, facts.versions(subject));
  const left = had === undefined ? undefined : leftRelease(subject, facts, had);
  if (had === undefined || left === undefined || isWithdrawn(left.value)) return [];
  const lost = onlyIn(advised.older, advised.newer);
  if (lost.length === 0 && onlyIn(advised.newer, advised.older).length > 0) return [];
  const loss = lost.length > 0 ? `it has ${sayIds(lost)}, which the newer one has not` : lossOf(older, left.value);
  const published = readMoment(older.publishedAt);
  const when = published === undefined ? '' : `, published ${sayAgo(published, facts.now)}`;
  return [
    {
      severity: lost.length > 0 || isLessTrusted(older, left.value) ? 'high' : 'medium',
      version: older.version,
      message: `${sayRelease(subject, older.version)} takes the place of the newer ${sayVersion(had)}${when}${loss === undefined ? '' : `; ${loss}`}.`,
      evidence: [testify('release', release, describe), testify('predecessor', left, describe)],
      remediation: `Keep ${sayVersion(had)}, or say in the change why the older release is wanted.`,
    },
  ];
}

function describe({ version, publishedAt, origin, yanked, deprecated }: ReleaseFact): string {
  const notice = yanked !== undefined ? 'yanked' : deprecated !== undefined && 'deprecated';
  const trust = origin && `trust ${trustOf(origin)} of 3`;
  return [version, publishedAt && `published ${publishedAt}`, trust, notice].filter(Boolean).join(', ');
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts) {
    const [own, former] = [facts.get('vulnerabilities', subject), facts.get('was-vulnerable', subject)];
    // Of one alone nothing follows: what the other has is not known.
    const areKnown = own.state === 'present' && former.state === 'present';
    const older = areKnown ? own.value.list.map(({ id }) => ({ id, fixed: [] })) : [];
    return judge(subject, facts, { older, newer: areKnown ? former.value.list : [] });
  },
};
