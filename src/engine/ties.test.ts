import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { formats } from '../app/formats.ts';
import { names as bundledNames } from '../app/names.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import type { Policy } from '../model/policy.ts';
import { diffDependencies } from './diff.ts';
import { discoverChanges } from './discover.ts';
import { createReader } from './read.ts';
import { createRegistryBook } from './registries.ts';
import { describeSubjects } from './subjects.ts';

const own = 'https://pypi.acme.example/simple';
const source = `[tool.uv.sources]\nacme-lib = { index = "own" }\n`;
const project = (more = '') =>
  `[project]\nname = "shop"\nversion = "1"\ndependencies = ["acme-lib"]\n[[tool.uv.index]]\nname = "own"\nurl = "${own}"\nexplicit = true\n${source}${more}`;

/** Clients that leave a tie out, each with the command, the setting and the client that goes by it. */
async function disregarded(files: Files, policy: Partial<Policy> = {}, name = 'acme-lib') {
  const discovery = await discoverChanges(memorySource({}, files), createReader(formats), formats);
  const subjects = describeSubjects(diffDependencies(discovery, ecosystems), {
    discovery,
    registries: createRegistryBook({ ...defaultPolicy, ...policy }, []),
    ecosystems,
    policy: { ...defaultPolicy, ...policy },
    owner: undefined,
    claims: [],
    publishesPublicly: bundledNames.publishesPublicly,
  });
  const choices = subjects.filter(({ dependency }) => dependency.name === name).flatMap((one) => one.choices);
  return choices.flatMap(({ client, candidates, disregards }) =>
    disregards === undefined
      ? []
      : [
          [
            client.id,
            `${disregards.command.path}:${disregards.command.startLine}`,
            `${disregards.use.location.path}:${disregards.use.location.startLine}`,
            disregards.reader.id,
            candidates.at(-1)?.index.url,
          ].join(' '),
        ],
  );
}

const script = (...lines: readonly string[]) => ({ 'run.sh': `#!/bin/sh\n${lines.join('\n')}\n` });
const toml = (more?: string) => ({ 'pyproject.toml': project(more) });
const line = (client: string, at: number) => `${client} run.sh:${at} pyproject.toml:7 uv ${own}`;

describe('ties that a command leaves out', () => {
  it.each<[string, Files, readonly string[]]>([
    ['by pip', { ...toml(), ...script('pip install .') }, [line('pip', 2)]],
    [
      'by two clients',
      { ...toml(), ...script('pip install .'), 'b.sh': 'pdm install\n' },
      [line('pdm', 1).replace('run', 'b'), line('pip', 2)],
    ],
    ['by uv itself', { ...toml(), ...script('uv sync', 'uv lock --no-sources') }, [line('uv', 3)]],
    ['by the command in question', { ...toml(), ...script('UV_NO_SOURCES=1 uv lock', 'uv sync') }, [line('uv', 2)]],
    [
      'not by a command of another job',
      {
        ...toml(),
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    runs-on: x\n    env: { UV_NO_SOURCES: 1 }\n    steps:\n      - run: uv --version\n  b:\n    runs-on: x\n    steps:\n      - run: uv pip install .\n',
      },
      [],
    ],
    ['not by one that installs something else', { ...toml(), ...script('pip install six', 'uv sync') }, []],
    ['not in a text', { ...toml(), 'README.md': '```sh\npip install .\n```\n' }, []],
    ['not of a folder', { 'pyproject.toml': project().replace(own, './wheels'), ...script('pip install .') }, []],
    [
      'not where the tie holds for some machines only',
      { 'pyproject.toml': project().replace('"own" }', '"own", marker = "x" }'), ...script('pip install .') },
      [],
    ],
    [
      'not where the tie leads to the public index',
      { 'pyproject.toml': project().replace(own, 'https://pypi.org/simple'), ...script('pip install .') },
      [],
    ],
    [
      'not where pip is told of a private one',
      { ...toml(), ...script('pip install .'), 'pip.conf': `[global]\nextra-index-url = ${own}\n` },
      [],
    ],
  ])('%s', async (_, files, found) => {
    expect((await disregarded(files)).sort()).toEqual(found);
  });

  it('are none where the configuration says where everything comes from', async () => {
    const registries = { pypi: [{ url: own, role: 'primary', mirrorsPublic: false }] } as const;
    const files = { Dockerfile: 'FROM python\nRUN pip install acme-lib\n' };
    expect(await disregarded(files, { registries })).toEqual([]);
  });

  it('of npm clients are those of a scope', async () => {
    const files = {
      'package.json': '{"dependencies":{"@acme/x":"1"}}',
      'bunfig.toml': '[install.scopes]\n"@acme" = "https://npm.acme.example/"\n',
      ...script('npm ci'),
    };
    expect(await disregarded(files, {}, '@acme/x')).toEqual([
      'npm run.sh:2 bunfig.toml:2 bun https://npm.acme.example/',
    ]);
  });
});
