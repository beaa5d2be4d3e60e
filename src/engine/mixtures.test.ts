import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import type { Policy } from '../model/policy.ts';
import type { MixtureSubject } from '../model/subject.ts';
import { discoverChanges } from './discover.ts';
import { describeMixtures } from './mixtures.ts';
import { createReader } from './read.ts';
import { createRegistryBook } from './registries.ts';

const acme = 'https://pypi.acme.example/simple';
const extra = `--extra-index-url ${acme}\n`;
const hash = `--hash=sha256:${'0'.repeat(64)}`;

async function describeChange(
  before: Files | null,
  after: Files,
  { policy = {}, renames = {} }: { policy?: Partial<Policy>; renames?: Readonly<Record<string, string>> } = {},
): Promise<readonly MixtureSubject[]> {
  const source = memorySource(before, after, renames);
  const discovery = await discoverChanges(source, createReader(formats), formats);
  const registries = createRegistryBook({ ...defaultPolicy, ...policy }, []);
  return describeMixtures(discovery, { ecosystems, registries });
}

/** `pip requirements.txt:1`, with the strategy where one is told. */
const say = ({ client, at, strategy }: MixtureSubject): string =>
  [`${client} ${at.path}:${at.startLine}`, ...(strategy === undefined ? [] : [strategy])].join(' ');

const tell = async (...input: Parameters<typeof describeChange>) => (await describeChange(...input)).map(say);

const project = (more: string): Files => ({
  'pyproject.toml': `[project]\nname = "shop"\ndependencies = ["six"]\n${more}`,
});
const uvIndex = `[[tool.uv.index]]\nname = "acme"\nurl = "${acme}"\n`;
const source = (tool: string, more = '') => `[[tool.${tool}.source]]\nname = "acme"\nurl = "${acme}"\n${more}`;
const poetry = (...sources: string[]): Files => ({
  'pyproject.toml': `[tool.poetry.dependencies]\nsix = "*"\n${sources.join('')}`,
});
const publicSource = '[[tool.poetry.source]]\nname = "PyPI"\npriority = "primary"\n';
const dockerfile = (...lines: string[]): Files => ({ Dockerfile: ['FROM python', ...lines, ''].join('\n') });

