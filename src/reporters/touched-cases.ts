import type { CaseLibrary, CaseStudy, Traces } from '../model/case-study.ts';
import { type Finding, rankFindings } from '../model/finding.ts';
import { compareText, type Location } from '../model/location.ts';
import { parsePurl } from '../model/purl.ts';
import type { Report } from '../model/report.ts';
import { distinct, groupBy, indexBy } from '../text/index-by.ts';

/** A case study that findings of a change cite, with what to watch for because of them. Texts are as they came. */
export interface TouchedCase {
  readonly study: CaseStudy;
  /** The gravest first. */
  readonly findings: readonly Finding[];
  /** Packages by ecosystem, files by language. */
  readonly groups: readonly WatchedGroup[];
  /** Of indexes that were asked because of them, and the public ones of what is watched; sorted. */
  readonly hosts: readonly string[];
  /** What no log can be asked for, and why. */
  readonly unwatched: readonly Unwatched[];
}

export interface WatchedGroup {
  readonly by: 'package' | 'file';
  readonly traces: Traces;
  /** Sorted, each once. */
  readonly members: readonly Watched[];
}

export interface Watched {
  /** Of a package, or a path. */
  readonly name: string;
  /** Only this release is watched. */
  readonly version?: string;
}

export interface Unwatched {
  readonly label: string;
  readonly reason: string;
}

interface Candidate extends Watched {
  readonly by: 'package' | 'file';
  readonly kind: string;
  /** Undefined: nothing is known of its kind. */
  readonly traces: Traces | undefined;
  /** Only a release is worth watching, and which one is not known. */
  readonly lacksVersion?: true;
}

/** Anything else is no case of ATLAS. */
const caseId = /^AML\.CS\d{4}$/;
/** Registries and file systems take no longer ones: 214 characters (npm), 255 bytes (a part of a path). */
const longestName = 255;
/** No registry takes controls, and what is no text stands in no log as it is. */
const impossible = /[\p{Cc}\p{Cs}]/u;
/** So many places at most a finding that stands for many packages points to. */
const mostPlaces = 50;

/** Those that are told in full first, then by id. Findings that exceptions accept touch nothing. */
export function findTouchedCases(report: Report, cases: CaseLibrary): readonly TouchedCase[] {
  const cited = indexBy(rankFindings(report.findings), ({ atlas }) => [
    ...new Set(atlas.caseStudies.flatMap(({ id }) => (caseId.test(id) ? [id] : []))),
  ]);
  const changes = indexBy(report.changes, ({ location }) => [lineOf(location)]);
  const changedAt = (finding: Finding) =>
    placesOf(finding).flatMap((place) =>
      (changes.get(lineOf(place)) ?? []).flatMap(({ location, purl }) => (isWithin(place, location) ? [purl] : [])),
    );
  const isUntold = ({ study }: TouchedCase) => Number(study.told === undefined);
  return [...cited]
    .map(([id, findings]) => touch(cases.study(id), findings, changedAt, cases))
    .sort((a, b) => isUntold(a) - isUntold(b) || compareText(a.study.id, b.study.id));
}

const lineOf = ({ path, startLine }: Location): string => JSON.stringify([path, startLine]);

/** Whether a finding's place begins in a declaration that begins on the same line: findings point to the name alone. */
const isWithin = (place: Location, declaration: Location): boolean =>
  place.startColumn >= declaration.startColumn &&
  (declaration.endLine > declaration.startLine || place.startColumn < declaration.endColumn);

const placesOf = ({ location, relatedLocations }: Finding): readonly Location[] => [location, ...relatedLocations];

function touch(
  study: CaseStudy,
  findings: readonly Finding[],
  changedAt: (finding: Finding) => readonly string[],
  cases: CaseLibrary,
): TouchedCase {
  const hasFiles = study.events.some(({ by }) => by === 'file');
  const candidates = findings.flatMap((finding) => {
    const packages = findPackages(finding, study, changedAt, cases);
    return packages.length > 0 || !hasFiles ? packages : findFiles(finding, cases);
  });
  const judged = distinctBy(candidates, identityOf).map((one) => ({ one, reason: whyUnwatched(one) }));
  const watched = judged.flatMap(({ one, reason }) => (reason === undefined ? [one] : []));
  const unwatched = judged.flatMap(({ one, reason }) =>
    reason === undefined ? [] : [{ label: labelOf(one), reason }],
  );
  const groups = groupWatched(watched);
  const hosts = [...new Set([...hostsOf(findings), ...groups.flatMap(({ traces }) => traces.hosts ?? [])])];
  return {
    study,
    findings,
    groups,
    hosts: hosts.sort(compareText),
    unwatched: [...unwatched, ...findCutLists(findings)],
  };
}

