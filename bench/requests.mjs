// What one pull request costs: requests, time, memory and bytes, against registries on loopback that take their time.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadEndpoints, loadRegistries, pickNames } from './loopback.mjs';
import {
  cli,
  environment,
  median,
  megabytes,
  nodes,
  round,
  runTimed,
  timeCommand,
  withFolder,
  writeSection,
} from './measure.mjs';
import { startPublicHosts } from './public-hosts.mjs';

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
const runs = 9;

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

/**
 * The base has the packages that are updated, in their older release: the project asks for one of them, and that one for the
 * others. All others are new: the project asks for the direct ones, and these for the rest.
 */
function writeProject(folder, packages, integrity, pythons) {
  const names = packages.map(({ name }) => name);
  const [added, changing, rest] = [
    names.slice(0, direct),
    names.slice(direct, direct + updated),
    names.slice(direct + updated),
  ];
  const [holder, ...held] = changing;
  const required = new Map([
    [holder, held],
    ...added.map((name, at) => [name, rest.filter((_, n) => n % direct === at)]),
  ]);
  const ask = (list = []) => Object.fromEntries(list.map((name) => [name, '^1.0.0']));
  const entry = (name, version) => [
    `node_modules/${name}`,
    { version, integrity: integrity(name, version), dependencies: ask(required.get(name)) },
  ];
  const manifest = { name: 'bench', version: '1.0.0', private: true };
  const sides = {
    before: [{ ...manifest, dependencies: ask([holder]) }, changing.map((name) => entry(name, older)), []],
    after: [{ ...manifest, dependencies: ask([...added, holder]) }, names.map((name) => entry(name, latest)), pythons],
  };
  for (const [side, [own, locked, asked]] of Object.entries(sides)) {
    mkdirSync(join(folder, side), { recursive: true });
    const top = { '': { name: 'bench', version: '1.0.0', dependencies: own.dependencies } };
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
      asked.map((name) => `${name}==1.${filesEach / 2 - 1}\n`).join(''),
    );
  }
}

async function auditOnce({ folder, config, env, servers }, node, kept) {
  const seen = servers.map(({ log }) => log.length);
  const args = ['audit', '--base', join(folder, 'before'), '--head', join(folder, 'after'), ...config];
  const result = await runTimed([cli, ...args, '--format', 'json'], { env: { ...env, XDG_CACHE_HOME: kept }, node });
  if (result.status === 2 || result.status === null)
    throw new Error(`the audit ended with ${result.status}: ${result.stderr}`);
  const report = JSON.parse(result.stdout);
  if (report.changes.length < direct + transitive + projects)
    throw new Error(`only ${report.changes.length} changes were seen`);
  if (report.findings.length > 0) throw new Error(`${report.findings[0].message}`);
  if (report.unverified.length > 0) throw new Error(`${report.unverified.length} questions stayed open`);
  const requests = servers.reduce((sum, { log }, index) => sum + log.length - (seen[index] ?? 0), 0);
  const { bytesReceived: bytes, durationMs, peakRssBytes: peakBytes } = report.stats;
  return { ...result, requests, bytes, durationMs, peakBytes };
}

/**
 * Cold and, where it is to be run again, warm, and warm with what Node keeps of compiled code where users tell it to, in
 * turns; and a start of bare Node each time, for nothing that runs on Node takes less.
 */
async function measureRuns(setting, node, isRunAgain) {
  const [cold, warm, compiled, bare] = [[], [], [], []];
  const keeping = { ...setting, env: { ...setting.env, NODE_COMPILE_CACHE: join(setting.folder, 'compiled') } };
  for (let run = 0; run < runs; run++) {
    bare.push(timeCommand(['-e', '0'], node));
    const kept = mkdtempSync(join(setting.folder, 'answers-'));
    cold.push(await auditOnce(setting, node, kept));
    if (!isRunAgain) continue;
    warm.push(await auditOnce(setting, node, kept));
    // The first one fills the folder.
    if (run === 0) await auditOnce(keeping, node, kept);
    compiled.push(await auditOnce(keeping, node, kept));
  }
  return {
    cold: (pick, choose) => choose(cold.map(pick)),
    warm: (pick, choose) => choose(warm.map(pick)),
    compiled: (pick, choose) => choose(compiled.map(pick)),
    bare: median(bare),
    leastBare: Math.min(...bare),
  };
}

