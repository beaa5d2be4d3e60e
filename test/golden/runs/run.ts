import { join } from 'node:path';
import { readPolicy } from '../../../src/app/policy.ts';
import { runAudit } from '../../../src/app/run.ts';
import { atlasLibrary } from '../../../src/knowledge/atlas/library.ts';
import { caseLibrary } from '../../../src/knowledge/case-studies/index.ts';
import type { DiffLine } from '../../../src/model/channel.ts';
import type { Report } from '../../../src/model/report.ts';
import type { ReportContext } from '../../../src/model/reporter.ts';
import { rules } from '../../../src/rules/index.gen.ts';
import { type Files, memorySource } from '../../support/memory-source.ts';
import { startNpmRegistry } from '../../support/registries/npm.ts';
import { startPyPi } from '../../support/registries/pypi.ts';
import type { GoldenCase } from './case.ts';

export const folder = (name: string): string => join(import.meta.dirname, name);

const helpUri = (ruleId: string): string => `https://gazetteer.example/rules/${ruleId}`;

/** A report, and the lines that whoever prints it can show. */
export interface Told {
  readonly report: Report;
  readonly line: ReportContext['line'];
}

/** What a case is told, with names in the place of ports, and without what no two runs have in common. */
export async function runCase({ now, before, after, config = '', npm, pypi, offline }: GoldenCase): Promise<Told> {
  const [registry, index] = await Promise.all([startNpmRegistry(npm ?? []), startPyPi(pypi ?? [])]);
  try {
    const policy = await readPolicy(
      `version: 1
registries:
  npm: { url: "${registry.url}", mirrors-public: true }
  pypi: { url: "${index.index}", mirrors-public: true }
services: { osv: false, github-advisories: false, deps-dev: false }
${config}`,
      'gazetteer.yml',
    );
    const { report, line } = await runAudit({
      source: memorySource(before, after),
      policy,
      configPath: 'gazetteer.yml',
      environment: [],
      keyring: { env: {} },
      offline: offline === true,
      now: new Date(now),
      log: { progress: () => undefined, debug: () => undefined },
      version: '0.0.0',
      helpUri,
    });
    const text = JSON.stringify(report)
      .replaceAll(registry.url, 'https://npm.example')
      .replaceAll(index.url, 'https://pypi.example')
      .replaceAll(new URL(registry.url).host, 'npm.example')
      .replaceAll(new URL(index.url).host, 'pypi.example');
    return { report: { ...(JSON.parse(text) as Report), stats: { ...report.stats, ...still } }, line };
  } finally {
    await Promise.all([registry.close(), index.close()]);
  }
}

const still = { requests: 0, bytesReceived: 0, cacheHits: 0, durationMs: 0, peakRssBytes: 0, hosts: [] };

const linesIn = (file: Files[string] | undefined): readonly string[] =>
  typeof file === 'string' ? file.split('\n') : [];

/** What a diff without context shows of the head. */
export function diffOf({ before, after }: GoldenCase): DiffLine {
  return (path, number) => {
    const line = linesIn(after[path])[number - 1];
    return line === undefined || linesIn(before[path]).includes(line) ? undefined : line;
  };
}

/** How a run without options prints, with the lines of the run. */
export function contextOf({ report: { findings, suppressed }, line }: Told): ReportContext {
  const told = new Set([...findings, ...suppressed].map(({ ruleId }) => ruleId));
  return {
    // Of the others every SARIF report says the same.
    rules: rules.map(({ meta }) => meta).filter(({ id }) => told.has(id)),
    atlas: atlasLibrary,
    cases: caseLibrary,
    line,
    color: false,
    width: 80,
    verbose: false,
    quiet: false,
    policy: { failOn: 'high', failOnConfidence: 'medium', onUnverified: 'fail' },
    helpUri,
    page: () => undefined,
  };
}
