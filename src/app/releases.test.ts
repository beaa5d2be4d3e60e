import { afterEach, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { startNpmRegistry } from '../../test/support/registries/npm.ts';
import { startPyPi } from '../../test/support/registries/pypi.ts';
import type { Report } from '../model/report.ts';
import { readPolicy } from './policy.ts';
import { runAudit } from './run.ts';

const now = new Date('2026-06-15T12:00:00Z');
const hour = 3_600_000;
const ago = (hours: number): string => new Date(now.getTime() - hours * hour).toISOString();
const later = (hours: number): string => ago(-hours);

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** Names with their versions, each with its age in hours. */
type Ages = Readonly<Record<string, Readonly<Record<string, number>>>>;

async function run(ages: Ages, before: Files, after: Files, settings = ''): Promise<Report> {
  const versions = (name: string) => Object.entries(ages[name] ?? {}).map(([version, age]) => ({ version, age }));
  const npm = await startNpmRegistry(
    Object.keys(ages).map((name) => ({
      name,
      versions: versions(name).map(({ version, age }) => ({ version, publishedAt: ago(age) })),
    })),
  );
  const pypi = await startPyPi(
    Object.keys(ages).map((name) => ({
      name,
      releases: versions(name).map(({ version, age }) => ({ version, uploadedAt: ago(age) })),
    })),
  );
  cleanups.push(
    () => npm.close(),
    () => pypi.close(),
  );
  const config = `version: 1
registries:
  npm: { url: "${npm.url}", mirrors-public: true }
  pypi: { url: "${pypi.index}", mirrors-public: true }
services: { osv: false, github-advisories: false, deps-dev: false }
rules: { missing-integrity: off, lockfile-drift: off }
${settings}`;
  const { report } = await runAudit({
    source: memorySource(before, { ...before, ...after }),
    policy: await readPolicy(config, 'gazetteer.yml'),
    configPath: '.github/gazetteer.yml',
    environment: [],
    keyring: { env: {} },
    offline: false,
    now,
    log: { progress: () => undefined, debug: () => undefined },
    version: '0.0.0',
    helpUri: (id) => id,
  });
  return report;
}

const lock = (versions: Readonly<Record<string, string>>): Files => ({
  'package-lock.json': JSON.stringify({
    name: 'shop',
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop', dependencies: Object.fromEntries(Object.keys(versions).map((name) => [name, '*'])) },
      ...Object.fromEntries(Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }])),
    },
  }),
});
const year = 365 * 24;
const told = ({ findings }: Report) =>
  findings.map(({ ruleId, severity, package: of }) => [severity, ruleId, of?.name]);

it('tells many holds as one, which is looked at again with the first, and the run with the last of them', async () => {
  const ages: Ages = Object.fromEntries(
    [2, 20, 7, 4, 9].map((age, index) => [`xqvzk-${index + 1}`, { '1.0.0': year, '1.0.1': age }]),
  );
  const all = (version: string) => lock(Object.fromEntries(Object.keys(ages).map((name) => [name, version])));
  const report = await run(ages, all('1.0.0'), all('1.0.1'));
  expect(report.verdict).toBe('fail');
  expect(report.findings).toMatchObject([
    {
      ruleId: 'recent-release',
      severity: 'high',
      package: null,
      message: expect.stringMatching(
        /^5 of 5 dependencies in package-lock\.json are younger than 24 hours: xqvzk-1 1\.0\.1 \(1\.0\.0 is old enough\), /,
      ),
      recheckAt: later(4),
    },
  ]);
  expect(report.recheckAt).toBe(later(22));
});

it('is to be run again as soon as it passes, by what the configuration lets fail', async () => {
  const ages = { 'xqvzk-new': { '1.0.0': year, '1.0.1': 2 } };
  const [before, after] = [lock({ 'xqvzk-new': '1.0.0' }), lock({ 'xqvzk-new': '1.0.1' })];
  const report = await run(ages, before, after, 'fail-on: medium\n');
  expect([report.verdict, report.findings[0]?.recheckAt, report.recheckAt]).toEqual([
    'fail',
    later(22),
    later(7 * 24 - 2),
  ]);
});