function tabulate({ version }, small, whole) {
  const bare = median([small.bare, whole.bare]);
  const leastBare = Math.min(small.leastBare, whole.leastBare);
  const row = (label, pick, say, goal, warmGoal, choose = median) => {
    const shown = [small.cold, whole.cold, small.warm, small.compiled].map((runs) => say(runs(pick, choose)));
    const [cold, full, warm, compiled] = shown;
    return `| ${[label, cold, goal, full, warm, compiled, warmGoal].join(' | ')} |`;
  };
  const fastest = (values) => Math.min(...values);
  const seconds = (value) => `${round(value, 2)} s`;
  return [
    '',
    `Node ${version}, a bare start of which (\`node -e 0\`) took ${round(bare)} ms in these minutes, ${round(leastBare)} ms at best:`,
    '',
    '| | measured | goal | whole documents | again | again, `NODE_COMPILE_CACHE` | goal |',
    '|---|---|---|---|---|---|---|',
    row('requests', ({ requests }) => requests, String, 320, 20),
    row('time of the audit, as its report says', ({ durationMs }) => durationMs / 1000, seconds, '3 s', '0.5 s'),
    row(
      'time of the process, with the start of Node and of the program',
      ({ ms }) => ms / 1000,
      seconds,
      '3 s',
      '0.5 s',
    ),
    row('the fastest of these', ({ ms }) => ms / 1000, seconds, '', '', fastest),
    row(
      'the median in starts of bare Node',
      ({ ms }) => ms / bare,
      (starts) => round(starts, 1),
      '',
      '',
    ),
    row('peak memory of the process', ({ peakBytes }) => peakBytes, megabytes, '150 MB', ''),
    row('received', ({ bytes }) => bytes, megabytes, '4 MB', ''),
  ];
}

async function startServers(folder, names, packages) {
  const { startNpmRegistry, startOsv, startGitHubAdvisories, startPyPi, startDepsDev } = await loadRegistries(folder);
  const times = new Map(
    names.npm.flatMap((name) => versions.map((one) => [`NPM ${name} ${one.version}`, one.publishedAt])),
  );
  return {
    npm: await startNpmRegistry(packages, { latencyMs }),
    pypi: await startPyPi(createProjects(names.pypi), { latencyMs }),
    osv: await startOsv([], { latencyMs }),
    deps: await startDepsDev(times, { latencyMs }),
    github: await startGitHubAdvisories([], { latencyMs }),
  };
}

export async function measureRequests() {
  await withFolder(async (folder) => {
    const names = await pickNames(folder, { npm: direct + transitive, pypi: projects });
    const packages = createPackages(names.npm);
    const { npmIntegrity } = await loadRegistries(folder);
    writeProject(folder, packages, npmIntegrity, names.pypi);
    const started = await startServers(folder, names, packages);
    const { npm, pypi, osv, deps, github } = started;
    const servers = Object.values(started);
    const endpoints = await loadEndpoints(folder);
    const behind = { npm, pypi, osv, depsDev: deps, githubApi: github };
    const hosts = Object.entries(behind).map(([name, { url }]) => [new URL(endpoints[name]).host, url]);
    const wholeDocuments = join(folder, 'gazetteer.yml');
    writeFileSync(wholeDocuments, 'version: 1\nservices: { deps-dev: false }\n');
    // Nothing of the machine's own settings.
    const settings = Object.keys(process.env).filter((name) => name !== 'PATH');
    const own = { ...Object.fromEntries(settings.map((name) => [name, undefined])), HOME: folder };
    let front;
    try {
      front = await startPublicHosts(folder, Object.fromEntries(hosts));
      const env = { ...own, ...front.env };
      const measure = (node, config, isRunAgain) =>
        measureRuns({ folder, config, env, servers }, node.path, isRunAgain);
      const tables = [];
      for (const node of nodes) {
        const small = await measure(node, [], true);
        tables.push(...tabulate(node, small, await measure(node, ['--config', wholeDocuments], false)));
      }
      writeSection('requests', [
        `Medians of ${runs} runs. ${direct} direct and ${transitive} transitive packages of npm, ${updated} of these updated and all others new, each with ${versionsEach} versions and a readme of ${readmeBytes / 1000} kB, and ${projects} of PyPI with ${filesEach} files each; ${latencyMs} ms before each answer. No configuration: the public hosts are answered for over TLS, through a proxy. Whole documents: the same with \`deps-dev: false\`. Again: the same once more, with the answers that were kept; the last column also with what Node, from 22.1 on, keeps of compiled code where this variable names a folder. ${environment()}`,
        ...tables,
      ]);
    } finally {
      front?.close();
      for (const server of servers) await server.close();
    }
  });
}
