import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../config/defaults.ts';
import { addressOf } from '../ecosystems/conda/channels.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import type { RegistryUse } from '../model/dependency.ts';
import { startOf } from '../model/location.ts';
import { purl } from '../model/purl.ts';
import { createRegistryBook } from './registries.ts';

it.each([
  ['conda-forge', true],
  ['conda-forge/linux-64', true],
  ['defaults', true],
  ['pkgs/msys2', true],
  [`${addressOf('bioconda')}/`, true],
  ['conda-forge/label/dev', false],
  ['conda-forge-evil', false],
  ['https://conda.acme.example/conda-forge', false],
  ['file:///conda-forge', false],
])('trusts the channel %s: %s', (channel, known) => {
  const use = {
    ecosystem: 'conda',
    url: addressOf(channel),
    role: 'extra',
    location: startOf('environment.yml'),
  } as const;
  expect(createRegistryBook(defaultPolicy, []).trusts(use, ecosystems)).toBe(known);
});

describe('a proxy of the public registry', () => {
  const proxy = 'https://proxy.example/simple';
  const own = 'https://own.example/simple';
  const other = 'https://other.example/simple';
  const policy = {
    ...defaultPolicy,
    registries: { pypi: [{ url: proxy, role: 'primary', mirrorsPublic: true } as const] },
    trustedRegistries: [own],
    private: { pypi: ['acme-*'] },
  };
  type Use = Pick<RegistryUse, 'role' | 'url'> & Partial<RegistryUse>;

  /** Each registry, with those in whose place it is asked; a star where it is asked for no other reason. */
  function candidates(name: string, uses: readonly Use[]): readonly string[] {
    const pypi = ecosystems.find(({ type }) => type === 'pypi');
    if (pypi === undefined) throw new Error('no ecosystem pypi');
    const location = startOf('requirements.txt');
    const dependency = {
      purl: purl('pypi', name),
      ecosystem: 'pypi',
      name,
      rawName: name,
      source: { kind: 'registry' },
      direct: true,
      scope: 'runtime',
      location,
    } as const;
    const settings = {
      uses: uses.map((use) => ({ ecosystem: 'pypi', location, ...use })),
      told: [],
    };
    return createRegistryBook(policy, [])
      .candidates(dependency, pypi, settings)
      .map(({ url, standsFor, isSubstitute }) =>
        [url, ...(isSubstitute ? ['*'] : []), ...(standsFor ?? []).map((one) => one.url)].join(' '),
      );
  }

  it.each<[string, string, readonly Use[], readonly string[]]>([
    ['is asked in the place of the default', 'x', [{ url: other, role: 'primary' }], [`${proxy} * ${other}`]],
    ['is asked beside a trusted one', 'x', [{ url: own, role: 'extra' }], [proxy, own]],
    ['answers for one that stands beside it', 'x', [{ url: other, role: 'extra' }], [`${proxy} ${other}`]],
    [
      'answers for the default beside a trusted one',
      'x',
      [
        { url: own, role: 'extra' },
        { url: other, role: 'primary' },
      ],
      [`${proxy} * ${other}`, own],
    ],
    ['does not for a trusted default', 'x', [{ url: own, role: 'primary' }], [own]],
    ['does not for one that the name points to', 'x', [{ url: other, role: 'explicit', names: ['x'] }], [other]],
    ['does not for a private name', 'acme-x', [{ url: other, role: 'primary' }], [other]],
    ...[`\${__secrets_INDEX__}`, `\${_vars_INDEX_}`, `\${__secrets_HOST__}/simple`].map(
      (url): [string, string, readonly Use[], readonly string[]] => [
        `is asked in the place of ${url}, which only the platform knows`,
        'x',
        [{ url, role: 'primary' }],
        [`${proxy} * ${url}`],
      ],
    ),
    [
      'does not for one of the platform that the name points to',
      'x',
      [{ url: `\${__secrets_INDEX__}`, role: 'explicit', names: ['x'] }],
      [`\${__secrets_INDEX__}`],
    ],
    ['does not for another expression', 'x', [{ url: `\${__matrix_I__}`, role: 'primary' }], [`\${__matrix_I__}`]],
    ['is not asked in the place of what is no address', 'x', [{ url: '$INDEX', role: 'primary' }], ['$INDEX']],
  ])('%s', (_, name, uses, expected) => {
    expect(candidates(name, uses)).toEqual(expected);
  });
});