it('fails for two signs of one release, neither of which would fail alone', async () => {
  const ages = { 'xqvzk-jump': { '1.0.0': 5 * year, '60.0.0': 3 * 24 }, 'xqvzk-kept': { '1.0.0': 5 * year } };
  const before = lock({ 'xqvzk-kept': '1.0.0' });
  const report = await run(ages, before, lock({ 'xqvzk-kept': '1.0.0', 'xqvzk-jump': '60.0.0' }));
  expect(told(report)).toEqual([['high', 'version-jump', 'xqvzk-jump']]);
  // Its age is a sign for a week.
  expect([report.findings[0]?.recheckAt, report.recheckAt]).toEqual([later(4 * 24), later(4 * 24)]);
  expect(report.findings[0]?.message).toMatch(/ Also: published 3 days ago \(recent-release\)\.$/);
  expect(report.verdict).toBe('fail');
});

it('tells who goes back, to whatever release, and lets it pass', async () => {
  const ages = { 'xqvzk-back': { '1.9.0': 5 * year, '2.0.0': 10 * 24, '1.9.1': 3 * 24 } };
  const back = (to: string) => run(ages, lock({ 'xqvzk-back': '2.0.0' }), lock({ 'xqvzk-back': to }));
  const young = await back('1.9.1');
  expect(told(young)).toEqual([
    ['medium', 'recent-release', 'xqvzk-back'],
    ['medium', 'version-downgrade', 'xqvzk-back'],
  ]);
  const old = await back('1.9.0');
  expect(told(old)).toEqual([['medium', 'version-downgrade', 'xqvzk-back']]);
  expect([young.verdict, old.verdict]).toEqual(['pass', 'pass']);
});

it('does not hold the member of a workspace for what a stranger published under its name', async () => {
  const ages = { 'xqvzk-core': { '1.0.0': 2 } };
  const root = (more: object) => JSON.stringify({ name: 'shop', workspaces: ['core', 'web'], ...more });
  const web = (dependencies: object) => JSON.stringify({ name: 'web', version: '1.0.0', dependencies });
  const member = { 'core/package.json': '{"name":"xqvzk-core","version":"1.0.0"}', 'web/package.json': web({}) };
  const before = { 'package.json': root({}), ...member };
  const used = { ...before, 'web/package.json': web({ 'xqvzk-core': '^1.0.0' }) };
  expect(told(await run(ages, before, used))).toEqual([]);
  // A lockfile that takes it from the registry all the same is believed.
  const locked = { version: '1.0.0', resolved: 'https://registry.npmjs.org/xqvzk-core/-/xqvzk-core-1.0.0.tgz' };
  const taken = JSON.stringify({
    name: 'shop',
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop', workspaces: ['core', 'web'] },
      core: { name: 'xqvzk-core', version: '1.0.0' },
      web: { version: '1.0.0', dependencies: { 'xqvzk-core': '^1.0.0' } },
      'web/node_modules/xqvzk-core': locked,
    },
  });
  expect(told(await run(ages, before, { ...used, 'package-lock.json': taken }))).toEqual([
    ['high', 'recent-release', 'xqvzk-core'],
  ]);
});

it('holds a first-party package that a registry serves', async () => {
  const ages = { 'xqvzk-own': { '1.0.0': year, '1.0.1': 2 } };
  const settings = 'first-party: { npm: ["xqvzk-*"] }\n';
  const report = await run(ages, lock({ 'xqvzk-own': '1.0.0' }), lock({ 'xqvzk-own': '1.0.1' }), settings);
  expect(told(report)).toEqual([['high', 'recent-release', 'xqvzk-own']]);
});

it('asks who is behind a package that waited and that nobody is known to use', async () => {
  const ages = { 'xqvzk-sleeper': { '1.0': year } };
  const report = await run(ages, { 'requirements.txt': '' }, { 'requirements.txt': 'xqvzk-sleeper==1.0\n' });
  expect(told(report)).toEqual([['medium', 'unadopted-package', 'xqvzk-sleeper']]);
  expect(report.verdict).toBe('pass');
});