/** A source names several where one answer hangs on all of them. */
const hostsOf = (findings: readonly Finding[]): readonly string[] =>
  findings.flatMap(({ evidence }) =>
    evidence
      .flatMap(({ source, value, fact }) => (fact === 'indexes' ? [source, value] : [source]))
      .flatMap((text) => text.split(/[ ,]+/))
      .flatMap((text) => (/^https?:/.test(text) && URL.canParse(text) ? [new URL(text).host] : [])),
  );

const distinctBy = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] =>
  [...new Map(items.map((item) => [keyOf(item), item])).entries()]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, item]) => item);

/** The package of a finding, or those that one which stands for many points to. */
function findPackages(
  finding: Finding,
  study: CaseStudy,
  changedAt: (finding: Finding) => readonly string[],
  cases: CaseLibrary,
): readonly Candidate[] {
  const found = finding.package;
  const named = found === null ? changedAt(finding).map(readPackage) : [{ ...found, kind: found.ecosystem }];
  // Where the act itself was seen, it was seen in this release; else any release may be the one.
  const wantsVersion =
    study.watches === 'releases' || finding.atlas.techniques.every(({ stance }) => stance === 'observed');
  return named.map(({ kind, name, version }) => ({
    ...{ by: 'package', kind, name, traces: cases.packages(kind) },
    ...(wantsVersion && version !== undefined ? { version } : {}),
    ...(study.watches === 'releases' && version === undefined ? { lacksVersion: true } : {}),
  }));
}

function readPackage(text: string): { readonly kind: string; readonly name: string; readonly version?: string } {
  const parts = parsePurl(text);
  return parts === undefined ? { kind: 'package', name: text } : { ...parts, kind: parts.type };
}

/** All files on the way from where something comes in to where it is run: an application may be started from each. */
const findFiles = (finding: Finding, cases: CaseLibrary): readonly Candidate[] =>
  placesOf(finding).map(({ path }) => ({ by: 'file', kind: 'file', name: path, traces: cases.files(path) }));

const identityOf = ({ kind, name, version }: Candidate): string => JSON.stringify([kind, name, version]);

const labelOf = ({ kind, name, version }: Candidate): string =>
  `${kind} ${name}${version === undefined ? '' : `@${version}`}`;

function whyUnwatched({ by, kind, name, version, traces, lacksVersion }: Candidate): string | undefined {
  if (traces === undefined)
    return by === 'file' ? 'no log names the file that was started' : `what ${kind} leaves in logs is not described`;
  if (lacksVersion === true) return 'its name has many uses, and no exact release is known';
  const longest = Math.max(
    version?.length ?? 0,
    ...(by === 'file' ? name.split('/') : [name]).map((part) => part.length),
  );
  if (by === 'file' && /(?:^|\/)\.[^./]*$/.test(name))
    return 'its name is nothing but an ending, which tells no file apart';
  if (name === '' || longest > longestName || impossible.test(name)) return 'nothing of that name can exist';
  return undefined;
}

const groupWatched = (watched: readonly Candidate[]): readonly WatchedGroup[] =>
  groupBy(watched, ({ by, traces }) => `${by} ${traces?.id}`)
    .flatMap((members): WatchedGroup[] => {
      const [first] = members;
      if (first?.traces === undefined) return [];
      const named = members.map(({ name, version }) => ({ name, ...(version === undefined ? {} : { version }) }));
      return [{ by: first.by, traces: first.traces, members: distinct(named) }];
    })
    .sort((a, b) => compareText(a.by, b.by) || compareText(a.traces.id, b.traces.id));

/** Findings whose list of places is as long as it may be. */
const findCutLists = (findings: readonly Finding[]): readonly Unwatched[] =>
  findings.flatMap(({ package: found, relatedLocations, ruleId, location }) =>
    found !== null || relatedLocations.length < mostPlaces
      ? []
      : [
          {
            label: `${ruleId} at ${location.path}:${location.startLine}`,
            reason: `it points to ${mostPlaces} places and may stand for more packages than those`,
          },
        ],
  );
