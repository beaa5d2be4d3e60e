import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import type { ClientUse, RegistryUse } from '../model/dependency.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import { startOf } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import { choicesOf } from './choices.ts';
import { composeEntryPoint, type EntryPoint } from './compose.ts';
import { discoverChanges } from './discover.ts';
import { createReader } from './read.ts';
import { furtherIndexes } from './reading.ts';
import { createRegistryBook } from './registries.ts';
import { settingsFor } from './runs.ts';
import { servingFor, setupsOf, wantedOf } from './setups.ts';

const acme = 'https://pypi.acme.example/simple';
const other = 'https://wheels.example/simple';

function ecosystemOf(type: string): Ecosystem {
  const found = ecosystems.find((one) => one.type === type);
  if (found === undefined) throw new Error(`no ecosystem ${type}`);
  return found;
}

const pypi = ecosystemOf('pypi');

async function entryPointOf(files: Files, path?: string): Promise<EntryPoint> {
  const { head } = await discoverChanges(memorySource(null, files), createReader(formats), formats);
  return composeEntryPoint(head, path ?? Object.keys(files)[0] ?? '');
}

function itemOf(entryPoint: EntryPoint, name: string) {
  const found = entryPoint.items.find(({ dependency }) => dependency.name === name);
  if (found === undefined) throw new Error(`nothing asks for ${name}`);
  return found;
}

describe('the settings that count for a requirement', () => {
  const dockerfile = [
    'FROM python',
    `ENV PIP_EXTRA_INDEX_URL=${acme}`,
    'RUN pip install six',
    `RUN pip install --extra-index-url ${other} attrs && pip install idna`,
    `RUN pip install --extra-index-url ${other} -r requirements.txt`,
  ].join('\n');
  const files: Files = { Dockerfile: dockerfile, 'requirements.txt': '-r more.txt\n', 'more.txt': 'click\n' };

  it.each([
    ['six', [acme]],
    ['attrs', [acme, other]],
    ['idna', [acme]],
    ['click', [acme, other]],
  ])('%s: what holds for the file, and for its own command', async (name, expected) => {
    const entryPoint = await entryPointOf(files);
    const { uses } = settingsFor(itemOf(entryPoint, name), entryPoint);
    expect([...new Set(uses.map(({ url }) => url))]).toEqual(expected);
  });

  const asked = (entryPoint: EntryPoint, name: string) =>
    setupsOf(pypi, settingsFor(itemOf(entryPoint, name), entryPoint)).map(({ setup }) =>
      setup.indexes.map(({ url }) => url),
    );

  it('are those of each command that brings in a shared file', async () => {
    const lines = [
      'FROM python',
      'RUN pip install -r one.txt',
      'RUN pip install -r two.txt',
      `RUN pip install --extra-index-url ${other} -r shared.txt`,
      'RUN pip install idna && pip install -r shared.txt -r three.txt',
    ];
    const entryPoint = await entryPointOf({
      Dockerfile: lines.join('\n'),
      'one.txt': `--extra-index-url ${acme}\n-r shared.txt\nsix\n`,
      'two.txt': `-r shared.txt\n--index-url ${other}\nattrs\n`,
      'three.txt': '-r shared.txt\n',
      'shared.txt': 'click\n',
    });
    const publicly = endpoints.pypi;
    expect(asked(entryPoint, 'six')).toEqual([[publicly, acme]]);
    expect(asked(entryPoint, 'attrs')).toEqual([[other]]);
    expect(asked(entryPoint, 'idna')).toEqual([[publicly]]);
    const every = [[publicly, acme], [other], [publicly, other], [publicly]];
    expect(asked(entryPoint, 'click').sort()).toEqual(every.sort());
    const { uses } = settingsFor(itemOf(entryPoint, 'click'), entryPoint);
    expect(uses.map(({ url }) => url).sort()).toEqual([acme, other, other].sort());
  });

  it('hold nothing of what a file in a circle would read again, and all else', async () => {
    const entryPoint = await entryPointOf({
      'requirements.txt': `--extra-index-url ${other}\n-r more.txt\nsix\n`,
      'more.txt': `--index-url ${acme}\n-r requirements.txt\nclick\n`,
    });
    expect(asked(entryPoint, 'click')).toEqual(asked(entryPoint, 'six'));
    expect(entryPoint.registries.map(({ url }) => url).sort()).toEqual([acme, other].sort());
  });

  it('are found in files that each name the next one twice', async () => {
    const depth = 40;
    const chain = Array.from({ length: depth }, (_, at): [string, string] => [
      `r${at}.txt`,
      `-r r${at + 1}.txt\n--extra-index-url https://i${at}.example/simple\n-r r${at + 1}.txt\n`,
    ]);
    const last = [`r${depth}.txt`, `--index-url ${acme}\nsix\n`];
    const entryPoint = await entryPointOf(Object.fromEntries([...chain, last]), 'r0.txt');
    expect(asked(entryPoint, 'six')).toEqual([[acme]]);
    expect(entryPoint.registries.length).toBeLessThan(3 * depth);
  });

  it('stay open where more is read than is followed', async () => {
    const options = Array.from({ length: 50 }, (_, at) => `--extra-index-url https://i${at}.example/simple\n`);
    const commands = Array.from({ length: 1100 }, () => 'pip install -r requirements.txt\n');
    const files = { 'run.sh': commands.join(''), 'requirements.txt': `${options.join('')}six\n` };
    const entryPoint = await entryPointOf(files);
    expect(entryPoint.registries.length).toBeLessThan(60_000);
    const runs = asked(entryPoint, 'six');
    expect(runs.map((urls) => urls.includes(furtherIndexes))).toEqual([false, true]);
  });

  it('are one and the same object where no command has its own', async () => {
    const entryPoint = await entryPointOf({ 'requirements.txt': `--extra-index-url ${acme}\nsix\nattrs\n` });
    for (const item of entryPoint.items) expect(settingsFor(item, entryPoint)).toBe(entryPoint.settings);
  });
});

