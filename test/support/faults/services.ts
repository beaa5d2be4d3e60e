import type { Finding } from '../../../src/model/finding.ts';
import { createServedRepository } from '../github/repository.ts';
import { startGitHub } from '../github/server.ts';
import type { Files } from '../memory-source.ts';
import { startDepsDev } from '../registries/deps-dev.ts';
import { startGitHubAdvisories } from '../registries/github-advisories.ts';
import { startNpmRegistry } from '../registries/npm.ts';
import { startOsv } from '../registries/osv.ts';
import { startPyPi } from '../registries/pypi.ts';

/** A service in good order, and what a change asks it about. */
export interface Healthy {
  readonly url: string;
  /** Files that bring in what is fine by the word of this service. */
  readonly fine: Files;
  /** Files that bring in what it speaks against. */
  readonly bad: Files;
  close(): Promise<void>;
}

/** Keys of the configuration by which an audit is told of it. */
interface Settings {
  readonly registries?: Readonly<Record<string, unknown>>;
  readonly services?: Readonly<Record<string, unknown>>;
}

/** A service that an audit asks. */
export interface AskedService {
  /** For the table. */
  readonly title: string;
  /**
   * What its silence means:
   * - `record`: the registry of record of an ecosystem. Its packages are unverified, and the run is incomplete.
   * - `advisory`: it only adds knowledge. A warning.
   * - `convenience`: it saves requests, and what it tells is asked elsewhere without it. A warning, and nothing else changes.
   * - `courtesy`: nothing waits for it. A note.
   *
   * What registries of record are asked about is part of every change, as nobody else is asked about what they do not have.
   */
  readonly role: 'record' | 'advisory' | 'convenience' | 'courtesy';
  start(): Promise<Healthy>;
  settings(url: string): Settings;
  /** Purls of the packages that it is asked about begin with this. */
  readonly packages: string;
  /** Title of the fault that is an answer of it: that there is nothing. */
  readonly believes?: string;
  /** Whether a finding rests on its word. */
  tells(finding: Finding): boolean;
}

/** The moment of every audit here. */
export const now = new Date('2026-06-15T12:00:00Z');
const ago = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();

/** Well-known names, as two that many people use are what a registry that denies everything gives itself away by. */
const old = (name: string) => ({
  name,
  versions: [
    { version: '4.0.0', publishedAt: ago(2000) },
    { version: '4.1.0', publishedAt: ago(900) },
  ],
});

/** A release that is to be looked at closely, of a package in use. */
const recent = { name: 'semver', versions: [...old('semver').versions, { version: '4.2.0', publishedAt: ago(3) }] };

const manifest = (dependencies: Readonly<Record<string, string>>): string =>
  JSON.stringify({ name: 'shop', version: '1.0.0', dependencies }, null, 2);

const isOf =
  (prefix: string) =>
  ({ package: found }: Finding): boolean =>
    found?.purl.startsWith(prefix) === true;

/** Names that nobody has, and that are like no other. */
export const missing = { npm: 'xqvzkw', pypi: 'xqvzkw', githubactions: 'xqvzkw-nobody/nothing' };

const npm: AskedService = {
  title: 'npm',
  role: 'record',
  packages: 'pkg:npm/',
  settings: (url) => ({ registries: { npm: { url, 'mirrors-public': true } } }),
  tells: isOf('pkg:npm/'),
  async start() {
    const server = await startNpmRegistry([...['express', 'lodash', 'chalk', 'debug', 'ms', 'glob'].map(old), recent]);
    return {
      ...server,
      fine: { 'package.json': manifest({ express: '^4.0.0', lodash: '4.1.0' }) },
      bad: { 'packages/a/package.json': manifest({ [missing.npm]: '^1.0.0' }) },
    };
  },
};

const pypi: AskedService = {
  title: 'PyPI',
  role: 'record',
  packages: 'pkg:pypi/',
  settings: (url) => ({ registries: { pypi: { url: `${url}/simple`, 'mirrors-public': true } } }),
  tells: isOf('pkg:pypi/'),
  async start() {
    const server = await startPyPi(
      ['requests', 'numpy'].map((name) => ({ name, releases: [{ version: '2.1', uploadedAt: ago(900) }] })),
    );
    return {
      ...server,
      fine: { 'requirements.txt': 'requests==2.1\nnumpy==2.1\n' },
      bad: { 'tools/requirements.txt': `${missing.pypi}==1.0\n` },
    };
  },
};

