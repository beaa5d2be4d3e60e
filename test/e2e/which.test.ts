import { afterEach, describe, expect, it } from 'vitest';
import { endpoints } from '../../src/knowledge/endpoints.ts';
import { startNpmRegistry } from '../support/registries/npm.ts';
import { type PyPi, startPyPi } from '../support/registries/pypi.ts';
import type { PyPiProject } from '../support/registries/pypi-documents.ts';
import { makeFolder, manifest, runCli, spawnCli } from './world.ts';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const project = (name: string, ...versions: readonly string[]) => ({
  name,
  releases: versions.map((version) => ({ version, uploadedAt: '2024-01-01T00:00:00Z' })),
});

/** Runs `which` in a folder whose configuration points to a public and an own index. */
async function which(
  files: (own: PyPi) => Readonly<Record<string, string>>,
  args: readonly string[] = [],
  trusted = true,
  more: { readonly open: readonly PyPiProject[]; readonly own: readonly PyPiProject[] } = { open: [], own: [] },
) {
  const [open, own, npm] = await Promise.all([
    startPyPi([project('acme-tool', '99.0'), project('six', '1.17.0'), ...more.open]),
    startPyPi([project('acme-tool', '1.0', '2.0'), project('acme-lib', '0.5'), ...more.own]),
    startNpmRegistry([{ name: 'left-pad', versions: [{ version: '1.3.0', publishedAt: '2018-01-01T00:00:00Z' }] }]),
  ]);
  servers.push(open, own, npm);
  const config = `version: 1
registries:
  pypi: { url: "${open.index}", mirrors-public: true }
  npm: { url: "${npm.url}", mirrors-public: true }
${trusted ? `trusted-registries: ["${own.url}"]\n` : ''}`;
  const folder = makeFolder({ '.github/gazetteer.yml': config, ...files(own) });
  const run = await runCli(['which', '--dir', folder, '--format', 'json', ...args]);
  const lines = run.stdout.split('\n').filter((line) => line !== '');
  return { ...run, folder, open, own, npm, answers: lines.map((line) => JSON.parse(line)) };
}

const requirements = (own: PyPi) => ({
  'requirements.txt': `--extra-index-url ${own.index}\nacme-tool>=1\nacme-lib\nsix==1.17.0\n`,
});