describe('configurations that merge indexes', () => {
  it.each<[string, Files, readonly string[]]>([
    ['an extra index', { 'requirements.txt': `${extra}six\n` }, ['pip requirements.txt:1']],
    ['an index in place of the default', { 'requirements.txt': `--index-url ${acme}\nsix\n` }, []],
    [
      'the public index beside it',
      { 'requirements.txt': `--index-url ${acme}\n--extra-index-url ${endpoints.pypi}\nsix\n` },
      ['pip requirements.txt:2'],
    ],
    [
      'a page of links',
      { 'requirements.txt': 'six\n-f https://wheels.example/all.html\n' },
      ['pip requirements.txt:2'],
    ],
    ['a folder of archives', { 'requirements.txt': '-f ./wheels\nsix\n' }, []],
    ['links alone', { 'requirements.txt': '--no-index\n-f https://wheels.example/all.html\nsix\n' }, []],
    ['a pin', { 'requirements.txt': `${extra}six==1.0\n` }, []],
    ['a hash', { 'requirements.txt': `${extra}six==1.0 ${hash}\n` }, []],
    ['one requirement of several', { 'requirements.txt': `${extra}six==1.0\nattrs\n` }, ['pip requirements.txt:1']],
    ['settings without requirements', { 'pip.conf': `[global]\nextra-index-url = ${acme}\n` }, ['pip pip.conf:2']],
    [
      'settings beside pins, and beside files of another client',
      {
        'pip.conf': `[global]\nextra-index-url = ${acme}\n`,
        'requirements.txt': 'six==1.0\n',
        'package.json': '{ "dependencies": { "left-pad": "*" } }',
      },
      [],
    ],
    [
      'settings beside requirements',
      { 'pip.conf': `[global]\nextra-index-url = ${acme}\n`, 'requirements.txt': 'six\n' },
      ['pip pip.conf:2'],
    ],
    [
      'settings of the folder above',
      { 'pip.conf': `[global]\nextra-index-url = ${acme}\n`, 'requirements/dev.txt': 'six\n' },
      ['pip pip.conf:2'],
    ],
    [
      'settings of the folder above, where all that is below is pinned',
      { 'pip.conf': `[global]\nextra-index-url = ${acme}\n`, 'requirements/dev.txt': 'six==1.0\n' },
      [],
    ],
    [
      'pins in a constraints file',
      { 'requirements.txt': `${extra}-c constraints.txt\nsix\nattrs\n`, 'constraints.txt': 'six==1.0\nattrs==1.0\n' },
      [],
    ],
    [
      'a pin for one of two in a constraints file',
      { 'requirements.txt': `${extra}-c constraints.txt\nsix\nattrs\n`, 'constraints.txt': 'six==1.0\n' },
      ['pip requirements.txt:1'],
    ],
    [
      'pins that another command goes by',
      {
        Dockerfile: `FROM python\nRUN pip install --extra-index-url ${acme} six\nRUN pip install -c constraints.txt attrs\n`,
        'constraints.txt': 'six==1.0\n',
      },
      ['pip Dockerfile:2'],
    ],
    [
      'pins of uv, told to merge',
      project(`[tool.uv]\nindex-strategy = "unsafe-best-match"\nconstraint-dependencies = ["six==1.0"]\n${uvIndex}`),
      [],
    ],
    ['uv as it is', project(uvIndex), []],
    [
      'uv, told to merge',
      project(`[tool.uv]\nindex-strategy = "unsafe-best-match"\n${uvIndex}`),
      ['uv pyproject.toml:5 unsafe-best-match'],
    ],
    [
      'uv, told to take the first that fits',
      project(`[tool.uv]\nindex-strategy = "unsafe-first-match"\n${uvIndex}`),
      [],
    ],
    [
      'uv, with an explicit index',
      project(`[tool.uv]\nindex-strategy = "unsafe-best-match"\n${uvIndex}explicit = true\n`),
      [],
    ],
    ['two primary sources of Poetry', poetry(source('poetry'), publicSource), ['poetry pyproject.toml:6']],
    ['one of them', poetry(source('poetry')), []],
    ['a supplemental one', poetry(source('poetry', 'priority = "supplemental"\n')), []],
    ['an explicit one', poetry(source('poetry', 'priority = "explicit"\n')), []],
    ['a source of PDM', project(source('pdm')), ['pdm pyproject.toml:6']],
    [
      'sources of PDM in their order',
      project(`[tool.pdm.resolution]\nrespect-source-order = true\n${source('pdm')}`),
      [],
    ],
    [
      'a source of PDM for some names',
      project(source('pdm', 'include_packages = ["acme-*"]\nexclude_packages = ["*"]\n')),
      [],
    ],
    [
      'registries of npm, which never merge',
      {
        'package.json': '{ "dependencies": { "left-pad": "*" } }',
        '.npmrc': 'registry=https://npm.acme.example/\n@acme:registry=https://npm.b.example/\n',
      },
      [],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await tell({}, files)).toEqual(expected);
  });

  it('say what is merged, for whom, and the safe form for that client', async () => {
    const [mixture] = await describeChange(
      {},
      { 'requirements.txt': `--extra-index-url https://u:secret@npm.acme.example\nsix\n` },
    );
    expect(mixture).toMatchObject({
      client: 'pip',
      title: 'pip',
      indexes: [endpoints.pypi, 'https://u:secret@npm.acme.example'],
      guarded: 'https://u:secret@npm.acme.example',
      advice: expect.stringContaining('--index-url https://***@npm.acme.example'),
    });
    expect(mixture?.advice).not.toContain('secret');
  });

  it('are no mixture where the other index is a proxy of the public one', async () => {
    const registries = { pypi: [{ url: acme, role: 'primary', mirrorsPublic: true }] } as const;
    expect(await tell({}, { 'requirements.txt': `${extra}six\n` }, { policy: { registries } })).toEqual([]);
  });

  it('are marked in text for people', async () => {
    const page = `# Use\n\n\`\`\`sh\npip install --extra-index-url ${acme} six\n\`\`\`\n`;
    expect(await describeChange({}, { 'README.md': page })).toMatchObject([{ client: 'pip', fileRole: 'prose' }]);
  });
});

