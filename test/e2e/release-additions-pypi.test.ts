import { describe, expect, it, vi } from 'vitest';
import { startPyPi } from '../support/registries/pypi.ts';
import { filePath, type PyPiProject, type PyPiRelease } from '../support/registries/pypi-documents.ts';
import { auditBetween } from './between-indexes.ts';
import { auditFiles, daysAgo, now, startWorld, summarise, type World } from './world.ts';

vi.setConfig({ testTimeout: 30_000 });

const hours = (count: number): string => daysAgo(count / 24);
const requirements = (version: string) => ({ 'requirements.txt': `six==${version}\n` });
const metadataPath = (version: string): string => `${filePath(`six-${version}-py3-none-any.whl`)}.metadata`;

/** What somebody else uploaded hours before. */
const staged: PyPiProject = {
  name: 'plain-crypto-py',
  publishers: ['mallory'],
  releases: [{ version: '4.2.1', uploadedAt: hours(18) }],
};

interface Scene {
  /** 1.18.0 of `six`; its age is ten days. */
  readonly release?: Partial<PyPiRelease>;
  readonly others?: readonly PyPiProject[];
  readonly files?: readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>];
  readonly extra?: string;
  meddle?(world: World): void;
}

async function audit({ release = {}, others = [staged], files, extra = '', meddle }: Scene) {
  const world = await startWorld();
  const usual = ['python-dateutil>=2.8', 'tzdata; sys_platform == "win32"'];
  world.pypi.put({
    name: 'six',
    publishers: ['alice', 'bob'],
    releases: [
      { version: '1.16.0', uploadedAt: daysAgo(1500) },
      { version: '1.17.0', uploadedAt: daysAgo(500), requires: usual },
      { version: '1.18.0', uploadedAt: daysAgo(10), ...release, requires: [...usual, ...(release.requires ?? [])] },
    ],
  });
  for (const one of others) world.pypi.put(one);
  meddle?.(world);
  const [before, after] = files ?? [requirements('1.17.0'), requirements('1.18.0')];
  const { report, status } = await auditFiles(world, before, after, [], extra);
  return {
    report,
    status,
    said: summarise(report),
    asked: world.pypi.log.map(({ url }) => url),
    warnings: report.notifications.filter(({ level }) => level === 'warning').map(({ message }) => message),
  };
}

const documents = (asked: readonly string[]) => asked.filter((url) => url.endsWith('.metadata'));
const told = 'new-young-dependency six requirements.txt:1';

describe('a release of PyPI that adds a package of 18 hours', () => {
  const requires = ['plain_crypto.py>=4.2'];

  it('is told by the metadata of its wheel', async () => {
    const { report, said, asked, warnings } = await audit({ release: { requires } });
    expect([said, warnings, report.unverified]).toEqual([[`medium ${told}`], [], []]);
    expect(report.findings[0]).toMatchObject({
      package: { purl: 'pkg:pypi/six@1.18.0' },
      message: expect.stringContaining('plain-crypto-py, which was first published 18 hours ago'),
      evidence: [
        {
          fact: 'additions',
          observed: 'present',
          value: 'plain-crypto-py: >=4.2',
          source: expect.stringMatching(/six-1\.18\.0-py3-none-any\.whl\.metadata$/),
        },
      ],
    });
    expect(documents(asked).sort()).toEqual([metadataPath('1.17.0'), metadataPath('1.18.0')].sort());
    expect(asked.filter((url) => url.includes('plain-crypto'))).toEqual([
      '/simple/plain-crypto-py/',
      '/pypi/plain-crypto-py/json',
    ]);
  });

  it.each<[string, Partial<PyPiRelease>, number, string]>([
    ['graver than its age, three hours after it', { uploadedAt: hours(3) }, 1, `high ${told}`],
    ['critical with a file that runs by itself', { uploadedAt: daysAgo(3), holds: ['six.pth'] }, 1, `critical ${told}`],
  ])('is %s', async (_, release, status, expected) => {
    const found = await audit({ release: { requires, ...release } });
    expect([found.status, found.said]).toEqual([status, [expected]]);
  });

  it.each<[string, string, (version: string) => string]>([
    ['a line', 'requirements.txt', (version) => `six[proxy]==${version}`],
    ['a line, by another extra', 'requirements.txt', (version) => `six[All]==${version}`],
    [
      'Poetry',
      'pyproject.toml',
      (version) => `[tool.poetry.dependencies]\nsix = {version = "${version}", extras = ["proxy"]}`,
    ],
    ['Pipenv', 'Pipfile', (version) => `[packages]\nsix = {version = "==${version}", extras = ["proxy"]}`],
  ])('is told where it belongs to an extra that %s asks for', async (_, path, write) => {
    const ofExtra = [`${requires[0]}; extra == "proxy"`, 'six[proxy]; extra == "all"'];
    const files = [{ [path]: `${write('1.17.0')}\n` }, { [path]: `${write('1.18.0')}\n` }] as const;
    const { said } = await audit({ release: { requires: ofExtra }, files });
    expect(said).toContainEqual(expect.stringMatching(/^medium new-young-dependency six /));
  });

  it('is told where no version is fixed', async () => {
    const files = [{ 'requirements.txt': 'six>=1.16\n' }, { 'requirements.txt': 'six>=1.17\n' }] as const;
    const { said, warnings } = await audit({ release: { requires }, files });
    expect(said.filter((one) => one.includes('new-young'))).toEqual([`medium ${told}`]);
    expect(warnings).toEqual([]);
  });

  it.each<[string, Partial<Scene>]>([
    ['it is old', { release: { requires, uploadedAt: daysAgo(91) } }],
    ['the package is new to the repository', { files: [{ 'requirements.txt': '' }, requirements('1.18.0')] }],
    ['the rule is off', { extra: 'rules: { new-young-dependency: off }\n' }],
  ])('takes no request where %s', async (_, scene) => {
    const { asked, said } = await audit({ release: { requires }, ...scene });
    expect([documents(asked), said.filter((one) => one.includes('new-young'))]).toEqual([[], []]);
  });
});

