import { describe, expect, it, onTestFinished } from 'vitest';
import { startDepsDev } from '../support/registries/deps-dev.ts';
import { startNpmRegistry } from '../support/registries/npm.ts';
import { type OsvRecord, startOsv } from '../support/registries/osv.ts';
import { auditFiles, daysAgo, manifest, summarise, type World } from './world.ts';

const versions = { '1.0.0': 900, '1.1.0': 400, '1.2.0': 30, '1.3.0': 3 };
type Version = keyof typeof versions;

/** A lockfile with one transitive package. */
const lock = (version?: Version): string =>
  JSON.stringify({
    name: 'shop',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: {
      '': { name: 'shop', version: '1.0.0', dependencies: { 'left-pad': '1.0.0' } },
      'node_modules/left-pad': {
        version: '1.0.0',
        ...(version === undefined ? {} : { dependencies: { 'acme-part': '*' } }),
      },
      ...(version === undefined ? {} : { 'node_modules/acme-part': { version } }),
    },
  });

interface Ages {
  /** What the service says instead, in days; or that it fails or knows nothing. */
  readonly service?: number | 'silent' | 503 | undefined;
  readonly deprecated?: boolean;
  /** What the advisory service knows of the package. */
  readonly advised?: Omit<OsvRecord, 'ecosystem' | 'name'>;
}

/** Audits an update of a transitive package; tells the requests about it, and the findings. */
async function update(from: Version | undefined, to: Version, { service, deprecated = false, advised }: Ages = {}) {
  const released = (version: Version) => ({ version, publishedAt: daysAgo(versions[version]) });
  const notice = deprecated ? { deprecated: 'use left-pad' } : {};
  const all = (Object.keys(versions) as Version[]).map((version) => ({ ...released(version), ...notice }));
  const npm = await startNpmRegistry([
    { name: 'acme-part', versions: all },
    { name: 'left-pad', versions: [released('1.0.0')] },
  ]);
  const days = typeof service === 'number' ? service : versions[to];
  const known = service === 'silent' ? [] : [[`NPM acme-part ${to}`, daysAgo(days)] as const];
  const times = await startDepsDev(new Map(known));
  if (service === 503) times.fail('*', { status: 503 });
  const osv = await startOsv(advised === undefined ? [] : [{ ecosystem: 'npm', name: 'acme-part', ...advised }]);
  for (const server of [npm, times, osv]) onTestFinished(() => server.close());
  const config = () => `version: 1
registries: { npm: { url: "${npm.url}", mirrors-public: true } }
services: { osv: "${osv.url}", deps-dev: "${times.url}" }
`;
  const files = { 'package.json': manifest({ 'left-pad': '1.0.0' }) };
  const { report, status } = await auditFiles(
    { config } as World,
    { ...files, 'package-lock.json': lock(from) },
    { ...files, 'package-lock.json': lock(to) },
  );
  const asked = npm.log.map(({ url }) => url.split('?')[0] ?? '').filter((url) => url.startsWith('/acme-part'));
  return { asked: [...new Set(asked)].sort(), status, report, findings: summarise(report) };
}

describe('an update of what the repository uses', () => {
  it('takes the small document of the release, and who knows its time', async () => {
    const { asked, status, report } = await update('1.0.0', '1.1.0');
    expect(asked).not.toContain('/acme-part');
    expect(asked).toContain('/acme-part/1.1.0');
    expect([status, report.unverified, report.findings]).toEqual([0, [], []]);
  });

  it.each<[string, Version, Ages]>([
    ['is recent', '1.3.0', {}],
    ['has no known time', '1.1.0', { service: 'silent' }],
    ['cannot be dated, as the service is down', '1.1.0', { service: 503 }],
    ['is younger than the service says', '1.3.0', { service: 400 }],
    ['is deprecated', '1.1.0', { deprecated: true }],
  ])('takes the whole document where the release %s', async (_, to, ages) => {
    const { asked, report } = await update('1.0.0', to, ages);
    expect(asked).toContain('/acme-part');
    expect(report.unverified).toEqual([]);
  });

  it('tells a recent release with the older one that is old enough', async () => {
    const { findings, report } = await update('1.0.0', '1.3.0', { service: 400 });
    expect(findings).toEqual(['medium recent-release acme-part package-lock.json:1']);
    expect(report.findings[0]?.remediation).toContain('1.2.0');
  });
});

describe('advisories on what the repository does not name itself', () => {
  const services: readonly [string, Ages['service']][] = [
    ['answers', undefined],
    ['knows nothing of it', 'silent'],
    ['is down', 503],
  ];

  it.each(services.flatMap((one) => (['1.1.0', '1.3.0'] as const).map((to) => [to, ...one] as const)))(
    'tell malware in %s where the service that tells times %s',
    async (to, _, service) => {
      const advised = { id: 'MAL-2026-1', versions: [to] };
      const { findings, status, report } = await update('1.0.0', to, { service, advised });
      expect(status).toBe(1);
      const severity = to === '1.3.0' ? 'critical' : 'high';
      expect(findings.join()).toContain(`${severity} known-malicious acme-part`);
      expect(report.notifications).toEqual([]);
    },
  );

  it.each(services)('tell a vulnerability where the service that tells times %s', async (_, service) => {
    const advised = { id: 'GHSA-aaaa-bbbb-cccc', ranges: [['1.1.0', '1.2.0'] as const], severity: 'HIGH' };
    const { findings, report } = await update('1.0.0', '1.1.0', { service, advised });
    expect(findings.join()).toContain('known-vulnerable acme-part');
    expect(report.notifications).toEqual([]);
  });
});

it('takes the whole document of a name that is new and that hardly anybody uses', async () => {
  expect((await update(undefined, '1.1.0')).asked).toContain('/acme-part');
});
