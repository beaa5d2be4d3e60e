import type { HostStats, Report, ReportedChange, Unverified } from '../../model/report.ts';
import { findingShape } from './finding.ts';
import { locationShape } from './location.ts';

/**
 * The report with its keys in the published order and nothing besides them, whatever order they were built in.
 * Keys without a value are left out when it is printed.
 */
export const reportShape = (report: Report): object => ({
  schemaVersion: report.schemaVersion,
  tool: { name: report.tool.name, version: report.tool.version },
  verdict: report.verdict,
  generatedAt: report.generatedAt,
  recheckAt: report.recheckAt,
  scope: { base: report.scope.base, head: report.scope.head, mode: report.scope.mode },
  coverage: {
    files: report.coverage.files.map((file) => ({
      path: file.path,
      format: file.format,
      dependencies: file.dependencies,
      unparsed: file.unparsed,
    })),
    skipped: report.coverage.skipped.map((file) => ({ path: file.path, reason: file.reason })),
  },
  changes: report.changes.map(changeShape),
  findings: report.findings.map(findingShape),
  suppressed: report.suppressed.map((finding) => ({
    ...findingShape(finding),
    exception: {
      by: finding.exception.by,
      reason: finding.exception.reason,
      expires: finding.exception.expires,
    },
  })),
  unverified: report.unverified.map(unverifiedShape),
  notifications: report.notifications.map((item) => ({
    level: item.level,
    message: item.message,
    path: item.path,
    packages: item.packages,
    unanswered: item.unanswered,
  })),
  knowledge: { atlas: { content: report.knowledge.atlas.content, relations: report.knowledge.atlas.relations } },
  stats: {
    requests: report.stats.requests,
    bytesReceived: report.stats.bytesReceived,
    cacheHits: report.stats.cacheHits,
    durationMs: report.stats.durationMs,
    peakRssBytes: report.stats.peakRssBytes,
    hosts: report.stats.hosts.map(hostShape),
  },
});

const changeShape = (change: ReportedChange): object => ({
  kind: change.kind,
  purl: change.purl,
  previousVersion: change.previousVersion,
  requirement: change.requirement,
  direct: change.direct,
  scope: change.scope,
  path: change.path,
  location: locationShape(change.location),
});

const unverifiedShape = (item: Unverified): object => ({
  purl: item.purl,
  path: item.path,
  question: item.question,
  source: item.source,
  reason: item.reason,
  location: item.location === undefined ? undefined : locationShape(item.location),
});

const hostShape = (stats: HostStats): object => ({
  host: stats.host,
  requests: stats.requests,
  bytes: stats.bytes,
  durationMs: stats.durationMs,
  cacheHits: stats.cacheHits,
  revalidations: stats.revalidations,
  retries: stats.retries,
  failures: stats.failures,
});
