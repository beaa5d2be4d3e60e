import { describe, expect, it } from 'vitest';
import { endpoints } from '../../src/knowledge/endpoints.ts';
import type { Report } from '../../src/model/report.ts';
import { type NpmRegistry, startNpmRegistry } from '../support/registries/npm.ts';
import { startPyPi } from '../support/registries/pypi.ts';
import { auditBetween } from './between-indexes.ts';
import { manifest } from './world.ts';

const names = Array.from({ length: 12 }, (_, at) => `pack-${String(at + 1).padStart(2, '0')}`);
const hash = `sha512-${Buffer.alloc(64, 7).toString('base64')}`;

/** A lockfile of npm whose entries were all taken from one host. */
function packageLock(host: string): string {
  const entry = (name: string) => ({
    version: '1.0.0',
    resolved: `${host}${name}/-/${name}-1.0.0.tgz`,
    integrity: hash,
  });
  const packages = {
    '': { name: 'shop', version: '1.0.0', dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])) },
    ...Object.fromEntries(names.map((name) => [`node_modules/${name}`, entry(name)])),
  };
  return JSON.stringify({ name: 'shop', version: '1.0.0', lockfileVersion: 3, requires: true, packages }, null, 2);
}

const project = manifest(Object.fromEntries(names.map((name) => [name, '1.0.0'])));
const slash = ({ url }: NpmRegistry): string => (url.endsWith('/') ? url : `${url}/`);
const toldOf = (report: Report) =>
  report.findings
    .filter(({ ruleId }) => ruleId === 'unexpected-source')
    .map(({ severity, location, message, remediation }) => ({ severity, path: location.path, message, remediation }));
const remediation = 'Make sure that the move is meant, and that both hosts hold the same packages under these names.';

describe('a lockfile that moves as a whole', () => {
  async function auditNpm(
    before: (one: string, other: string) => readonly [rc: string, host: string],
    after: typeof before,
  ) {
    const packages = names.map((name) => ({
      name,
      versions: [{ version: '1.0.0', publishedAt: '2020-01-01T00:00:00Z' }],
    }));
    const [npm, one, other] = await Promise.all([packages, packages, packages].map((all) => startNpmRegistry(all)));
    if (npm === undefined || one === undefined || other === undefined) throw new Error('no registry');
    const files = ([rc, host]: readonly [string, string]) => ({
      'package.json': project,
      '.npmrc': rc,
      'package-lock.json': packageLock(host),
    });
    const hosts = [slash(one), slash(other)] as const;
    const { report } = await auditBetween({ npm, own: [one, other] }, [
      files(before(...hosts)),
      files(after(...hosts)),
    ]);
    return { told: toldOf(report), hosts: hosts.map((url) => new URL(url).host) };
  }

  const openly = () => ['', `${endpoints.npm}/`] as const;
  const privately = (own: string) => [`registry=${own}\n`, own] as const;

  it.each([
    ['to a private registry', openly, privately, ['registry.npmjs.org', 0]],
    ['back to the public one', privately, openly, [0, 'registry.npmjs.org']],
    ['from one private registry to another', privately, (_: string, other: string) => privately(other), [0, 1]],
  ] as const)('%s is told once', async (_, before, after, [from, to]) => {
    const { told, hosts } = await auditNpm(before, after);
    const say = (host: string | number) => (typeof host === 'number' ? hosts[host] : host);
    expect(told).toEqual([
      {
        severity: 'low',
        path: 'package-lock.json',
        message: `12 npm packages in package-lock.json would come from ${say(to)} instead of ${say(from)} (pack-01, pack-02, pack-03 and 9 more).`,
        remediation,
      },
    ]);
  });

  it('is told once of uv, too', async () => {
    const projects = names.map((name) => ({
      name,
      releases: [{ version: '1.0', uploadedAt: '2020-01-01T00:00:00Z' }],
    }));
    const [pypi, own] = await Promise.all([startPyPi(projects), startPyPi(projects)]);
    const lock = (index: string) =>
      `version = 1\n${names.map((name) => `[[package]]\nname = "${name}"\nversion = "1.0"\nsource = { registry = "${index}" }\nsdist = { url = "${index}/${name}/${name}-1.0.tar.gz", hash = "sha256:${'7'.repeat(64)}" }\n`).join('')}[[package]]\nname = "shop"\nversion = "1"\nsource = { virtual = "." }\ndependencies = [${names.map((name) => `{ name = "${name}" }`).join(', ')}]\n`;
    const toml = (index?: string) =>
      `[project]\nname = "shop"\nversion = "1"\ndependencies = ${JSON.stringify(names)}\n${index === undefined ? '' : `[[tool.uv.index]]\nurl = "${index}"\ndefault = true\n`}`;
    const { report } = await auditBetween({ pypi, own: [own] }, [
      { 'pyproject.toml': toml(), 'uv.lock': lock(endpoints.pypi) },
      { 'pyproject.toml': toml(own.index), 'uv.lock': lock(own.index) },
    ]);
    const { host } = new URL(own.index);
    expect(toldOf(report)).toEqual([
      {
        severity: 'low',
        path: 'uv.lock',
        message: `12 pypi packages in uv.lock would come from ${host} instead of pypi.org (pack-01, pack-02, pack-03 and 9 more).`,
        remediation,
      },
    ]);
  });
});
