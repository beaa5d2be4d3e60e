import { afterEach, describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { startNpmRegistry } from '../../test/support/registries/npm.ts';
import { startOsv } from '../../test/support/registries/osv.ts';
import { startPyPi } from '../../test/support/registries/pypi.ts';
import type { LoopbackServer } from '../../test/support/registries/server.ts';
import type { Report } from '../model/report.ts';
import { readPolicy } from './policy.ts';
import { type Run, runAudit } from './run.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const publishedAt = '2020-01-01T00:00:00.000Z';
const npmPackage = (name: string) => ({ name, versions: [{ version: '1.0.0', publishedAt }] });
const npm = async (...names: readonly string[]) => {
  const server = await startNpmRegistry(names.map(npmPackage));
  cleanups.push(() => server.close());
  return server;
};

async function startWorld() {
  const [osv, pypi] = await Promise.all([
    startOsv([]),
    startPyPi([{ name: 'six', releases: [{ version: '1.0', uploadedAt: publishedAt }] }]),
  ]);
  cleanups.push(
    () => osv.close(),
    () => pypi.close(),
  );
  return { osv, pypi, open: await npm('left-pad', '@types/left-pad'), hidden: await npm('@acme/secret') };
}

const manifest = (dependencies: Readonly<Record<string, string>>, name = 'shop'): string =>
  JSON.stringify({ name, version: '1.0.0', dependencies }, null, 2);

async function run(config: string, before: Files, after: Files, more: Partial<Run> = {}): Promise<Report> {
  const { report } = await runAudit({
    source: memorySource(before, { ...before, ...after }),
    policy: await readPolicy(config, 'gazetteer.yml'),
    configPath: '.github/gazetteer.yml',
    environment: [],
    keyring: { env: {} },
    offline: false,
    now: new Date('2026-06-15T12:00:00Z'),
    log: { progress: () => undefined, debug: () => undefined },
    version: '0.0.0',
    helpUri: (id) => id,
    ...more,
  });
  return report;
}

/** The names that a registry was asked for. */
const namesAt = ({ log }: LoopbackServer): readonly string[] =>
  [...new Set(log.map(({ url }) => decodeURIComponent(/^\/(?:simple\/)?([^/?]+)/.exec(url)?.[1] ?? '')))].sort();
const namesAtOsv = ({ log }: LoopbackServer): readonly string[] =>
  log
    .filter(({ body }) => body !== '')
    .flatMap(({ body }) => (JSON.parse(body) as { queries: { package: { name: string } }[] }).queries)
    .map((query) => query.package.name)
    .sort();
const tokensAt = ({ log }: LoopbackServer) => [...new Set(log.map(({ headers }) => headers['authorization']))];

const config = ({ osv, pypi, open, hidden }: Awaited<ReturnType<typeof startWorld>>) => `version: 1
registries:
  npm:
    - { url: "${open.url}", role: primary, mirrors-public: true }
    - { url: "${hidden.url}", role: explicit, names: ["@acme/*"] }
  pypi: { url: "${pypi.index}", mirrors-public: true }
private: { npm: ["acme-hidden"] }
services: { osv: "${osv.url}", github-advisories: false, deps-dev: false }
`;

describe('which host learns which names', () => {
  it('sends no private name to a third party, and no credentials to another host', async () => {
    const world = await startWorld();
    const stranger = await npm('@evil/x');
    const host = (url: string) => url.replace('http:', '');
    const before = {
      'package.json': manifest({}),
      'packages/core/package.json': manifest({}, 'shop-core'),
      '.npmrc': `${host(world.hidden.url)}/:_authToken=\${TOKEN}\n`,
    };
    const after = {
      'package.json': manifest({
        'left-pad': '1.0.0',
        '@acme/secret': '1.0.0',
        'acme-hidden': '1.0.0',
        'shop-core': '1.0.0',
        six: '1.0.0',
        '@evil/x': '1.0.0',
      }),
      'packages/core/package.json': manifest({ 'left-pad': '1.0.0' }, 'shop-core'),
      '.npmrc': [
        `${host(world.hidden.url)}/:_authToken=\${OTHER}`,
        `${host(stranger.url)}/:_authToken=\${TOKEN}`,
        `@evil:registry=${stranger.url.replace('http://', 'http://me:S3CRET@')}/`,
      ].join('\n'),
    };
    const keyring = { env: { TOKEN: 'hunter2', OTHER: 'hunter3' } };
    const report = await run(config(world), before, after, { keyring });

    expect(namesAtOsv(world.osv)).toEqual(['left-pad']);
    expect(namesAt(world.hidden)).toEqual(['@acme/secret']);
    expect(tokensAt(world.hidden)).toEqual(['Bearer hunter2']);
    expect(namesAt(world.open)).not.toContain('@acme/secret');
    expect(namesAt(world.pypi)).toEqual(['six']);
    expect(stranger.log).toEqual([]);
    for (const server of [world.open, world.pypi, world.osv]) expect(tokensAt(server)).toEqual([undefined]);
    expect(JSON.stringify(report)).not.toMatch(/hunter|S3CRET/);
  });

  it('says whom it does not contact, and which credentials it keeps', async () => {
    const world = await startWorld();
    const stranger = 'https://u:S3CRET@pypi.acme.example/simple';
    const text = config(world).replace(/ {2}pypi.*\n/, '');
    const before = {
      'package.json': manifest({}),
      'requirements.txt': '',
      '.npmrc': `${world.hidden.url.replace('http:', '')}/:_authToken=\${TOKEN}\n`,
    };
    const after = { 'requirements.txt': `--index-url ${stranger}\nacme-thing==1.0\n` };
    const home = '/nowhere';
    const report = await run(text, before, after, { keyring: { env: { TOKEN: 'hunter2' }, home } });
    expect(report.unverified.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(
        /^https:\/\/\*\*\*@pypi\.acme\.example\/simple .*is not contacted: the configuration does not/,
      ),
    );
    expect(report.notifications.map(({ level, message }) => `${level}: ${message}`)).toContainEqual(
      expect.stringMatching(/^note: Credentials for 127\.0\.0\.1:\d+ were not sent: TOKEN stands for a variable/),
    );
    expect(JSON.stringify(report)).not.toMatch(/hunter|S3CRET/);
  });

  it('takes a proxy that serves everything for the public registry', async () => {
    const world = await startWorld();
    const lock = (name: string) => ({
      name: 'shop',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: {
        '': { name: 'shop', version: '1.0.0', dependencies: { [name]: '1.0.0' } },
        [`node_modules/${name}`]: { version: '1.0.0', resolved: `${world.open.url}/${name}/-/${name}-1.0.0.tgz` },
      },
    });
    const before = { 'package.json': manifest({}), 'requirements.txt': '', '.npmrc': `registry=${world.open.url}/\n` };
    const after = {
      'package.json': manifest({ 'left-pad': '1.0.0' }),
      'package-lock.json': JSON.stringify(lock('left-pad')),
      'requirements.txt': 'six==1.0\n',
    };
    const report = await run(config(world), before, after, { keyring: { env: {} } });
    expect(report.unverified).toEqual([]);
    expect(report.findings.filter(({ ruleId }) => /index|private|source|nonexistent/.test(ruleId))).toEqual([]);
    expect(namesAtOsv(world.osv)).toEqual(['left-pad', 'six']);
  });
});

describe('a budget that runs out', () => {
  const direct = ['left-pad', 'right-pad', 'pad'];
  const others = Array.from({ length: 120 }, (_, at) => `deep-${at}`);
  const entry = (dependencies: Readonly<Record<string, string>> = {}) => ({ version: '1.0.0', dependencies });
  const asked = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, '1.0.0']));
  const lock = {
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: Object.fromEntries([
      ['', { name: 'shop', version: '1.0.0', dependencies: asked(direct) }],
      // Those that others bring in stand first.
      ...others.map((name) => [`node_modules/${name}`, entry()]),
      ...direct.map((name) => [`node_modules/${name}`, entry(asked(others))]),
    ]),
  };
  const before = { 'package.json': manifest({}) };
  const after = { 'package.json': manifest(asked(direct)), 'package-lock.json': JSON.stringify(lock) };

  async function audit(budget: string, options: { latencyMs?: number } = {}) {
    const [registry, osv] = [
      await startNpmRegistry([...direct, ...others].map(npmPackage), options),
      await startOsv([]),
    ];
    cleanups.push(
      () => registry.close(),
      () => osv.close(),
    );
    const text = `version: 1
registries: { npm: { url: "${registry.url}", mirrors-public: true } }
services: { osv: "${osv.url}", github-advisories: false, deps-dev: false }
${budget}
`;
    const report = await run(text, before, after);
    const names = registry.log.map(({ url }) => url.split(/[/?]/)[1] ?? '');
    const unverified = [...new Set(report.unverified.flatMap(({ purl = '' }) => /\/([^@]+)@/.exec(purl)?.[1] ?? []))];
    return { report, names, unverified, requests: registry.log.length + osv.log.length };
  }

  it('has answered every question about direct dependencies before the first about others', async () => {
    const whole = await audit('');
    expect(whole.report.verdict).toBe('pass');
    const needed = whole.names.filter((name) => direct.includes(name)).length;
    // More than one round of questions, so that the later ones could be left out.
    expect(needed).toBeGreaterThanOrEqual(2 * direct.length);
    expect(whole.names.slice(0, needed).every((name) => direct.includes(name))).toBe(true);

    // One more is what the advisories take.
    const least = await audit(`budget: { requests: ${needed + 1} }`);
    expect(least.requests).toBe(needed + 1);
    expect(least.report.verdict).toBe('incomplete');
    expect(least.unverified.sort()).toEqual([...others].sort());
    expect(least.report.stats.requests).toBe(needed + 1);

    const half = await audit(`budget: { requests: ${needed + 21} }`);
    expect(half.requests).toBe(needed + 21);
    expect(half.unverified.filter((name) => direct.includes(name))).toEqual([]);
    // Of the others, whether they exist comes first.
    expect(half.report.unverified.filter(({ question }) => question === 'existence').length).toBe(others.length - 20);
  });

  it('leaves direct dependencies out last when time or bytes end, too', async () => {
    for (const [budget, options] of [
      ['budget: { bytes: 12KB }', {}],
      // With so long before each answer all of them take more, however fast the machine.
      ['budget: { seconds: 3 }', { latencyMs: 400 }],
    ] as const) {
      const { report, unverified } = await audit(budget, options);
      expect(report.verdict).toBe('incomplete');
      expect(unverified.length).toBeGreaterThan(0);
      expect(unverified.filter((name) => direct.includes(name))).toEqual([]);
    }
  });
});
