import { describe, expect, it } from 'vitest';
import type { Fault } from '../support/registries/fault.ts';
import { startPyPi } from '../support/registries/pypi.ts';
import { filePath, type Publisher, type PyPiRelease } from '../support/registries/pypi-documents.ts';
import { auditBetween } from './between-indexes.ts';
import { auditFiles, daysAgo, now, startWorld, summarise } from './world.ts';

const requirements = (version: string) => ({ 'requirements.txt': `six==${version}\n` });

/** From 1.17.0 to 1.18.0. */
async function update(
  release: Partial<PyPiRelease>,
  before: Partial<PyPiRelease> = {},
  meddle: (world: Awaited<ReturnType<typeof startWorld>>) => void = () => undefined,
  extra = '',
) {
  const world = await startWorld();
  world.pypi.put({
    name: 'six',
    releases: [
      { version: '1.16.0', uploadedAt: daysAgo(1500) },
      { version: '1.17.0', uploadedAt: daysAgo(500), ...before },
      { version: '1.18.0', uploadedAt: daysAgo(3), ...release },
    ],
  });
  meddle(world);
  const { status, report } = await auditFiles(world, requirements('1.17.0'), requirements('1.18.0'), [], extra);
  return {
    status,
    report,
    asked: world.pypi.log
      .map(({ url }) => url)
      .filter((url) => /^\/(?:packages|integrity)\//.test(url) && !url.endsWith('.metadata')),
    warnings: report.notifications.filter(({ level }) => level === 'warning').map(({ message }) => message),
  };
}

const held = ['medium recent-release six requirements.txt:1'];

describe('an update to a young release', () => {
  it('whose wheel begins to run with every start of Python is one grave finding', async () => {
    const { status, report, asked } = await update({ holds: ['six_init.pth'] });
    expect(summarise(report)).toEqual(['high new-install-script six requirements.txt:1']);
    expect(report.findings[0]).toMatchObject({
      package: { purl: 'pkg:pypi/six@1.18.0' },
      message: expect.stringMatching(
        /^six 1\.18\.0 brings a file that the interpreter runs whenever it starts, six_init\.pth, which 1\.17\.0 lacked\. Also: published 3 days ago/,
      ),
    });
    expect(report.findings[0]?.evidence).toContainEqual(
      expect.objectContaining({ fact: 'startup', observed: 'present', value: 'six_init.pth' }),
    );
    expect([status, report.verdict, report.unverified]).toEqual([1, 'fail', []]);
    expect(asked.map((url) => url.slice(-28))).toEqual([
      '/six-1.18.0-py3-none-any.whl',
      '/six-1.17.0-py3-none-any.whl',
    ]);
  });

  it.each<[string, Partial<PyPiRelease>, Partial<PyPiRelease>, number]>([
    ['without such a file', {}, {}, 1],
    ['that always had one', { holds: ['six.pth'] }, { holds: ['six.pth'] }, 2],
    ['that has one where nothing runs it', { holds: ['six/data.pth'] }, {}, 1],
  ])('%s is held by its age alone', async (_, release, before, requests) => {
    const { status, report, asked, warnings } = await update(release, before);
    expect([status, summarise(report), warnings]).toEqual([0, held, []]);
    expect(asked).toHaveLength(requests);
  });

  it('is not looked into once it is a week old, while who built it is still asked', async () => {
    const { report, asked } = await update(
      { holds: ['six_init.pth'], provenance: true, uploadedAt: daysAgo(8) },
      { provenance: true },
    );
    expect(summarise(report)).toEqual([]);
    expect(asked.map((url) => url.split('/')[1])).toEqual(['integrity', 'integrity']);
  });
});

it('no archive is asked for where the rule is off', async () => {
  const { report, asked } = await update(
    { holds: ['six_init.pth'] },
    {},
    undefined,
    'rules: { new-install-script: off }\n',
  );
  expect([summarise(report), asked]).toEqual([held, []]);
});

describe('an archive that cannot be looked into', () => {
  it.each<[string, Fault, RegExp]>([
    ['is gone', { status: 404 }, /answered 404/],
    ['is a web page', { kind: 'html' }, /does not end as a ZIP archive does/],
    ['has no end', { kind: 'endless' }, /larger than/],
  ])('because it %s is told, and nothing waits for it', async (_, fault, words) => {
    const { status, report, warnings } = await update({ holds: ['six_init.pth'] }, {}, ({ pypi }) =>
      pypi.fail(filePath('six-1.18.0-py3-none-any.whl'), fault),
    );
    expect([status, report.verdict, summarise(report), report.unverified]).toEqual([0, 'pass', held, []]);
    expect(warnings).toEqual([
      expect.stringMatching(/^what the archives of young releases run by themselves is not known, for 1 of them: /),
    ]);
    expect(warnings[0]).toMatch(words);
  });

  it('because it lies elsewhere is told, and the other host is not asked', async () => {
    const release = { version: '1.18.0', uploadedAt: daysAgo(3), holds: ['six_init.pth'] };
    const project = { name: 'six', releases: [{ version: '1.17.0', uploadedAt: daysAgo(500) }, release] };
    const other = await startPyPi([project]);
    const pypi = await startPyPi([project], { archives: other.url });
    const change = [requirements('1.17.0'), requirements('1.18.0')] as const;
    const { report } = await auditBetween({ pypi, own: [other] }, change, { args: ['--now', now] });
    expect(report.notifications).toContainEqual({
      level: 'warning',
      message: expect.stringContaining('is not known to keep archives of'),
      packages: ['pkg:pypi/six@1.18.0'],
      unanswered: 'details',
    });
    expect([summarise(report), report.unverified, other.log]).toEqual([held, [], []]);
  });

  it('for want of requests leaves the run incomplete: nothing hides behind many others', async () => {
    const project = {
      name: 'six',
      releases: [
        { version: '1.17.0', uploadedAt: daysAgo(500) },
        { version: '1.18.0', uploadedAt: daysAgo(3) },
      ],
    };
    const pypi = await startPyPi([project]);
    const change = [requirements('1.17.0'), requirements('1.18.0')] as const;
    const options = { args: ['--now', now], extra: 'budget: { requests: 1 }\non-unverified: warn\n' };
    const { status, report } = await auditBetween({ pypi, own: [await startPyPi([])] }, change, options);
    expect(report.unverified.map(({ question, purl }) => `${question} ${purl}`)).toEqual([
      'additions pkg:pypi/six@1.18.0',
      'startup pkg:pypi/six@1.18.0',
    ]);
    expect(status).toBe(3);
  });

  it('for each release has a limit is counted', async () => {
    const files = ['win32', 'win_amd64', 'macosx_11_0_arm64', 'manylinux_2_28_x86_64'].flatMap((platform) =>
      [310, 311, 312, 313].map((python) => ({ filename: `six-1.18.0-cp${python}-cp${python}-${platform}.whl` })),
    );
    const { status, warnings, asked } = await update({ files });
    expect(asked).toHaveLength(12);
    expect([status, warnings]).toEqual([
      0,
      ['archives of young releases that were not looked into, as each has a limit: 4'],
    ]);
  });
});

describe('an attested release', () => {
  const by = (repository: string, workflow = 'release.yml'): Partial<PyPiRelease> => ({
    provenance: true,
    builtBy: { kind: 'GitHub', repository, workflow } satisfies Publisher,
  });

  it('of another repository is one of another publisher', async () => {
    const { status, report, asked } = await update(by('mallory/six'), by('acme/six'));
    expect(summarise(report)).toEqual(['high new-publisher six requirements.txt:1']);
    expect(report.findings[0]?.evidence.map(({ value }) => value)).toEqual(
      expect.arrayContaining([expect.stringContaining('by the trusted build github:mallory/six')]),
    );
    expect(status).toBe(1);
    expect(asked.filter((url) => url.startsWith('/integrity/'))).toHaveLength(2);
  });

  it.each<[string, Partial<PyPiRelease>, Partial<PyPiRelease>]>([
    ['as before', by('acme/six'), by('acme/six')],
    ['of a renamed workflow', by('acme/six', 'publish.yml'), by('acme/six')],
    ['for the first time', by('mallory/six'), {}],
  ])('%s is held by its age alone', async (_, release, before) => {
    const { report, warnings } = await update(release, before);
    expect([summarise(report), warnings]).toEqual([held, []]);
  });

  it('whose statement does not come is told, and nothing waits for it', async () => {
    const { status, report, warnings } = await update(by('mallory/six'), by('acme/six'), ({ pypi }) =>
      pypi.fail('/integrity/six/1.18.0/six-1.18.0-py3-none-any.whl/provenance', { status: 403 }),
    );
    expect([status, summarise(report), report.unverified]).toEqual([0, held, []]);
    expect(warnings).toEqual([
      expect.stringMatching(/^who made young releases is not known, for 1 of them: .* answered 403/),
    ]);
  });
});
