// What it takes to write each format for very many findings.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { cli, environment, median, megabytes, root, round, runMeasured, withFolder, writeSection } from './measure.mjs';

const count = 25_000;
const runs = 3;
const [goalSeconds, goalMegabytes] = [3, 300];

/** A manifest whose every line takes a package from an address that may change: nothing of it is asked for. */
async function writeReport(folder) {
  const [before, after] = ['before', 'after'].map((name) => join(folder, name));
  for (const place of [before, after]) mkdirSync(place);
  const address = (at) => `https://downloads.example/archive-${at}.tgz`;
  const dependencies = Object.fromEntries(Array.from({ length: count }, (_, at) => [`package-${at}`, address(at)]));
  writeFileSync(
    join(after, 'package.json'),
    JSON.stringify({ name: 'bench', version: '1.0.0', dependencies }, null, 2),
  );
  const report = join(folder, 'report.json');
  await runMeasured([cli, 'audit', '--base', before, '--head', after, '--offline', '--format', `json=${report}`]);
  return report;
}

async function buildWriter(folder) {
  const outfile = join(folder, 'write.mjs');
  await build({
    stdin: { contents: writer, resolveDir: join(root, 'src'), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    define: { __VERSION__: '"0.0.0"' },
    logLevel: 'error',
  });
  return outfile;
}

const writer = `
import { readFileSync } from 'node:fs';
import { atlasLibrary } from './knowledge/atlas/library.ts';
import { caseLibrary } from './knowledge/case-studies/index.ts';
import { loadReporter } from './model/reporter.ts';
import { reporters } from './reporters/index.gen.ts';
import { rules } from './rules/index.gen.ts';
const [, , id, path] = process.argv;
const report = JSON.parse(readFileSync(path, 'utf8'));
const context = {
  rules: rules.map(({ meta }) => meta), atlas: atlasLibrary, cases: caseLibrary, page: () => undefined,
  line: () => '  "package": "https://downloads.example/archive.tgz",', color: false, width: 80, verbose: false, quiet: false,
  policy: { failOn: 'high', failOnConfidence: 'medium', onUnverified: 'fail' }, helpUri: (rule) => 'https://gazetteer.example/rules/' + rule,
};
const start = performance.now();
const reporter = await loadReporter(reporters.find((one) => one.id === id));
const { length } = reporter.render(report, context);
console.log(JSON.stringify({ ms: performance.now() - start, length, findings: report.findings.length }));
`;

export async function measureReports() {
  await withFolder(async (folder) => {
    const [report, script] = [await writeReport(folder), await buildWriter(folder)];
    const rows = [];
    for (const id of ['text', 'json', 'sarif', 'markdown', 'html', 'github', 'navigator', 'sigma']) {
      const results = [];
      for (let run = 0; run < runs; run++) {
        const { status, stdout, stderr, peakBytes } = await runMeasured([script, id, report]);
        if (status !== 0) throw new Error(`${id}: ${stderr}`);
        results.push({ ...JSON.parse(stdout), peakBytes });
      }
      if (results[0].findings < count) throw new Error(`only ${results[0].findings} findings`);
      const of = (pick) => median(results.map(pick));
      rows.push(
        `| ${id} | ${round(of(({ ms }) => ms) / 1000, 2)} s | ${megabytes(of(({ peakBytes }) => peakBytes))} | ${megabytes(results[0].length)} |`,
      );
    }
    writeSection('reports', [
      `Medians of ${runs} runs, each in a process of its own that reads the report of ${count} findings and writes one format. The goal is ${goalSeconds} s and ${goalMegabytes} MB. ${environment()}`,
      '',
      '| format | time | peak memory, the report included | written |',
      '|---|---|---|---|',
      ...rows,
    ]);
  });
}