const osv: AskedService = {
  title: 'OSV',
  role: 'advisory',
  packages: 'pkg:',
  settings: (url) => ({ services: { osv: url } }),
  tells: ({ ruleId }) => ruleId === 'known-malicious',
  async start() {
    const server = await startOsv([{ id: 'MAL-2026-1', ecosystem: 'npm', name: 'chalk', versions: ['4.1.0'] }]);
    return { ...server, fine: {}, bad: { 'packages/b/package.json': manifest({ chalk: '4.1.0' }) } };
  },
};

const advisories: AskedService = {
  title: "GitHub's advisories",
  role: 'advisory',
  packages: 'pkg:',
  settings: (url) => ({ services: { 'github-advisories': url } }),
  believes: 'an empty JSON list',
  tells: ({ ruleId }) => ruleId === 'known-malicious',
  async start() {
    const server = await startGitHubAdvisories([
      { id: 'GHSA-aaaa-bbbb-cccc', ecosystem: 'npm', name: 'glob', ranges: ['>= 4.1, < 5'] },
      // So that there is something to be read where all is fine, too.
      { id: 'GHSA-aaaa-bbbb-dddd', ecosystem: 'npm', name: 'express', ranges: ['= 3.0.1'] },
    ]);
    return { ...server, fine: {}, bad: { 'packages/d/package.json': manifest({ glob: '4.1.0' }) } };
  },
};

/** Packages that others bring in: of those, small documents are asked for first. */
function lockfile(versions: Readonly<Record<string, string>>): string {
  const further = Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]);
  const express = {
    version: '4.1.0',
    dependencies: Object.fromEntries(Object.keys(versions).map((name) => [name, '*'])),
  };
  const root = { name: 'shop', version: '1.0.0', dependencies: { express: '4.1.0' } };
  const packages = { '': root, 'node_modules/express': express, ...Object.fromEntries(further) };
  return JSON.stringify({ name: 'shop', version: '1.0.0', lockfileVersion: 3, packages }, null, 2);
}

/** Without it the whole documents tell what it would: what is malware, or recent, or not there, is told as with it. */
const depsDev: AskedService = {
  title: 'deps.dev',
  role: 'convenience',
  packages: 'pkg:npm/',
  settings: (url) => ({ services: { 'deps-dev': url } }),
  tells: () => false,
  async start() {
    const known = [...['debug', 'ms', 'chalk'].map(old), recent].flatMap(({ name, versions }) =>
      versions.map(({ version, publishedAt }) => [`NPM ${name} ${version}`, publishedAt] as const),
    );
    const server = await startDepsDev(new Map(known));
    const project = (folder: string, versions: Readonly<Record<string, string>>): Files => ({
      [`${folder}/package.json`]: manifest({ express: '4.1.0' }),
      [`${folder}/package-lock.json`]: lockfile(versions),
    });
    return {
      ...server,
      fine: project('services/a', { debug: '4.1.0', ms: '4.1.0' }),
      bad: project('services/b', { chalk: '4.1.0', semver: '4.2.0', debug: '4.7.0', [missing.npm]: '1.0.0' }),
    };
  },
};

const workflow = (...uses: readonly string[]): string =>
  `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${uses.map((one) => `      - uses: ${one}\n`).join('')}`;

const github: AskedService = {
  title: 'GitHub',
  role: 'courtesy',
  packages: 'pkg:githubactions/',
  settings: (url) => ({ registries: { githubactions: { url, 'mirrors-public': true } } }),
  tells: isOf('pkg:githubactions/'),
  async start() {
    const repository = createServedRepository();
    const own = repository.commit({ 'action.yml': 'name: checkout\n' });
    const foreign = repository.commit({ 'action.yml': 'name: of a fork\n' });
    repository.git('reset', '--quiet', '--hard', own);
    const place = { owner: 'actions', repo: 'checkout' };
    const server = await startGitHub({ dir: repository.dir, ...place, isPublic: true });
    return {
      url: server.url,
      // Of a private repository, or one that is not there, GitHub does not tell strangers which.
      fine: { '.github/workflows/a.yml': workflow(`actions/checkout@${own}`, `actions/setup-node@${own}`) },
      bad: { '.github/workflows/b.yml': workflow(`actions/checkout@${foreign}`, `${missing.githubactions}@${own}`) },
      close: async () => {
        await server.close();
        repository.dispose();
      },
    };
  },
};

/** Every service that an audit asks: one more is one entry more. */
export const askedServices: readonly AskedService[] = [npm, pypi, osv, advisories, depsDev, github];