describe('the clients that may install something', () => {
  const index = `[[tool.uv.index]]\nname = "acme"\nurl = "${acme}"\n`;
  const project = '[project]\nname = "shop"\ndependencies = ["six"]\n';

  it.each<[string, Files, readonly string[]]>([
    ['the usual one where nothing tells', { 'requirements.txt': 'six\n' }, ['pip']],
    ['that of a section', { 'pyproject.toml': `${project}${index}` }, ['uv']],
    [
      'the usual one and that of a lockfile beside it',
      { 'pyproject.toml': project, 'uv.lock': 'version = 1\n' },
      ['pip', 'uv'],
    ],
    [
      'that of a section, whatever lockfile is beside it',
      { 'pyproject.toml': `${project}${index}`, 'poetry.lock': '' },
      ['uv'],
    ],
    ['that of a command', { Dockerfile: 'FROM python\nRUN uv pip install six\n' }, ['uv']],
    [
      'several',
      { 'pyproject.toml': `${project}${index}[[tool.pdm.source]]\nname = "acme"\nurl = "${acme}"\n` },
      ['pdm', 'uv'],
    ],
  ])('%s', async (_, files, expected) => {
    const entryPoint = await entryPointOf(files);
    const setups = setupsOf(pypi, settingsFor(itemOf(entryPoint, 'six'), entryPoint));
    expect(setups.map(({ client }) => client.id).sort()).toEqual(expected);
  });

  it('each read their own registries', async () => {
    const text = `${project}${index}[[tool.pdm.source]]\nname = "b"\nurl = "${other}"\n`;
    const { settings } = await entryPointOf({ 'pyproject.toml': text });
    const read = setupsOf(pypi, settings).map(({ client, setup }) => [client.id, setup.indexes.map(({ url }) => url)]);
    expect(read.sort()).toEqual([
      ['pdm', [endpoints.pypi, other]],
      ['uv', [acme, endpoints.pypi]],
    ]);
    expect(setupsOf(pypi, settings)).toBe(setupsOf(pypi, settings));
  });

  it('are none where nobody knows how they choose', () => {
    expect(setupsOf(ecosystemOf('githubactions'), { uses: [], told: [] })).toEqual([]);
  });
});

describe('what a client is asked for', () => {
  it.each<[string, Parameters<typeof wantedOf>[0], object]>([
    ['a name', { name: 'six' }, { name: 'six' }],
    ['a requirement', { name: 'six', requirement: '>=1', version: '1.0' }, { name: 'six', requirement: '>=1' }],
    ['a version', { name: 'six', version: '1.0' }, { name: 'six', requirement: '1.0' }],
    ['no hashes', { name: 'six', integrity: [] }, { name: 'six' }],
    ['hashes', { name: 'six', integrity: ['sha256:aa'] }, { name: 'six', hashes: ['sha256:aa'] }],
  ])('is %s', (_, dependency, wanted) => {
    expect(wantedOf(dependency)).toEqual(wanted);
  });
});

it('asks each index once, whichever of the clients would', async () => {
  const text = `[project]\nname = "shop"\ndependencies = ["six"]\n[[tool.uv.index]]\nname = "a"\nurl = "${acme}"\n[[tool.pdm.source]]\nname = "a"\nurl = "${acme}/"\n`;
  const { settings } = await entryPointOf({ 'pyproject.toml': text });
  const serving = servingFor(pypi, { name: 'six' }, settings).map(({ url }) => pypi.registries.canonical(url));
  expect(serving.sort()).toEqual([acme, endpoints.pypi.replace(/\/$/, '')].sort());
});

