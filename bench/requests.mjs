// What one pull request costs: requests, time, memory and bytes, against registries on loopback that take their time.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRegistries, pickNames } from './loopback.mjs';
import {
  cli,
  environment,
  median,
  megabytes,
  round,
  runMeasured,
  timeCommand,
  withFolder,
  writeSection,
} from './measure.mjs';

const latencyMs = 50;
const direct = 5;
const transitive = 150;
/** Of the transitive ones. */
const updated = 40;
const projects = 60;
/** So that a whole document is as large as those of npm are: 830 kB in the middle of the closures that were measured. */
const versionsEach = 300;
const readmeBytes = 20_000;
const filesEach = 120;
const runs = 3;

const monthly = (month) => new Date(Date.UTC(2000, month, 1)).toISOString();
const versions = Array.from({ length: versionsEach }, (_, month) => ({
  version: `1.${month}.0`,
  publishedAt: monthly(month),
}));
const [older, latest] = [`1.${versionsEach - 2}.0`, `1.${versionsEach - 1}.0`];

/** Packages with a release each month, the last one long ago: nothing to be found, everything to be asked. */
const createPackages = (names) => names.map((name) => ({ name, versions, readmeBytes }));

const createProjects = (names) =>
  names.map((name) => ({
    name,
    releases: Array.from({ length: filesEach / 2 }, (_, month) => ({
      version: `1.${month}`,
      uploadedAt: monthly(month),
    })),
  }));

/** The base has the packages that are updated, in their older release; the direct ones and all others are new. */
function writeProject(folder, packages, integrity, pythons) {
  const entry = (name, version) => [`node_modules/${name}`, { version, integrity: integrity(name, version) }];
  const names = packages.map(({ name }) => name);
  const changing = names.slice(direct, direct + updated);
  const dependencies = Object.fromEntries(names.slice(0, direct).map((name) => [name, `^${latest}`]));
  const manifest = { name: 'bench', version: '1.0.0', private: true };
  const sides = {
    before: [manifest, changing.map((name) => entry(name, older)), []],
    after: [{ ...manifest, dependencies }, names.map((name) => entry(name, latest)), pythons],
  };
  for (const [side, [own, locked, required]] of Object.entries(sides)) {
    mkdirSync(join(folder, side), { recursive: true });
    const top = { '': { name: 'bench', version: '1.0.0', dependencies: own.dependencies ?? {} } };
    const lock = {
      name: 'bench',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: { ...top, ...Object.fromEntries(locked) },
    };
    writeFileSync(join(folder, side, 'package.json'), JSON.stringify(own, null, 2));
    writeFileSync(join(folder, side, 'package-lock.json'), JSON.stringify(lock, null, 2));
    writeFileSync(
      join(folder, side, 'requirements.txt'),
      required.map((name) => `${name}==1.${filesEach / 2 - 1}\n`).join(''),
    );
  }
}

async function auditOnce(folder, config, servers, kept) {
  const seen = servers.map(({ log }) => log.length);
  const args = ['audit', '--base', join(folder, 'before'), '--head', join(folder, 'after'), '--config', config];
  const result = await runMeasured([cli, ...args, '--format', 'json'], { XDG_CACHE_HOME: kept });
  if (result.status === 2 || result.status === null)
    throw new Error(`the audit ended with ${result.status}: ${result.stderr}`);
  const report = JSON.parse(result.stdout);
  if (report.changes.length < direct + transitive + projects)
    throw new Error(`only ${report.changes.length} changes were seen`);
  if (report.unverified.length > 0) throw new Error(`${report.unverified.length} questions stayed open`);
  const requests = servers.reduce((sum, { log }, index) => sum + log.length - (seen[index] ?? 0), 0);
  return { ...result, requests, bytes: report.stats.bytesReceived };
}

export async function measureRequests() {
  await withFolder(async (folder) => {
    const { startNpmRegistry, startOsv, startGitHubAdvisories, startPyPi, startDepsDev, npmIntegrity } =
      await loadRegistries(folder);
    const names = await pickNames(folder, { npm: direct + transitive, pypi: projects });
    const packages = createPackages(names.npm);
    writeProject(folder, packages, npmIntegrity, names.pypi);
    const times = new Map(
      names.npm.flatMap((name) => versions.map((one) => [`NPM ${name} ${one.version}`, one.publishedAt])),
    );
    const npm = await startNpmRegistry(packages, { latencyMs });
    const pypi = await startPyPi(createProjects(names.pypi), { latencyMs });
    const osv = await startOsv([], { latencyMs });
    const deps = await startDepsDev(times, { latencyMs });
    const github = await startGitHubAdvisories([], { latencyMs });
    const servers = [npm, pypi, osv, github, deps];
    try {
      // How fast the machine is at the time: nothing that runs on Node takes less.
      const bare = [];
      const measure = async (service) => {
        const config = join(folder, 'gazetteer.yml');
        const registries = `{ npm: { url: ${npm.url}, mirrors-public: true }, pypi: { url: ${pypi.index}, mirrors-public: true } }`;
        writeFileSync(
          config,
          `version: 1\nregistries: ${registries}\nservices: { osv: ${osv.url}, github-advisories: ${github.url}, deps-dev: ${service} }\n`,
        );
        const [cold, warm] = [[], []];
        for (let run = 0; run < runs; run++) {
          bare.push(timeCommand(['-e', '0']));
          const kept = mkdtempSync(join(folder, 'answers-'));
          for (const results of [cold, warm]) results.push(await auditOnce(folder, config, servers, kept));
        }
        return { cold: (pick) => median(cold.map(pick)), warm: (pick) => median(warm.map(pick)) };
      };
      const [small, whole] = [await measure(deps.url), await measure(false)];
      const row = (label, pick, say, goal, warmGoal) =>
        `| ${[label, say(small.cold(pick)), goal, say(whole.cold(pick)), say(small.warm(pick)), warmGoal].join(' | ')} |`;
      writeSection('requests', [
        `Medians of ${runs} runs. ${direct} direct and ${transitive} transitive packages of npm, ${updated} of these updated and all others new, each with ${versionsEach} versions and a readme of ${readmeBytes / 1000} kB, and ${projects} of PyPI with ${filesEach} files each; ${latencyMs} ms before each answer. Whole documents: the same with \`deps-dev: false\`. Again: the same once more, with the answers that were kept. A start of bare Node (\`node -e 0\`) took ${round(median(bare))} ms in these minutes. ${environment()}`,
        '',
        '| | measured | goal | whole documents | again | goal |',
        '|---|---|---|---|---|---|',
        row('requests', ({ requests }) => requests, String, 320, 20),
        row(
          'time, start-up included',
          ({ ms }) => ms / 1000,
          (seconds) => `${round(seconds, 2)} s`,
          '3 s',
          '0.5 s',
        ),
        row(
          'the same in starts of bare Node',
          ({ ms }) => ms / median(bare),
          (starts) => round(starts, 1),
          '',
          '',
        ),
        row('peak memory of the process', ({ peakBytes }) => peakBytes, megabytes, '150 MB', ''),
        row('received', ({ bytes }) => bytes, megabytes, '4 MB', ''),
      ]);
    } finally {
      for (const server of servers) await server.close();
    }
  });
}
