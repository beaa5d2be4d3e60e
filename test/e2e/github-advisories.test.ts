import { describe, expect, it, onTestFinished } from 'vitest';
import { startDepsDev } from '../support/registries/deps-dev.ts';
import { type ListedAdvisory, startGitHubAdvisories } from '../support/registries/github-advisories.ts';
import type { OsvRecord } from '../support/registries/osv.ts';
import { auditFiles, manifest, startWorld, summarise, type World } from './world.ts';

const id = 'GHSA-aaaa-bbbb-cccc';
const listed = (name: string, more: Partial<ListedAdvisory> = {}): ListedAdvisory => ({
  id,
  ecosystem: 'npm',
  name,
  ...more,
});

interface Said {
  readonly list?: readonly ListedAdvisory[];
  /** Records of OSV; false: it is switched off. */
  readonly records?: readonly OsvRecord[] | false;
  /** With which GitHub answers everything. */
  readonly status?: number;
  readonly extra?: string;
}

/** Audits a change that brings packages in, with a list of malware on loopback; tells what was asked of it. */
async function bringIn(files: Readonly<Record<string, string>>, { list = [], records = [], status, extra }: Said = {}) {
  const world = await startWorld();
  for (const record of records || []) world.osv.put(record);
  const github = await startGitHubAdvisories(list);
  onTestFinished(() => github.close());
  if (status !== undefined) github.fail('*', { status });
  const services = `{ osv: ${records === false ? 'false' : `"${world.osv.url}"`}, github-advisories: "${github.url}", deps-dev: false }`;
  const config = (more = '') => world.config(more).replace(/services: .*/, `services: ${services}`);
  const run = await auditFiles({ ...world, config } as World, { 'package.json': manifest({}) }, files, [], extra);
  const names = github.log.map(({ url }) => decodeURIComponent(/affects=([^&]*)/.exec(url)?.[1] ?? '').split(','));
  const told = run.report.notifications.filter(({ message }) => message.includes('advisories'));
  return {
    ...run,
    names,
    findings: summarise(run.report),
    told: told.map(({ level, message }) => `${level} ${message.replace(/\d+\.\d\S+/, 'HOST')}`),
    source: github.url,
  };
}

const pinned = (dependencies: Readonly<Record<string, string>>) => ({ 'package.json': manifest(dependencies) });

describe('a release that only GitHub calls malware', () => {
  it('fails, in both ecosystems, for one request', async () => {
    const run = await bringIn(
      { ...pinned({ 'left-pad': '1.3.0', quillvane: '1.0.0' }), 'requirements.txt': 'six==1.16.0\n' },
      {
        list: [
          listed('left-pad', { ranges: ['>= 1.1, < 1.4'] }),
          listed('six', { id: 'GHSA-pppp-pppp-pppp', ecosystem: 'pip', ranges: ['= 1.16'] }),
          // The same name elsewhere is another package.
          listed('quillvane', { id: 'GHSA-qqqq-qqqq-qqqq', ecosystem: 'pip' }),
        ],
      },
    );
    expect(run.findings.filter((one) => one.includes('known-malicious'))).toEqual([
      'high known-malicious left-pad package.json:5',
      'high known-malicious six requirements.txt:1',
    ]);
    expect([run.status, run.told]).toEqual([1, []]);
    expect(run.names).toEqual([['left-pad', 'quillvane', 'six']]);
    expect(run.report.findings[0]?.message).toBe(
      `left-pad 1.3.0 is malware according to ${id}; nothing else corroborates it.`,
    );
    expect(run.report.findings[0]?.evidence[0]).toEqual({
      fact: 'malware',
      source: run.source,
      observed: 'present',
      value: id,
    });
  });

  it('fails where nobody else is asked', async () => {
    const run = await bringIn(pinned({ 'left-pad': '1.3.0' }), { records: false, list: [listed('left-pad')] });
    expect(run.findings).toEqual(['high known-malicious left-pad package.json:5']);
  });

  it.each<[string, Partial<ListedAdvisory>]>([
    ['another release is', { ranges: ['= 1.0.0', '>= 2.0.0'] }],
    ['the advisory was withdrawn', { withdrawn: '2026-01-01T00:00:00Z' }],
  ])('passes where %s', async (_, more) => {
    const run = await bringIn(pinned({ 'left-pad': '1.3.0' }), { list: [listed('left-pad', more)] });
    expect([run.status, run.findings, run.told]).toEqual([0, [], []]);
  });
});

