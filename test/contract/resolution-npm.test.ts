import { describe, expect, it } from 'vitest';
import { ecosystem } from '../../src/ecosystems/npm/index.ts';
import type { RegistryUse } from '../../src/model/dependency.ts';
import type { ClientIndex } from '../../src/model/resolution.ts';
import { createCommandReader } from '../../src/surfaces/commands.ts';
import { foldersAbove, parentOf } from '../../src/text/paths.ts';
import type { Situation } from '../support/clients/situation.ts';
import { npmSituations } from '../support/clients/situations-npm.ts';

const fill = (text: string): string => text.replace(/\{\{(\w+)\}\}/g, 'https://$1.example/');

/** The words of the command and its variables come before all files. */
function usesOfCommand({ client, args = [], env = {} }: Situation): readonly RegistryUse[] {
  const text = `${client.replace(/-.*/, '')} install ${args.map(fill).join(' ')}`;
  const reader = createCommandReader({ installers: ecosystem.installers, formats: [], file: { path: 'run', text } });
  const variables = Object.entries(env).map(([name, value]) =>
    reader.setting(name, { text: fill(value), known: true, start: 0, end: 1 }),
  );
  return [reader.script(text, (at) => at), ...variables].flatMap(({ registries }) => registries);
}

/** npm and Bun read the settings of the workspace in place of a member's, pnpm and Yarn both; Yarn those of any folder above. */
function foldersOf({ client, files, folder = '' }: Situation): readonly string[] {
  const isMember = files['package.json']?.includes('"workspaces"') === true;
  if (client.startsWith('yarn') || (client === 'pnpm' && isMember)) return foldersAbove(folder);
  return [isMember ? '' : folder];
}

const parsed = (situation: Situation) =>
  foldersOf(situation).flatMap((folder) =>
    Object.entries(situation.files)
      .filter(([path]) => parentOf(path) === folder)
      .sort()
      .flatMap(([path, text]) =>
        ecosystem.formats
          .filter((format) => text !== '' && format.matches(path) === 'name')
          .map((format) => format.parse({ path, text: fill(text) })),
      ),
  );

function setUp(situation: Situation): readonly ClientIndex[] {
  const uses = [...usesOfCommand(situation), ...parsed(situation).flatMap(({ registries }) => registries)];
  const client = ecosystem.clients?.find(({ id }) => id === situation.client);
  const read = uses.filter(({ clients }) => clients === undefined || clients.includes(situation.client));
  return client?.setUp(read, []).indexes ?? [];
}

/** One that no index of the situation stands for is meant as it is. */
const addressOf = (url: string): string => (url.length === 1 ? fill(`{{${url}}}`) : url);

const sorted = (indexes: readonly ClientIndex[]): readonly ClientIndex[] =>
  indexes.toSorted((a, b) => (a.url + a.weight < b.url + b.weight ? -1 : 1));

describe('what clients of npm are told', () => {
  it.each(npmSituations)('by the files of $id', (situation) => {
    const { indexes } = situation.told;
    expect(sorted(setUp(situation))).toEqual(sorted(indexes.map((one) => ({ ...one, url: addressOf(one.url) }))));
  });

  it.each(npmSituations)('whom the files of $id are for', (situation) => {
    const told = parsed(situation).flatMap(({ clients = [] }) => clients.map(({ client }) => client));
    expect(told.filter((client) => client !== situation.client)).toEqual([]);
  });
});
