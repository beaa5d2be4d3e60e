import { type Finding, rankFindings } from '../model/finding.ts';
import { compareText } from '../model/location.ts';
import { parsePurl } from '../model/purl.ts';
import { groupBy } from '../text/index-by.ts';
import { quoteUnlessPlain } from '../text/quote.ts';
import { sayList } from '../text/say-list.ts';
import { fingerprint } from './fingerprint.ts';
import { mostPlaces, shareOf } from './fold-share.ts';

/** So many stay findings of their own. */
const mostAlone = 3;
/** Names in the message; all others are in the evidence. */
const mostNames = 5;
/** UTF-16 code units. */
const longestName = 60;
const longestVersion = 20;

/** Twenty packages that one new dependency brings in, and that have the same wrong with them, are one thing to act on. */
export const foldByParent = <F extends Finding>(findings: readonly F[]): readonly F[] =>
  groupBy(findings, keyOf).flatMap((group) => (group.length <= mostAlone ? group : [tellOnce(group)]));

const keyOf = ({
  ruleId,
  severity,
  confidence,
  observed,
  package: found,
  introducedBy,
  location,
  fingerprint,
}: Finding) =>
  found === null || introducedBy?.[0] === undefined
    ? fingerprint
    : JSON.stringify([ruleId, severity, confidence, observed === true, location.path, introducedBy[0]]);

function tellOnce<F extends Finding>(group: readonly F[]): F {
  const [leader, ...others] = rankFindings(group) as [F, ...F[]];
  const parent = leader.introducedBy?.[0] ?? '';
  const names = others.map(nameOf).sort(compareText);
  const places = others.map((one) => ({ ...one.location, message: nameOf(one) }));
  return {
    ...leader,
    message: `${leader.message} The same holds for ${names.length} more that ${sayParent(parent)} brings in: ${sayList(names, mostNames)}.`,
    relatedLocations: [...leader.relatedLocations, ...places].slice(0, mostPlaces),
    ...shareOf(leader, group, sayList([nameOf(leader), ...names], Number.POSITIVE_INFINITY)),
    fingerprint: fingerprint(leader.ruleId, 'brought in', leader.location.path, parent, leader.severity),
  };
}

const sayPackage = (name: string, version: string | undefined): string =>
  [name.slice(0, longestName), ...(version === undefined ? [] : [version.slice(0, longestVersion)])]
    .map((one) => quoteUnlessPlain(one.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '')))
    .join(' ');

const nameOf = ({ package: found }: Finding): string => (found === null ? '' : sayPackage(found.name, found.version));

function sayParent(parent: string): string {
  const parts = parsePurl(parent);
  return parts === undefined ? 'another package' : sayPackage(parts.name, parts.version);
}