describe('both collections', () => {
  it('tell of one advisory as one finding, each with its own evidence', async () => {
    const run = await bringIn(pinned({ 'left-pad': '1.3.0' }), {
      records: [{ id: 'MAL-2026-9', ecosystem: 'npm', name: 'left-pad', versions: ['1.3.0'], aliases: [id] }],
      list: [listed('left-pad', { ranges: ['= 1.3.0'] })],
    });
    const [finding] = run.report.findings;
    expect(run.report.findings).toHaveLength(1);
    expect(finding?.message).toContain('malware according to MAL-2026-9; nothing else');
    const evidence = finding?.evidence.filter(({ fact }) => fact === 'malware') ?? [];
    expect(evidence.map(({ value }) => value)).toEqual(['MAL-2026-9', id]);
    expect(evidence[1]?.source).toBe(run.source);
    expect(evidence[0]?.source).not.toBe(run.source);
  });

  it.each<[string, readonly string[], 'high' | 'medium']>([
    ['do not vouch for each other where both mean every version', ['>= 0'], 'medium'],
    ['do where one names the release', ['= 1.3.0'], 'high'],
  ])('%s', async (_, ranges, confidence) => {
    const run = await bringIn(pinned({ 'left-pad': '1.3.0' }), {
      records: [{ id: 'MAL-2026-9', ecosystem: 'npm', name: 'left-pad' }],
      list: [listed('left-pad', { ranges })],
    });
    expect(run.report.findings).toMatchObject([{ ruleId: 'known-malicious', severity: 'high', confidence }]);
  });
});

describe('the list', () => {
  it('is sent no private name, and none that is not there in public', async () => {
    const run = await bringIn(pinned({ 'left-pad': '1.3.0', 'acme-internal': '9.9.9', 'acme-nowhere': '1.0.0' }), {
      extra: 'private: { npm: ["acme-internal"] }',
    });
    expect(run.names).toEqual([['left-pad']]);
  });

  it.each<[number, string]>([
    [500, 'warning'],
    [401, 'warning'],
    [403, 'note'],
    [429, 'note'],
  ])('that answers %i is told of as a %s, and lets nothing fail', async (status, level) => {
    const run = await bringIn(pinned({ 'left-pad': '1.3.0' }), { list: [listed('left-pad')], status });
    expect([run.status, run.report.unverified, run.findings]).toEqual([0, [], []]);
    expect(run.told).toEqual([
      expect.stringMatching(`^${level} GitHub's malware advisories were not consulted for 1 package: HOST answered`),
    ]);
  });

  it('leaves a run incomplete whose requests ended before it', async () => {
    const files = pinned({ 'left-pad': '1.3.0' });
    const { requests } = (await bringIn(files, { records: false })).report.stats;
    const extra = `on-unverified: warn\nbudget: { requests: ${requests - 1} }\n`;
    const run = await bringIn(files, { records: false, extra });
    expect(run.report.unverified).toMatchObject([{ question: 'malware', source: run.source }]);
    expect(run.status).toBe(3);
  });

  it('hears of what a mirror serves, as all other services do, and they of nothing that is private', async () => {
    const world = await startWorld();
    const [github, times] = await Promise.all([startGitHubAdvisories([]), startDepsDev(new Map())]);
    for (const server of [github, times]) onTestFinished(() => server.close());
    const services = { osv: world.osv.url, 'github-advisories': github.url, 'deps-dev': times.url };
    const more = `private: { npm: ["acme-*"] }\nservices: ${JSON.stringify(services)}\n`;
    const config = () => world.config(more).replace(/services: .*\n/, '');
    const root = { dependencies: { 'left-pad': '1.3.0', quillvane: '1.0.0', 'acme-internal': '9.9.9' } };
    const lock = (versions: Readonly<Record<string, string>>): string =>
      JSON.stringify({
        lockfileVersion: 3,
        packages: Object.fromEntries([
          ['', root],
          ...Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
        ]),
      });
    const files = { 'package.json': manifest(root.dependencies) };
    await auditFiles(
      { ...world, config } as World,
      { ...files, 'package-lock.json': lock({ 'left-pad': '1.0.0', quillvane: '0.9.0', 'acme-internal': '9.9.8' }) },
      { ...files, 'package-lock.json': lock(root.dependencies) },
    );
    const heard = [world.osv, github, times].map(({ log }) =>
      log.map(({ url, body }) => decodeURIComponent(url) + body).join('\n'),
    );
    for (const name of ['left-pad', 'quillvane']) expect(heard.map((text) => text.includes(name))).not.toContain(false);
    expect(heard.map((text) => text.includes('acme-internal'))).not.toContain(true);
  });
});
