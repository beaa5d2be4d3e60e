// A whole lockfile, all of it new: whether time and memory stay in proportion to its packages.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRegistries, pickNames } from './loopback.mjs';
import {
  cli,
  environment,
  median,
  megabytes,
  nodes,
  round,
  runMeasured,
  withFolder,
  writeSection,
} from './measure.mjs';

const sizes = [2_500, 5_000, 10_000];
const direct = 50;
const runs = 3;

const versions = Array.from({ length: 40 }, (_, month) => ({
  version: `1.${month}.0`,
  publishedAt: new Date(Date.UTC(2019, month, 1)).toISOString(),
}));
const latest = versions.at(-1).version;

/** A tree two levels deep: each direct dependency brings in its share of all others. */
function writeProject(folder, names, integrity) {
  const share = (at) => names.slice(direct).filter((_, index) => index % direct === at);
  const requirements = (wanted) => Object.fromEntries(wanted.map((name) => [name, `^${latest}`]));
  const entry = (name, at) => [
    `node_modules/${name}`,
    {
      version: latest,
      integrity: integrity(name, latest),
      ...(at < direct ? { dependencies: requirements(share(at)) } : {}),
    },
  ];
  const manifest = {
    name: 'bench',
    version: '1.0.0',
    private: true,
    dependencies: requirements(names.slice(0, direct)),
  };
  const lock = {
    name: 'bench',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'bench', version: '1.0.0', dependencies: manifest.dependencies },
      ...Object.fromEntries(names.map(entry)),
    },
  };
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock, null, 2));
}

async function auditWhole(folder, config, count, node) {
  const args = [cli, 'audit', folder, '--base', 'none', '--config', config, '--format', 'json', '--no-cache'];
  const result = await runMeasured(args, { node });
  if (result.status === 2 || result.status === null)
    throw new Error(`the audit ended with ${result.status}: ${result.stderr}`);
  const report = JSON.parse(result.stdout);
  const seen = new Set(report.changes.map(({ purl }) => purl)).size;
  if (seen < count) throw new Error(`only ${seen} of ${count} packages were seen`);
  if (report.unverified.length > 0) throw new Error(`${report.unverified.length} questions stayed open`);
  return { ...result, requests: report.stats.requests };
}

export async function measureProject() {
  await withFolder(async (folder) => {
    const { startNpmRegistry, startOsv, startDepsDev, npmIntegrity } = await loadRegistries(folder);
    const { npm: names } = await pickNames(folder, { npm: Math.max(...sizes), pypi: 0 });
    const npm = await startNpmRegistry(names.map((name) => ({ name, versions })));
    const osv = await startOsv([]);
    const deps = await startDepsDev(
      new Map(names.flatMap((name) => versions.map((one) => [`NPM ${name} ${one.version}`, one.publishedAt]))),
    );
    const config = join(folder, 'gazetteer.yml');
    writeFileSync(
      config,
      `version: 1\nregistries: { npm: { url: ${npm.url}, mirrors-public: true } }\nservices: { osv: ${osv.url}, github-advisories: false, deps-dev: ${deps.url} }\nbudget: { requests: 50000, seconds: 600, bytes: 1000000000 }\n`,
    );
    try {
      const rows = [];
      for (const size of sizes) {
        const project = join(folder, String(size));
        writeProject(project, names.slice(0, size), npmIntegrity);
        for (const { path, version } of nodes) {
          const results = [];
          for (let run = 0; run < runs; run++) results.push(await auditWhole(project, config, size, path));
          const [ms, bytes, requests] = [({ ms }) => ms, ({ peakBytes }) => peakBytes, ({ requests }) => requests].map(
            (pick) => median(results.map(pick)),
          );
          rows.push(
            `| ${size} | ${version} | ${requests} | ${round(ms / 1000, 1)} s | ${round(ms / size, 2)} ms | ${megabytes(bytes)} |`,
          );
        }
      }
      writeSection('project', [
        `Medians of ${runs} runs, each package with ${versions.length} versions, ${direct} of them direct; registries on loopback without latency. The goal is time in proportion, and less than 250 MB. ${environment()}`,
        '',
        '| packages | Node | requests | time | each | peak memory |',
        '|---|---|---|---|---|---|',
        ...rows,
      ]);
    } finally {
      for (const server of [npm, osv, deps]) await server.close();
    }
  });
}