describe('a release of PyPI that adds', () => {
  it('what comes from an address is told, and the host of the address is not asked', async () => {
    const requires = ['acme-setup @ https://evil.example/acme_setup-1.0.tar.gz'];
    const { report, said, asked } = await audit({ release: { requires } });
    expect(said).toEqual([`medium ${told}`]);
    expect(report.findings[0]?.message).toContain('comes from https://evil.example/acme_setup-1.0.tar.gz');
    expect(report.stats.hosts.map(({ host }) => host).join()).not.toContain('evil.example');
    expect(asked.filter((url) => url.includes('acme'))).toEqual([]);
  });

  it('what does not exist is told', async () => {
    const { report, said } = await audit({ release: { requires: ['plain-crypto-py'] }, others: [] });
    expect(said).toEqual([`medium ${told}`]);
    expect(report.findings[0]?.message).toContain('plain-crypto-py, which does not exist on PyPI');
  });

  it.each<[string, Scene, number]>([
    ['what an extra alone brings', { release: { requires: ['plain-crypto-py; extra == "all"'] } }, 1],
    [
      'what many use',
      {
        release: { requires: ['urllib3>=2'] },
        others: [{ name: 'urllib3', releases: [{ version: '2.0', uploadedAt: daysAgo(2) }] }],
      },
      1,
    ],
    [
      'a young package of the same people',
      { release: { requires: ['plain-crypto-py'] }, others: [{ ...staged, publishers: ['bob'] }] },
      2,
    ],
    [
      'a name that is private here',
      { release: { requires: ['acme-secret'] }, extra: 'private: { pypi: ["acme-*"] }\n' },
      2,
    ],
    ['nothing', {}, 1],
  ])('%s is no matter', async (_, scene, requests) => {
    const { status, said, warnings, asked } = await audit(scene);
    expect([status, said, warnings]).toEqual([0, [], []]);
    expect(documents(asked)).toHaveLength(requests);
    expect(asked.filter((url) => url.includes('acme-secret'))).toEqual([]);
  });
});

describe('what a release of PyPI requires', () => {
  const release = { requires: ['plain-crypto-py>=4.2'] };

  it.each<[string, number, string]>([
    ['of the release', 503, metadataPath('1.18.0')],
    ['of the release', 404, metadataPath('1.18.0')],
    ['of the one before it', 403, metadataPath('1.17.0')],
    ['of the package that it adds', 500, '/simple/plain-crypto-py/'],
  ])('is said to be unknown where the document %s answers %i', async (_, status, path) => {
    const { said, report, warnings } = await audit({ release, meddle: ({ pypi }) => pypi.fail(path, { status }) });
    expect([said, report.verdict]).toEqual([[], 'pass']);
    expect(warnings).toEqual([
      expect.stringMatching(/^what young releases newly require is not known, for 1 of them: .* answered \d{3}/),
    ]);
  });

  it('is told all the same where nobody says who may publish what it adds, and so is that', async () => {
    const meddle = ({ pypi }: World) => pypi.fail('/pypi/plain-crypto-py/json', { status: 503 });
    const { said, warnings } = await audit({ release, meddle });
    expect(said).toEqual([`medium ${told}`]);
    expect(warnings).toEqual([
      expect.stringMatching(/^who is behind what young releases newly require is not known, for 1 of them: /),
    ]);
  });

  it('is nothing to wait for where the index offers no metadata', async () => {
    const releases = [
      { version: '1.17.0', uploadedAt: daysAgo(500) },
      { version: '1.18.0', uploadedAt: daysAgo(10), ...release },
    ];
    const pypi = await startPyPi([{ name: 'six', releases }], { metadata: false });
    const change = [requirements('1.17.0'), requirements('1.18.0')] as const;
    const { report } = await auditBetween({ pypi, own: [await startPyPi([])] }, change, { args: ['--now', now] });
    expect([report.verdict, report.notifications, report.unverified]).toEqual(['pass', [], []]);
  });

  it.each([2, 3, 4])('leaves the audit incomplete where the budget ends before it: %i requests', async (requests) => {
    const extra = `budget: { requests: ${requests} }\non-unverified: warn\n`;
    const { report, status } = await audit({ release, extra });
    expect([status, report.verdict]).toEqual([3, 'incomplete']);
    expect(report.unverified.map(({ question }) => question)).toContain('additions');
  });

  it('is nothing to wait for where there are no wheels', async () => {
    const files = [{ filename: 'six-1.18.0.tar.gz' }];
    const { report, warnings, asked } = await audit({ release: { ...release, files } });
    expect([report.verdict, warnings, report.unverified]).toEqual(['pass', [], []]);
    expect(documents(asked)).toEqual([]);
  });
});
