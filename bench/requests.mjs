// What one pull request costs: requests, time, memory and bytes, against registries on loopback that take their time.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { cli, environment, median, megabytes, root, round, runMeasured, withFolder, writeSection } from './measure.mjs';

const latencyMs = 50;
const direct = 5;
const transitive = 150;
const versionsEach = 40;
const readmeBytes = 20_000;
const runs = 3;

/** The loopback registries of the tests are TypeScript; Node 20 reads JavaScript. */
async function loadRegistries(folder) {
  const outfile = join(folder, 'registries.mjs');
  const contents = "export * from './npm.ts'; export * from './npm-documents.ts'; export * from './osv.ts';";
  await build({
    stdin: { contents, resolveDir: join(root, 'test/support/registries'), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'warning',
  });
  return import(outfile);
}

/** Packages with a release each month, the last one long ago: nothing to be found, everything to be asked. */
function createPackages() {
  return Array.from({ length: direct + transitive }, (_, index) => ({
    name: `acme-part-${index}`,
    versions: Array.from({ length: versionsEach }, (_unused, month) => ({
      version: `1.${month}.0`,
      publishedAt: new Date(Date.UTC(2020, month, 1)).toISOString(),
    })),
    readmeBytes,
  }));
}

const latest = `1.${versionsEach - 1}.0`;

function writeProject(folder, packages, integrity) {
  const entry = ({ name }) => [`node_modules/${name}`, { version: latest, integrity: integrity(name, latest) }];
  const dependencies = Object.fromEntries(packages.slice(0, direct).map(({ name }) => [name, `^${latest}`]));
  const manifest = { name: 'bench', version: '1.0.0', private: true };
  const sides = {
    before: [manifest, { '': { name: 'bench', version: '1.0.0' } }],
    after: [
      { ...manifest, dependencies },
      { '': { name: 'bench', version: '1.0.0', dependencies }, ...Object.fromEntries(packages.map(entry)) },
    ],
  };
  for (const [side, [own, locked]] of Object.entries(sides)) {
    mkdirSync(join(folder, side));
    const lock = { name: 'bench', version: '1.0.0', lockfileVersion: 3, requires: true, packages: locked };
    writeFileSync(join(folder, side, 'package.json'), JSON.stringify(own, null, 2));
    writeFileSync(join(folder, side, 'package-lock.json'), JSON.stringify(lock, null, 2));
  }
}

async function auditOnce(folder, config, servers) {
  const seen = servers.map(({ log }) => log.length);
  const args = ['audit', '--base', join(folder, 'before'), '--head', join(folder, 'after'), '--config', config];
  const result = await runMeasured([cli, ...args, '--format', 'json', '--now', '2026-01-01T00:00:00Z']);
  if (result.status !== 0) throw new Error(`the audit ended with ${result.status}: ${result.stderr}${result.stdout}`);
  const report = JSON.parse(result.stdout);
  if (report.changes.length < direct + transitive) throw new Error(`only ${report.changes.length} changes were seen`);
  const requests = servers.reduce((sum, { log }, index) => sum + log.length - (seen[index] ?? 0), 0);
  return { ...result, requests, bytes: report.stats.bytesReceived };
}

export async function measureRequests() {
  await withFolder(async (folder) => {
    const { startNpmRegistry, startOsv, npmIntegrity } = await loadRegistries(folder);
    const packages = createPackages();
    writeProject(folder, packages, npmIntegrity);
    const servers = [await startNpmRegistry(packages, { latencyMs }), await startOsv([], { latencyMs })];
    try {
      const [npm, osv] = servers;
      const config = join(folder, 'gazetteer.yml');
      const registry = `{ url: ${npm.url}, mirrors-public: true }`;
      writeFileSync(config, `version: 1\nregistries:\n  npm: ${registry}\nservices:\n  osv: ${osv.url}\n`);
      const results = [];
      for (let run = 0; run < runs; run++) results.push(await auditOnce(folder, config, servers));
      const middle = (pick) => median(results.map(pick));
      writeSection('requests', [
        `Medians of ${runs} runs. ${direct} direct and ${transitive} transitive packages, each with ${versionsEach} versions and a readme of ${readmeBytes / 1000} kB; ${latencyMs} ms before each answer. ${environment()}`,
        '',
        '| | measured | goal |',
        '|---|---|---|',
        `| requests | ${middle(({ requests }) => requests)} | 350 |`,
        `| time, start-up included | ${round(middle(({ ms }) => ms) / 1000, 2)} s | 4 s |`,
        `| peak memory of the process | ${megabytes(middle(({ peakBytes }) => peakBytes))} | 150 MB |`,
        `| received | ${megabytes(middle(({ bytes }) => bytes))} | |`,
      ]);
    } finally {
      for (const server of servers) await server.close();
    }
  });
}