describe('the options of one command', () => {
  const index = `--extra-index-url ${acme}`;

  it.each<[string, Files, readonly string[]]>([
    [
      'hold for that command',
      dockerfile(`RUN pip install ${index} six`, 'RUN pip install attrs'),
      ['pip Dockerfile:2'],
    ],
    ['are harmless beside a pin', dockerfile(`RUN pip install ${index} six==1.0`, 'RUN pip install attrs'), []],
    [
      'hold for the file that the command installs',
      { ...dockerfile(`RUN pip install ${index} -r requirements.txt`), 'requirements.txt': 'six\n' },
      ['pip Dockerfile:2'],
    ],
    [
      'are harmless where that file has pins',
      { ...dockerfile(`RUN pip install ${index} -r requirements.txt`), 'requirements.txt': 'six==1.0\n' },
      [],
    ],
    [
      'count where the command installs what is not seen',
      dockerfile(`RUN pip install ${index} .`, 'RUN pip install six==1.0'),
      ['pip Dockerfile:2'],
    ],
    [
      'come on top of those of the file',
      dockerfile(
        `ENV PIP_EXTRA_INDEX_URL=${acme}`,
        'RUN pip install six==1.0',
        `RUN pip install --index-url ${acme} attrs`,
      ),
      [],
    ],
    [
      'leave those of the file to the other commands',
      dockerfile(
        `ENV PIP_EXTRA_INDEX_URL=${acme}`,
        'RUN pip install six==1.0',
        `RUN pip install --extra-index-url https://wheels.example/simple attrs==1.0`,
      ),
      [],
    ],
    [
      'count in the part of the file that they hold for',
      dockerfile(
        'RUN pip install six',
        `ENV PIP_EXTRA_INDEX_URL=${acme}`,
        'FROM python AS other',
        `ENV PIP_EXTRA_INDEX_URL=${acme}`,
        'RUN pip install attrs==1.0',
      ),
      [],
    ],
    [
      'come on top of those of such a part',
      dockerfile(
        `ENV PIP_EXTRA_INDEX_URL=${acme}`,
        'RUN pip install six==1.0',
        'RUN pip install --extra-index-url https://wheels.example/simple attrs',
      ),
      ['pip Dockerfile:4'],
    ],
    ['are those of its client', dockerfile(`RUN uv pip install ${index} six`), []],
    [
      'may tell the client to merge',
      dockerfile(`RUN uv pip install --index-strategy unsafe-best-match ${index} six`),
      ['uv Dockerfile:2 unsafe-best-match'],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await tell({}, files)).toEqual(expected);
  });
});

describe('what the change brings in', () => {
  const mixed: Files = { 'requirements.txt': `${extra}six\n` };
  const told = ['pip requirements.txt:1'];

  it.each<[string, Files | null, Files, readonly string[]]>([
    ['everything where there is no base', null, mixed, told],
    ['nothing where all stood there before', mixed, { 'requirements.txt': `# more\n${extra}six\nattrs\n` }, []],
    ['another spelling of the same index', mixed, { 'requirements.txt': `${extra.trim()}/\nsix\n` }, []],
    ['the index', { 'requirements.txt': 'six\n' }, mixed, told],
    ['another index', mixed, { 'requirements.txt': '--extra-index-url https://b.example\nsix\n' }, told],
    ['a requirement without a pin', { 'requirements.txt': `${extra}six==1.0\n` }, mixed, told],
    ['the file that has the requirements', { 'requirements.txt': extra }, { 'requirements.txt': `${extra}six\n` }, []],
    [
      'the strategy',
      project(uvIndex),
      project(`[tool.uv]\nindex-strategy = "unsafe-best-match"\n${uvIndex}`),
      ['uv pyproject.toml:5 unsafe-best-match'],
    ],
  ])('is told: %s', async (_, before, after, expected) => {
    expect(await tell(before, after)).toEqual(expected);
  });

  it('is nothing where a file is only renamed', async () => {
    const renames = { 'requirements-dev.txt': 'requirements.txt' };
    expect(await tell(mixed, { 'requirements-dev.txt': `${extra}six\n#\n` }, { renames })).toEqual([]);
  });

  it('is told of each command, where several bring in the same requirements', async () => {
    const command = (name: string) => `RUN pip install --extra-index-url https://${name}.example/simple -r r.txt`;
    const files = { ...dockerfile('COPY . .', command('a'), command('b')), 'r.txt': 'six\n' };
    expect(await tell(null, files)).toEqual(['pip Dockerfile:3', 'pip Dockerfile:4']);
  });

  it('is told once where two entry points share the line', async () => {
    const shared = { 'base.in': `${extra}six\n`, 'a.in': '-r base.in\n', 'b.in': '-r base.in\n' };
    const files = Object.fromEntries(Object.entries(shared).map(([path, text]) => [`requirements/${path}`, text]));
    expect(await tell({}, files)).toEqual(['pip requirements/base.in:1']);
  });
});