describe('gazetteer which', () => {
  it('tells the winner of each declared name, and what would come first', async () => {
    const { answers, status, open, own } = await which(requirements);
    expect(status).toBe(0);
    expect(answers).toEqual([
      {
        purl: 'pkg:pypi/acme-tool',
        client: 'pip',
        path: 'requirements.txt',
        requirement: '>=1',
        candidates: [
          { registry: open.index, answer: 'present', best: '99.0' },
          { registry: own.index, answer: 'present', best: '2.0' },
        ],
        winner: { registry: open.index, version: '99.0' },
        reason: 'pip takes the highest version of all its indexes',
        openings: [],
      },
      expect.objectContaining({
        purl: 'pkg:pypi/acme-lib',
        candidates: [
          { registry: open.index, answer: 'absent' },
          { registry: own.index, answer: 'present', best: '0.5' },
        ],
        winner: { registry: own.index, version: '0.5' },
        openings: [{ registry: open.index, version: '0.5.1' }],
      }),
      expect.objectContaining({ purl: 'pkg:pypi/six@1.17.0', winner: { registry: open.index, version: '1.17.0' } }),
    ]);
  });

  it('tells which archives of one version pip takes, and where the platform decides', async () => {
    const uploadedAt = '2024-01-01T00:00:00Z';
    const named = (name: string, ...endings: readonly { readonly ending: string; readonly yanked?: string }[]) => ({
      name,
      releases: [
        {
          version: '1.0',
          uploadedAt,
          files: endings.map(({ ending, ...rest }) => ({ filename: `${name}-1.0${ending}`, ...rest })),
        },
      ],
    });
    const [sdist, wheel] = [{ ending: '.tar.gz' }, { ending: '-py3-none-any.whl' }];
    const withdrawn = { ending: '-py3-none-any.whl', yanked: 'broken' };
    const made = { ending: '-cp312-cp312-manylinux_2_17_x86_64.whl' };
    const more = {
      open: [named('built', sdist, wheel), named('platform', made), named('withdrawn', sdist, withdrawn)],
      own: [named('built', sdist), named('platform', wheel), named('withdrawn', sdist)],
    };
    const files = (own: PyPi) => ({
      'requirements.txt': `--extra-index-url ${own.index}\nbuilt==1.0\nplatform==1.0\nwithdrawn==1.0\n`,
    });
    const { answers, open, own } = await which(files, [], true, more);
    expect(answers.map(({ winner, reason }) => winner?.registry ?? reason)).toEqual([
      open.index,
      'the platform decides: the archives of 1.0 are made for different ones',
      own.index,
    ]);
  });

  it('answers for single names in the order asked, by name and by purl', async () => {
    const { answers, own } = await which(requirements, ['Acme_Lib', 'pkg:pypi/acme-tool@1.0']);
    expect(answers.map(({ purl, winner }) => [purl, winner])).toEqual([
      ['pkg:pypi/acme-lib', { registry: own.index, version: '0.5' }],
      ['pkg:pypi/acme-tool', expect.anything()],
    ]);
  });

  it('never contacts an index that only the folder names, and leaves open what hangs on it', async () => {
    const { answers, status, own } = await which(requirements, ['acme-lib'], false);
    expect(own.log).toEqual([]);
    expect(status).toBe(3);
    expect(answers).toMatchObject([
      {
        candidates: [
          { answer: 'absent' },
          { answer: 'unknown', reason: 'not contacted: the configuration does not trust it (requirements.txt:1)' },
        ],
        winner: null,
        openings: [{ version: '1.0.1' }],
      },
    ]);
  });

  it('heeds what a constraints file says of the version', async () => {
    const { answers, own } = await which((one) => ({
      'requirements.txt': `--extra-index-url ${one.index}\n-c constraints.txt\nacme-tool\n`,
      'constraints.txt': 'acme-tool<3\n',
    }));
    expect(answers).toMatchObject([{ winner: { registry: own.index, version: '2.0' } }]);
  });

  const publicly = endpoints.pypi;
  it.each<[string, (own: string) => Readonly<Record<string, string>>, readonly ('own' | 'public')[]]>([
    [
      'erases what stands above its line',
      (own) => ({
        'requirements.txt': `--index-url ${own}\n-r more.txt\nacme-tool\n`,
        'more.txt': `--index-url ${publicly}\n`,
      }),
      ['public'],
    ],
    [
      'is erased by what stands below it',
      (own) => ({
        'requirements.txt': `-r more.txt\n--index-url ${own}\nacme-tool\n`,
        'more.txt': `--extra-index-url ${publicly}\n`,
      }),
      ['own'],
    ],
    [
      'adds to what stands above its line',
      (own) => ({
        'requirements.txt': `--index-url ${own}\n-r more.txt\nacme-tool\n`,
        'more.txt': `--extra-index-url ${publicly}\n`,
      }),
      ['own', 'public'],
    ],
    [
      'erases the options of the command',
      (own) => ({
        Dockerfile: `FROM python\nRUN pip install --extra-index-url ${publicly} -r requirements.txt\n`,
        'requirements.txt': '-r more.txt\nacme-tool\n',
        'more.txt': `--index-url ${own}\n`,
      }),
      ['own'],
    ],
  ])('knows that an included file %s', async (_, files, expected) => {
    const { answers, own, open } = await which((one) => files(one.index));
    const urls = { own: own.index, public: open.index };
    expect(answers.map(({ candidates }) => candidates.map(({ registry }: { registry: string }) => registry))).toEqual([
      expected.map((one) => urls[one]),
    ]);
  });

  it('answers for each file that includes another one by itself', async () => {
    const { answers, own, open } = await which(
      (one) => ({
        'one.txt': `--extra-index-url ${one.index}\n-r requirements/shared.txt\nsix\n`,
        'two.txt': `-r requirements/shared.txt\n--index-url ${one.index}\nsix\n`,
        'requirements/shared.txt': 'acme-tool\n',
      }),
      ['acme-tool'],
    );
    expect(answers.map(({ candidates }) => candidates.map(({ registry }: { registry: string }) => registry))).toEqual([
      [open.index, own.index],
      [own.index],
    ]);
  });

  it('knows settings that a container file puts where the client reads them', async () => {
    const { answers, own } = await which((one) => ({
      Dockerfile: 'FROM python\nCOPY docker/pip.conf /etc/pip.conf\nRUN pip install acme-lib\n',
      'docker/pip.conf': `[global]\nextra-index-url = ${one.index}\n`,
    }));
    expect(answers).toMatchObject([{ path: 'Dockerfile', winner: { registry: own.index, version: '0.5' } }]);
  });

  it('heeds what uv is told of the version', async () => {
    const { answers, own } = await which((one) => ({
      'pyproject.toml': `[project]\nname = "p"\nversion = "1"\ndependencies = ["acme-tool"]\n\n[tool.uv]\nindex-strategy = "unsafe-best-match"\nconstraint-dependencies = ["acme-tool==2.0"]\n\n[[tool.uv.index]]\nurl = "${one.index}"\n`,
    }));
    expect(answers).toMatchObject([{ winner: { registry: own.index, version: '2.0' } }]);
  });

  it.each<[string, Readonly<Record<string, string>>, readonly RegExp[]]>([
    [
      'lines and includes',
      { 'requirements.txt': `-r missing.txt\nsix\n!!!bad line\n$\{PKG}\n` },
      [/requirements\.txt:1: .*there is no such file/, /requirements\.txt:3: "!!!bad line": /, /requirements\.txt:4: /],
    ],
    ['words of a command', { Dockerfile: 'FROM python\nRUN pip install $PKGS\n' }, [/Dockerfile:2: "\$PKGS": /]],
    ['whole files', { 'requirements.txt': 'six\n', 'a/package.json': '{' }, [/a\/package\.json: .*cannot be parsed/]],
  ])('tells %s that it could not read', async (_, files, gaps) => {
    const { status, stderr } = await which(() => files);
    const told = stderr.split('\n').filter((line) => line.startsWith('gazetteer: not read: '));
    expect(told).toEqual(gaps.map((gap) => expect.stringMatching(gap)));
    expect(status).toBe(3);
  });

  it('misses nothing where no name could be asked for', async () => {
    const { status, stderr } = await which(() => ({
      Dockerfile: 'FROM $BASE\nRUN pip install six==1.17.0\n',
      'README.md': '```sh\npip install $X\n```\n',
    }));
    expect([status, stderr]).toEqual([0, '']);
  });

  it('only notes what it could not read near a single name', async () => {
    const files = { 'requirements.txt': 'six\n!!!bad line\n', 'other/requirements.txt': 'acme-tool\n!!!worse line\n' };
    const { status, stderr } = await which(() => files, ['six']);
    expect(stderr).toMatch(/^gazetteer: not read: requirements\.txt:2: "!!!bad line": .*\n$/);
    expect(status).toBe(0);
  });

  it('asks nobody for a package of an ecosystem that is not known here', async () => {
    const { answers, status, stderr, open } = await which(requirements, ['pkg:cargo/serde']);
    expect([answers, status, open.log]).toEqual([[], 2, []]);
    expect(stderr).toContain('pkg:cargo/serde: no client here could be asked for it');
  });

  it('says of an address that a variable holds that it is unknown', async () => {
    const { answers } = await which(() => ({ Dockerfile: 'FROM python\nRUN pip install --extra-index-url $I six\n' }));
    const reason = 'not asked: its address is unknown, as $I has no value in the audit (Dockerfile:2)';
    expect(answers).toMatchObject([{ candidates: [{ answer: 'present' }, { registry: '$I', reason }] }]);
  });

  it('follows the client that the files tell of', async () => {
    const { answers, own } = await which((one) => ({
      'pyproject.toml': `[project]\nname = "p"\nversion = "1"\ndependencies = ["acme-tool"]\n\n[[tool.uv.index]]\nurl = "${one.index}"\n`,
    }));
    expect(answers).toMatchObject([
      {
        client: 'uv',
        winner: { registry: own.index, version: '2.0' },
        reason: 'uv takes the first of its indexes that has the name',
        openings: [],
      },
    ]);
  });

  it('prints a table, the winner marked', async () => {
    const { folder } = await which(() => ({ 'package.json': manifest({ 'left-pad': '^1.0.0' }) }));
    const run = await spawnCli(['which', '--dir', folder]);
    expect(run.stdout).toMatch(
      /^pkg:npm\/left-pad \^1\.0\.0 {2}\(npm, package\.json\)\n {2}> http:\/\/127\.0\.0\.1:\d+ {2}1\.3\.0\n {4}it is the only index that npm asks for this name\n$/,
    );
  });

  it.each([
    [['--format', 'xml'], 2, /give json or text/],
    [['--nonsense'], 2, /nonsense/],
  ])('%j ends with status %i', async (args, status, words) => {
    const run = await runCli(['which', ...args]);
    expect([run.status, run.stderr]).toEqual([status, expect.stringMatching(words)]);
  });
});
