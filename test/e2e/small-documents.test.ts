import { describe, expect, it, onTestFinished } from 'vitest';
import { startDepsDev } from '../support/registries/deps-dev.ts';
import { startNpmRegistry } from '../support/registries/npm.ts';
import { startOsv } from '../support/registries/osv.ts';
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

const novelty = { version: '1.0.0', publishedAt: daysAgo(1), publisher: 'somebody-else' };

interface Ages {
  /** What the service says instead, in days; or that it fails or knows nothing. */
  readonly service?: number | 'silent' | 503;
  readonly deprecated?: boolean;
  /** An advisory calls the release malware. */
  readonly malware?: boolean;
  /** It requires what no release before it did, and what is young itself. */
  readonly brings?: string;
}

/** Audits an update of a transitive package; tells the requests about it, and the findings. */
async function update(from: Version | undefined, to: Version, ages: Ages = {}) {
  const { service, deprecated = false, malware = false, brings } = ages;
  const released = (version: Version) => ({ version, publishedAt: daysAgo(versions[version]) });
  const notice = deprecated ? { deprecated: 'use left-pad' } : {};
  const more = brings === undefined ? {} : { dependencies: { [brings]: '*' } };
  const all = (Object.keys(versions) as Version[]).map((version) => ({
    ...released(version),
    ...notice,
    ...(version === to ? more : {}),
  }));
  const npm = await startNpmRegistry([
    { name: 'acme-part', versions: all },
    { name: 'left-pad', versions: [released('1.0.0')] },
    ...(brings === undefined ? [] : [{ name: brings, versions: [novelty], maintainers: ['somebody-else'] }]),
  ]);
  const days = typeof service === 'number' ? service : versions[to];
  const known = service === 'silent' ? [] : [[`NPM acme-part ${to}`, daysAgo(days)] as const];
  const times = await startDepsDev(new Map(known));
  if (service === 503) times.fail('*', { status: 503 });
  const osv = await startOsv(
    malware ? [{ id: 'MAL-2026-2', ecosystem: 'npm', name: 'acme-part', versions: [to] }] : [],
  );
  for (const server of [npm, times, osv]) onTestFinished(() => server.close());
  const config = () => `version: 1
registries: { npm: { url: "${npm.url}", mirrors-public: true } }
services: { osv: "${osv.url}", github-advisories: false, deps-dev: "${times.url}" }
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

describe.each<[string, Ages]>([
  ['answers', {}],
  ['is out', { service: 503 }],
  ['knows nothing', { service: 'silent' }],
])('where the service that tells times %s', (_, ages) => {
  const isOut = ages.service === 503;

  it('asks for advisories, and reads what they say', async () => {
    const { findings, status, report } = await update('1.0.0', '1.1.0', { ...ages, malware: true });
    expect(findings).toEqual(['high known-malicious acme-part package-lock.json:1']);
    expect([status, report.unverified]).toEqual([1, []]);
  });

  it('looks at what a recent release brings in, and reads what advisories say of it', async () => {
    const { findings, report } = await update('1.0.0', '1.3.0', { ...ages, malware: true, brings: 'acme-novelty' });
    expect(findings).toContain('critical known-malicious acme-part package-lock.json:1');
    const [joined = ''] = report.findings.map(({ message }) => message).filter((text) => text.includes('acme-novelty'));
    expect(joined).toContain('acme-part 1.3.0');
    expect(report.unverified).toEqual([]);
  });

  it('tells of an outage, and of nothing else', async () => {
    const { report, status } = await update('1.0.0', '1.1.0', ages);
    const told = report.notifications.map(({ level, message }) => `${level} ${message.replace(/\d+\.\d\S+/, 'HOST')}`);
    const outage = 'warning times of publication were taken from whole documents for 1 package: HOST answered 503';
    expect(told).toEqual(isOut ? [`${outage} (unavailable)`] : []);
    expect([status, report.findings]).toEqual([0, []]);
  });
});

it('takes the whole document of a name that is new and that hardly anybody uses', async () => {
  expect((await update(undefined, '1.1.0')).asked).toContain('/acme-part');
});