const location = startOf('requirements.txt');
const use = (url: string, role: RegistryUse['role'] = 'extra', more: Partial<RegistryUse> = {}): RegistryUse => ({
  ecosystem: 'pypi',
  url,
  role,
  clients: ['pip', 'uv'],
  location,
  ...more,
});
const links = (url: string) => use(url, 'extra', { isLinks: true });
const told = (client: string, more: Partial<ClientUse> = {}): ClientUse => ({
  ecosystem: 'pypi',
  client,
  location,
  ...more,
});
const serving = (uses: readonly RegistryUse[], clients: readonly ClientUse[] = []) =>
  servingFor(pypi, { name: 'a' }, { uses, told: clients }).map(({ url }) => url);

it.each<[string, readonly RegistryUse[], readonly ClientUse[], readonly string[]]>([
  ['nothing', [], [], [endpoints.pypi]],
  [
    'folders beside the default, which come first',
    [links('./wheels'), links('../x'), links('file:///srv/wheels')],
    [],
    ['./wheels', '../x', 'file:///srv/wheels', endpoints.pypi],
  ],
  ['what a variable may name', [use('%URL%')], [], [endpoints.pypi, '%URL%']],
  ['a folder in the place of the default', [use('file:///srv/wheels', 'primary')], [], ['file:///srv/wheels']],
  [
    'a folder in its place, beside another index',
    [use('file:///srv/x', 'primary'), use(acme)],
    [],
    ['file:///srv/x', acme],
  ],
  ['a folder and no index', [links('./wheels')], [told('pip', { noIndex: true })], ['./wheels']],
  [
    'the same index twice',
    [use(acme), use('https://user:secret@PYPI.acme.example/simple/')],
    [],
    [endpoints.pypi, acme],
  ],
  ['the default again', [use(`${endpoints.pypi}/`)], [], [endpoints.pypi]],
  ['an index of another client', [use(acme, 'extra', { clients: ['poetry'] })], [], [endpoints.pypi]],
])('asks under %s', (_, uses, clients, urls) => {
  expect(serving(uses, clients)).toEqual(urls);
});

describe('what there is to choose', () => {
  const mixed: Files = { 'requirements.txt': `--extra-index-url ${acme}\nsix\n` };

  async function choose(
    files: Files,
    policy: Partial<Policy> = {},
    environment: Parameters<typeof createRegistryBook>[1] = [],
  ) {
    const entryPoint = await entryPointOf(files);
    const book = createRegistryBook({ ...defaultPolicy, ...policy }, environment);
    const { dependency } = itemOf(entryPoint, 'six');
    const [choice, ...more] = choicesOf(dependency, pypi, settingsFor(itemOf(entryPoint, 'six'), entryPoint), book);
    expect(more).toEqual([]);
    return choice?.candidates.map(({ index, registry }) => [
      index.url,
      registry.public,
      registry.trusted,
      registry.origin,
    ]);
  }

  it('is every index, with what names it and whether it may be asked', async () => {
    expect(await choose(mixed)).toEqual([
      [endpoints.pypi, true, true, 'the public default'],
      [acme, false, false, 'requirements.txt:1'],
    ]);
    const trusted = await choose(mixed, { trustedRegistries: [acme] });
    expect(trusted?.[1]).toEqual([acme, false, true, 'requirements.txt:1']);
  });

  it('comes from the configuration where no file names an index', async () => {
    const registries = { pypi: [{ url: acme, role: 'extra', mirrorsPublic: false }] } as const;
    const files: Files = { 'requirements.txt': 'six\n' };
    expect(await choose(files, { registries })).toEqual([
      [endpoints.pypi, true, true, 'the public default'],
      [acme, false, true, 'the configuration of the audit'],
    ]);
  });

  it('comes from the environment, too', async () => {
    const variable = { ecosystem: 'pypi', url: other, role: 'extra', variable: 'PIP_EXTRA_INDEX_URL' } as const;
    expect((await choose(mixed, {}, [variable]))?.map(([url]) => url)).toEqual([endpoints.pypi, other, acme]);
  });

  it('leaves out folders of archives', async () => {
    expect(await choose({ 'requirements.txt': '-f ./wheels\nsix\n' })).toHaveLength(1);
  });

  it('is nothing for what a lockfile names the index of', () => {
    const book = createRegistryBook(defaultPolicy, []);
    const dependency = { name: 'six', source: { kind: 'registry', url: acme } } as const;
    expect(choicesOf(dependency, pypi, { uses: [], told: [] }, book)).toEqual([]);
  });
});
