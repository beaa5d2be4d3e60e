import {
  compareConfidence,
  compareSeverity,
  type Finding,
  rankFindings,
  type Severity,
  severities,
} from '../model/finding.ts';
import { compareText, type Location } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import type { Cause, Teller } from '../model/rule.ts';
import { groupBy, indexBy } from '../text/index-by.ts';
import { sayList } from '../text/say-list.ts';
import { escalate } from './escalate.ts';
import type { JudgedFinding } from './evaluate.ts';
import { fingerprint } from './fingerprint.ts';
import { foldByParent } from './fold-parents.ts';
import { mostEvidence, mostPlaces, shareOf } from './fold-share.ts';
import { compareFindings, isAt, mergeRepeats, withoutBasis } from './group.ts';

/** So many grave ones of one cause stay findings of their own; a reader of more is helped by a list. */
const mostAlone = 3;
/** Names in a message; all others are in the evidence. */
const mostNames = 5;
/** Findings that are part of another one, in its message. */
const mostParts = 3;

/**
 * Repeats are merged, and the signs of one release joined: what is judged. Only what no exception accepts comes here, so that
 * one name can be accepted and the others still be told.
 */
export const joinFindings = (
  findings: readonly JudgedFinding[],
  isLockfile: (path: string) => boolean,
  policy: Pick<Policy, 'failOnConfidence'>,
): readonly JudgedFinding[] => escalate(mergeRepeats(findings, isLockfile), policy);

/**
 * One cause, one finding, in the order of the report: what the same setting or move gives rise to is told as one, and what
 * another finding tells as well becomes part of that one; what comes in with one parent and is the same in all is told once.
 * @param joined as `joinFindings` returns them
 */
export function foldFindings(
  joined: readonly JudgedFinding[],
  isLockfile: (path: string) => boolean,
): readonly Finding[] {
  const folded = groupBy(joined, causeOf).flatMap((group) => foldGroup(group, isLockfile));
  return rankFindings(foldByParent(takeIn(folded)).map(withoutBasis));
}

/** How sure they are is not mixed: what is certain must not lend its certainty to the others. */
const causeOf = ({ ruleId, fingerprint: own, confidence, basis: { cause } }: JudgedFinding): string =>
  cause?.many === undefined ? own : JSON.stringify([ruleId, cause.key, confidence]);

function foldGroup(group: readonly JudgedFinding[], isLockfile: (path: string) => boolean): readonly JudgedFinding[] {
  const grave = group.filter(({ severity, confidence }) => severity === 'critical' && confidence !== 'low');
  const alone = grave.length > mostAlone ? [] : grave;
  const others = group.filter((finding) => !alone.includes(finding)).sort(compareFindings(isLockfile));
  const [leader] = others;
  const cause = leader?.basis.cause;
  if (leader === undefined || cause?.many === undefined || others.length < (cause.many.least ?? 2)) return group;
  return [...alone, tellMany(leader, cause, others)];
}

function tellMany(leader: JudgedFinding, cause: Cause, members: readonly JudgedFinding[]): JudgedFinding {
  const { package: _, suggestion: __, introducedBy: ___, history: ____, ...rest } = leader;
  const { ruleId, confidence } = leader;
  // Where one of them is about AI, so is what is told of all.
  const ai = members.find(({ leadingReference, atlas }) => leadingReference === atlas.techniques[0]?.id);
  return {
    ...rest,
    package: null,
    relatedLocations: placesOf(leader, members),
    message: `${members.length} ${cause.many?.message ?? ''}: ${sayNames(members, mostNames)}.`,
    remediation: cause.many?.remediation ?? leader.remediation,
    ...shareOf(leader, members, sayNames(members, Number.POSITIVE_INFINITY)),
    leadingReference: (ai ?? leader).leadingReference,
    fingerprint: fingerprint(ruleId, 'many', cause.key, confidence),
    basis: { ...leader.basis, indexes: [...new Set(members.flatMap(({ basis }) => basis.indexes ?? []))] },
  };
}

/** `a, b and 3 more`; where they are not equally grave, the gravest first: `critical: a; high: b and 7 more`. */
function sayNames(members: readonly JudgedFinding[], most: number): string {
  const ordered = severities.toReversed().flatMap((severity): [Severity, readonly string[]][] => {
    const equal = members.filter((one) => one.severity === severity);
    const names = new Set(equal.map(({ basis }) => basis.cause?.name ?? ''));
    return names.size === 0 ? [] : [[severity, [...names].sort(compareText)]];
  });
  const parts = ordered.map(([severity, names]) =>
    ordered.length === 1 ? sayList(names, most) : `${severity}: ${sayList(names, most)}`,
  );
  return parts.join('; ');
}

/** What the finding was related to anyway, then the lines of the others. */
function placesOf(leader: JudgedFinding, members: readonly JudgedFinding[]): Finding['relatedLocations'] {
  const others = members
    .filter((one) => one !== leader)
    .flatMap(({ location, relatedLocations, basis }) => [
      { ...location, message: basis.cause?.name ?? '' },
      ...relatedLocations,
    ]);
  const places = [...leader.relatedLocations, ...others].filter((place) => !isAt(place, leader.location));
  const known = new Set<string>();
  const fresh = places.filter(({ message: _, ...place }) => {
    const key = keyOfPlace(place);
    return known.has(key) ? false : known.add(key);
  });
  return fresh.slice(0, mostPlaces);
}

