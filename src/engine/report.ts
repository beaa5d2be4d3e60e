import { atlas } from '../knowledge/atlas/index.ts';
import { type Finding, rankFindings } from '../model/finding.ts';
import { compareLocations, compareText } from '../model/location.ts';
import type { ChangeSource, Http } from '../model/ports.ts';
import type { Notification, Report, ReportedChange, SuppressedFinding, Verdict } from '../model/report.ts';
import { maskCredentials, maskSentence } from '../text/mask.ts';
import { originsOf, placeInGraph } from './chains.ts';
import type { ItemChange } from './diff.ts';
import type { Discovery } from './discover.ts';
import { compareOpen, type OpenQuestion } from './unverified.ts';

export interface ReportParts {
  readonly source: ChangeSource;
  readonly http: Http;
  readonly tool: Report['tool'];
  readonly now: Date;
  readonly discovery: Discovery;
  readonly changes: readonly ItemChange[];
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly open: readonly OpenQuestion[];
  readonly notifications: readonly Notification[];
  readonly verdict: Verdict;
  /** RFC 3339: when nothing is held any more. */
  readonly recheckAt: string | undefined;
  readonly usage: { readonly durationMs: number; readonly peakRssBytes: number };
}

/** The report, with every list in its fixed order. */
export function assembleReport(parts: ReportParts): Report {
  const { source, discovery, findings, recheckAt } = parts;
  return {
    schemaVersion: 1,
    tool: parts.tool,
    verdict: parts.verdict,
    generatedAt: parts.now.toISOString(),
    ...(recheckAt === undefined ? {} : { recheckAt }),
    scope: { base: source.base.label, head: source.head.label, mode: source.mode },
    coverage: describeCoverage(discovery),
    changes: parts.changes.flatMap((change) => describeChange(change, discovery)).sort(compareChanges),
    findings,
    suppressed: rankFindings(parts.suppressed),
    unverified: [...parts.open].sort(compareOpen).map(({ overBudget: _, ...question }) => ({
      ...question,
      source: maskCredentials(question.source),
      reason: maskSentence(question.reason),
    })),
    notifications: parts.notifications
      .map((one) => ({ ...one, message: maskSentence(one.message) }))
      .sort((a, b) => compareText(a.path ?? '', b.path ?? '') || compareText(a.message, b.message)),
    knowledge: { atlas: { content: atlas.versions.content, relations: atlas.versions.relations } },
    stats: describeUsage(parts),
  };
}

function describeCoverage({ head, ignored }: Discovery): Report['coverage'] {
  const files = [...head.files].map(([path, { parsed }]) => ({
    path,
    format: parsed.format,
    dependencies: parsed.dependencies.length,
    unparsed: parsed.unparsed.length,
  }));
  const skipped = [...head.skipped.values(), ...ignored];
  return {
    files: files.sort((a, b) => compareText(a.path, b.path)),
    skipped: skipped.sort((a, b) => compareText(a.path, b.path)),
  };
}

function describeChange({ before, after }: ItemChange, { base, head }: Discovery): readonly ReportedChange[] {
  const item = after ?? before;
  if (item === undefined) return [];
  const origins = originsOf(after === undefined ? base : head);
  const { purl, requirement, direct, scope, location } = placeInGraph(item.dependency, item.file, origins);
  const kind = after === undefined ? 'removed' : before === undefined ? 'added' : 'changed';
  const previous = kind === 'changed' ? before?.dependency.version : undefined;
  return [
    {
      kind,
      purl,
      ...(previous === undefined ? {} : { previousVersion: previous }),
      ...(requirement === undefined ? {} : { requirement: maskCredentials(requirement) }),
      direct,
      scope,
      path: location.path,
      location,
    },
  ];
}

const compareChanges = (a: ReportedChange, b: ReportedChange): number =>
  compareLocations(a.location, b.location) || compareText(a.purl, b.purl) || compareText(a.kind, b.kind);

function describeUsage({ http, usage }: ReportParts): Report['stats'] {
  const { hosts } = http.stats();
  const sum = (pick: (host: (typeof hosts)[number]) => number) => hosts.reduce((total, host) => total + pick(host), 0);
  return {
    requests: sum(({ requests }) => requests),
    bytesReceived: sum(({ bytes }) => bytes),
    cacheHits: sum(({ cacheHits }) => cacheHits),
    durationMs: usage.durationMs,
    peakRssBytes: usage.peakRssBytes,
    hosts: [...hosts].sort((a, b) => compareText(a.host, b.host)),
  };
}
