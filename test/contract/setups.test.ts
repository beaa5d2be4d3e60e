import { describe, expect, it } from 'vitest';
import { formats } from '../../src/app/formats.ts';
import { ecosystem } from '../../src/ecosystems/pypi/index.ts';
import { composeEntryPoint } from '../../src/engine/compose.ts';
import { discoverChanges } from '../../src/engine/discover.ts';
import { createReader } from '../../src/engine/read.ts';
import { settingsFor } from '../../src/engine/runs.ts';
import { setupsOf } from '../../src/engine/setups.ts';
import type { Reading } from '../../src/model/command.ts';
import type { ClientUse, Dependency, RegistryUse } from '../../src/model/dependency.ts';
import type { ClientIndex, ClientSetup } from '../../src/model/resolution.ts';
import { createCommandReader } from '../../src/surfaces/commands.ts';
import type { ClientName, Situation } from '../support/clients/situation.ts';
import { situations } from '../support/clients/situations.ts';
import { includeSituations } from '../support/clients/situations-includes.ts';
import { memorySource } from '../support/memory-source.ts';

/** The client of a situation, and the command that it runs there. */
const commands: Readonly<Partial<Record<ClientName, readonly [client: string, command: string]>>> = {
  pip: ['pip', 'pip install'],
  uv: ['uv', 'uv lock'],
  'uv-pip': ['uv', 'uv pip compile'],
  'uv-install': ['uv', 'uv pip install'],
  poetry: ['poetry', 'poetry lock'],
  pdm: ['pdm', 'pdm lock'],
  pipenv: ['pipenv', 'pipenv lock'],
  'pipenv-install': ['pipenv', 'pipenv install'],
};

/** Clients that read files because a command names them. */
const byCommand: ReadonlySet<ClientName> = new Set<ClientName>(['pip', 'uv-pip', 'uv-install']);

const python = situations.filter(({ client }) => commands[client] !== undefined);

/** Addresses that tell which index is meant. */
const fill = (text: string): string =>
  text.replace(/\{\{([^}]*)\}\}/g, (_, inner: string) => {
    const [kind = '', letter = ''] = inner.split(':');
    if (kind === 'hash') return hashOf(inner.slice('hash:'.length));
    return `https://${letter === '' ? kind : letter}.example/simple/`;
  });

/** `a:1.0`, so that it can be read again. */
const hashOf = (name: string): string => Buffer.from(name).toString('hex').padEnd(64, '0');

const letterOf = (url: string): string => /^https:\/\/([a-z])\.example\//.exec(url)?.[1] ?? url;

interface Read {
  readonly dependencies: readonly Dependency[];
  readonly uses: readonly RegistryUse[];
  readonly told: readonly ClientUse[];
}

/** All that a situation says, read by the formats and installers: the command first, then variables, then files. */
function readSituation({ client, files, args = [], env = {} }: Situation): Read {
  const [id = '', command = ''] = commands[client] ?? [];
  const text = [command, ...args.map(fill)].join(' ');
  const reader = createCommandReader({ ...ecosystem, file: { path: 'run.sh', text } });
  const variables = Object.entries(env).map(([name, value], at) => {
    const own = createCommandReader({ ...ecosystem, file: { path: `variable-${at}`, text: fill(value) } });
    return own.setting(name, { text: fill(value), known: true, start: 0, end: fill(value).length, plain: 0 });
  });
  const parsed = Object.entries(files).map(([path, content]) => {
    const format = ecosystem.formats.find((one) => one.matches(path) === 'name');
    if (format === undefined) throw new Error(`no format reads ${path}`);
    return format.parse({ path, text: fill(content) });
  });
  const all: readonly Pick<Reading, 'dependencies' | 'registries' | 'clients'>[] = [
    reader.script(text, (offset) => offset),
    ...variables,
    ...parsed,
  ];
  return {
    dependencies: all.flatMap(({ dependencies }) => dependencies),
    uses: all.flatMap(({ registries }) => registries).filter(({ clients }) => clients?.includes(id) !== false),
    told: all.flatMap(({ clients = [] }) => clients).filter((one) => one.client === id),
  };
}

const withLetters = (setup: ClientSetup): ClientSetup => ({
  ...setup,
  indexes: setup.indexes.map((index): ClientIndex => ({ ...index, url: letterOf(index.url) })),
});

/** Situations of one setup differ in what the indexes say, which nothing here asks. */
const bySetup = [...new Map(python.map((one) => [`${one.id.split('_', 1)[0]} ${one.requirement}`, one])).values()];

/** A script that does what the situation does. */
function scriptOf({ client, args = [], env = {} }: Situation): string {
  const variables = Object.entries(env).map(([name, value]) => `export ${name}=${fill(value)}\n`);
  return `${variables.join('')}${[commands[client]?.[1], ...args.map(fill)].join(' ')}\n`;
}

describe('what a command, and the files that it names, tell the client', () => {
  it.each(bySetup.filter(({ client }) => byCommand.has(client)))('$id', async (situation) => {
    const texts = Object.entries(situation.files).map(([path, text]) => [path, fill(text)]);
    const source = memorySource(null, { ...Object.fromEntries(texts), 'run.sh': scriptOf(situation) });
    const { head } = await discoverChanges(source, createReader(formats), formats);
    const entryPoint = composeEntryPoint(head, 'run.sh');
    const item = entryPoint.items.find(
      ({ dependency, member }) => dependency.name === situation.name && member.installs,
    );
    if (item === undefined) throw new Error('nothing asks for the package');
    const setups = setupsOf(ecosystem, settingsFor(item, entryPoint));
    const [id] = commands[situation.client] ?? [];
    expect(setups.filter(({ client }) => client.id === id).map(({ setup }) => withLetters(setup))).toEqual([
      situation.told,
    ]);
  });
});

/** Whose files can be read one by one. */
const apart = bySetup.filter((one) => !includeSituations.includes(one));

describe('what the files of a situation tell the client', () => {
  it.each(apart)('$id', (situation) => {
    const [id = ''] = commands[situation.client] ?? [];
    const client = ecosystem.clients?.find((one) => one.id === id);
    const { uses, told } = readSituation(situation);
    expect(client && withLetters(client.setUp(uses, told))).toEqual(situation.told);
  });

  it.each(apart)('$id: the requirement', (situation) => {
    const { dependencies } = readSituation(situation);
    const found = dependencies.filter(({ name }) => name === situation.name);
    expect(found.length).toBeGreaterThan(0);
    // Pipenv has no empty requirement.
    expect(found.map(({ requirement = '*' }) => requirement)).toContain(situation.requirement || '*');
    const hashes = found.flatMap(({ integrity = [] }) => integrity);
    expect(hashes).toEqual((situation.hashes ?? []).map((one) => `sha256:${hashOf(one)}`));
  });
});