const keyOfPlace = ({ path, startLine, startColumn, endLine, endColumn }: Location): string =>
  JSON.stringify([path, startLine, startColumn, endLine, endColumn]);

/** What another finding tells as well becomes part of it; the least grave first, so that what is a part may have parts. */
function takeIn(findings: readonly JudgedFinding[]): readonly JudgedFinding[] {
  const ranked = rankFindings(findings);
  const told = ranked.filter(({ basis }) => basis.toldBy !== undefined);
  if (told.length === 0) return findings;
  const tellers = new Set(told.flatMap(({ basis }) => basis.toldBy?.map(({ rule }) => rule) ?? []));
  // One file may have thousands of both: no part is compared with all others.
  const wholes = indexBy(
    ranked.filter(({ ruleId }) => tellers.has(ruleId)),
    topicsOfWhole,
  );
  const left = new Set(findings);
  const parts = new Map<JudgedFinding, JudgedFinding[]>();
  for (const part of told.toReversed()) {
    const isWhole = (one: JudgedFinding) => one !== part && left.has(one) && tells(one, part);
    const [whole] = rankFindings(topicsOfPart(part).flatMap((topic) => wholes.get(topic)?.find(isWhole) ?? []));
    if (whole === undefined) continue;
    left.delete(part);
    const held = parts.get(whole) ?? [];
    parts.set(whole, held);
    for (const one of [part, ...(parts.get(part) ?? [])]) held.push(one);
  }
  return [...left].map((whole) => addParts(whole, parts.get(whole) ?? []));
}

const topic = (...about: readonly (string | undefined)[]): string => JSON.stringify(about);

/** All that a finding may tell of another one: of its release and its indexes by file, of its places. */
function topicsOfWhole({ ruleId, package: found, location, relatedLocations, basis }: JudgedFinding): string[] {
  const places = [location, ...relatedLocations];
  const about = [...(found === null ? [] : [found.purl]), ...(basis.indexes ?? [])];
  const topics = places.flatMap((place) => [keyOfPlace(place), ...about.map((one) => topic(one, place.path))]);
  return [...new Set(topics.map((one) => topic(ruleId, one)))];
}

const topicsOfPart = ({ package: found, location, basis: { toldBy = [], indexes } }: JudgedFinding): string[] =>
  toldBy.flatMap(({ rule, ofRelease }) => {
    if (ofRelease !== true && indexes === undefined) return [topic(rule, keyOfPlace(location))];
    const about = ofRelease === true ? [found?.purl] : (indexes ?? []);
    return about.map((one) => topic(rule, topic(one, location.path)));
  });

const tellerOf = ({ ruleId }: JudgedFinding, { basis: { toldBy } }: JudgedFinding): Teller | undefined =>
  toldBy?.find(({ rule }) => rule === ruleId);

/** At least as grave, as sure and as binding, and about the same thing. */
function tells(whole: JudgedFinding, part: JudgedFinding): boolean {
  const teller = tellerOf(whole, part);
  return (
    teller !== undefined &&
    compareSeverity(whole.severity, part.severity) >= 0 &&
    compareConfidence(whole.confidence, part.confidence) >= 0 &&
    (whole.observed !== true || part.observed === true) &&
    isAboutTheSame(whole, part, teller)
  );
}

/** The same release, or an index in common, in the same file; of what is about neither, the same place. */
function isAboutTheSame(whole: JudgedFinding, part: JudgedFinding, { ofRelease }: Teller): boolean {
  const places = [whole.location, ...whole.relatedLocations];
  const { indexes } = part.basis;
  if (ofRelease !== true && indexes === undefined) return places.some((place) => isAt(place, part.location));
  const isSame = ofRelease === true ? isOfRelease(whole, part) : haveIndexInCommon(whole, part);
  return isSame && places.some(({ path }) => path === part.location.path);
}

const isOfRelease = ({ package: found }: JudgedFinding, part: JudgedFinding): boolean =>
  found !== null && found.purl === part.package?.purl;

const haveIndexInCommon = (whole: JudgedFinding, part: JudgedFinding): boolean =>
  part.basis.indexes?.some((url) => whole.basis.indexes?.includes(url)) === true;

function addParts(whole: JudgedFinding, parts: readonly JudgedFinding[]): JudgedFinding {
  if (parts.length === 0) return whole;
  const ordered = rankFindings(parts);
  const places = ordered.map(({ ruleId, location }) => `${ruleId} (${location.path}:${location.startLine})`);
  const remedies = ordered.filter((part) => tellerOf(whole, part)?.hasRemedy !== true).map((part) => part.remediation);
  const own = new Set(ordered.map(({ location }) => keyOfPlace(location)));
  return {
    ...whole,
    message: `${whole.message} This includes ${sayList(places, mostParts)}.`,
    relatedLocations: [
      ...ordered.map((part) => ({ ...part.location, message: `${part.ruleId}: ${part.message}` })),
      ...whole.relatedLocations.filter((place) => !own.has(keyOfPlace(place))),
      ...ordered.flatMap(({ relatedLocations }) => relatedLocations),
    ].slice(0, mostPlaces),
    evidence: [...whole.evidence, ...ordered.slice(0, mostEvidence).flatMap(({ evidence }) => evidence)],
    remediation: [...new Set([whole.remediation, ...remedies])].slice(0, 1 + mostParts).join(' '),
  };
}
