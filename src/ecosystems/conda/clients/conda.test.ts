import { describe, expect, it } from 'vitest';
import type { RegistryUse } from '../../../model/dependency.ts';
import type { IndexAnswer, Outcome } from '../../../model/resolution.ts';
import { createCommandReader } from '../../../surfaces/commands.ts';
import { surface } from '../../../surfaces/conda-environment/index.ts';
import { addressOf } from '../channels.ts';
import { ecosystem } from '../index.ts';
import { client } from './conda.ts';

/** What conda makes of an environment file, of settings and of a command, as it reads them. */
function setUp({ environment = '', settings = '', command = '' }) {
  const reader = (path: string, text: string) => createCommandReader({ ...ecosystem, file: { path, text } });
  const file = { path: 'environment.yml', text: environment };
  const [condarc] = ecosystem.formats.filter(({ id }) => id === 'condarc');
  const readings = [
    reader('run.sh', command).script(command, (at) => at),
    surface.read(file, reader(file.path, file.text)),
    ...(condarc === undefined || settings === '' ? [] : [condarc.parse({ path: '.condarc', text: settings })]),
  ];
  return client.setUp(
    readings.flatMap(({ registries }) => registries),
    readings.flatMap(({ clients = [] }) => clients),
  );
}

const shortOf = (url: string): string => url.replace(addressOf(''), '').replace(addressOf('defaults'), 'defaults');

describe('what files tell conda', () => {
  const indexes = (given: Parameters<typeof setUp>[0]): readonly string[] =>
    setUp(given).indexes.map(({ url, weight, includes = [] }) => [weight, shortOf(url), ...includes].join(' '));

  it.each<readonly [title: string, given: Parameters<typeof setUp>[0], found: readonly string[]]>([
    ['nothing', {}, ['default defaults']],
    [
      'an environment: the defaults stand below its channels',
      { environment: 'channels: [conda-forge, acme]\ndependencies: [a]' },
      ['extra conda-forge', 'extra acme', 'default defaults'],
    ],
    [
      'an environment without defaults',
      { environment: 'channels: [conda-forge, nodefaults, acme]\ndependencies: [a]' },
      ['default conda-forge', 'extra acme'],
    ],
    [
      'settings stand below an environment, and take the place of the defaults',
      { environment: 'channels: [acme]\ndependencies: [a]', settings: 'channels: [conda-forge, acme]' },
      ['extra acme', 'default conda-forge'],
    ],
    [
      'a command stands above all',
      { command: 'conda install -c acme a', settings: 'channels: [conda-forge]' },
      ['extra acme', 'default conda-forge'],
    ],
    ['a command alone', { command: 'conda create -O -c acme a' }, ['default acme']],
    [
      'a package that names its channel',
      { environment: 'channels: [conda-forge]\ndependencies: ["acme::a", b]' },
      ['extra conda-forge', 'explicit acme a', 'default defaults'],
    ],
  ])('%s', (_, given, found) => {
    expect(indexes(given)).toEqual(found);
  });

  it.each<readonly [told: Parameters<typeof setUp>[0], strategy: string | undefined]>([
    [{}, undefined],
    [{ settings: 'channel_priority: strict' }, 'strict'],
    [{ settings: 'channel_priority: false' }, 'false'],
    [{ command: 'conda install --strict-channel-priority a' }, 'strict'],
    [{ command: 'conda install --no-channel-priority a' }, 'disabled'],
    [{ command: 'micromamba install --channel-priority=strict a' }, 'strict'],
    [{ command: 'conda config --set channel_priority flexible' }, 'flexible'],
    [{ command: 'CONDA_CHANNEL_PRIORITY=disabled conda install a' }, 'disabled'],
  ])('%o', (given, strategy) => {
    expect(setUp(given).strategy).toBe(strategy);
  });
});

const sayOutcome = (outcome: Outcome): string =>
  outcome.kind === 'served' ? `${outcome.url} ${outcome.version}` : outcome.kind;

/** `1.0 2.0`: versions; a status; or nothing. */
const toAnswer = (said: string): IndexAnswer => {
  if (said === '') return { state: 'absent' };
  if (said === '?') return { state: 'unknown', reason: 'no answer' };
  if (/^\d{3}$/.test(said)) return { state: 'refused', status: Number(said) };
  return { state: 'present', releases: said.split(' ').map((version) => ({ version })) };
};

describe('the channel that serves a package', () => {
  const uses = (['a', 'b'] as const).map(
    (url, at): RegistryUse => ({
      ecosystem: 'conda',
      url,
      role: at === 0 ? 'primary' : 'extra',
      location: { path: '.condarc', startLine: at + 1, startColumn: 1, endLine: at + 1, endColumn: 2 },
    }),
  );

  /** As the documentation has it: no conda is at hand to compare with. */
  it.each<readonly [a: string, b: string, requirement: string, flexible: string, strict: string, disabled: string]>([
    ['1.0', '2.0', '', 'a 1.0', 'a 1.0', 'b 2.0'],
    ['2.0', '1.0', '', 'a 2.0', 'a 2.0', 'a 2.0'],
    ['1.0', '1.0', '', 'a 1.0', 'a 1.0', 'a 1.0'],
    ['1.0', '2.0', '>=2', 'b 2.0', 'nothing', 'b 2.0'],
    ['1.0 1.5', '1.7 2.0', '<2', 'a 1.5', 'a 1.5', 'b 1.7'],
    ['', '1.0', '', 'b 1.0', 'b 1.0', 'b 1.0'],
    ['', '', '', 'nothing', 'nothing', 'nothing'],
    ['403', '1.0', '', 'nothing', 'nothing', 'nothing'],
    ['1.0', '500', '', 'nothing', 'nothing', 'nothing'],
    ['?', '1.0', '', 'open', 'open', 'open'],
    ['1.0', '?', '', 'open', 'a 1.0', 'open'],
  ])('of "%s" and "%s", with the requirement "%s"', (a, b, requirement, flexible, strict, disabled) => {
    const answers = new Map([
      ['a', toAnswer(a)],
      ['b', toAnswer(b)],
    ]);
    const choose = (strategy: string | undefined): string => {
      const location = { path: '.condarc', startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
      const told = strategy === undefined ? [] : [{ ecosystem: 'conda', client: 'conda', strategy, location }];
      const setup = client.setUp(uses, told);
      return sayOutcome(client.choose(setup, { name: 'x', requirement }, (url) => answers.get(url) ?? toAnswer('')));
    };
    expect([undefined, 'flexible', 'strict', 'disabled', 'False'].map(choose)).toEqual([
      flexible,
      flexible,
      strict,
      disabled,
      disabled,
    ]);
  });

  it('asks the channel alone that a package names', () => {
    const named = uses.slice(1).map((use): RegistryUse => ({ ...use, role: 'explicit', names: ['x'] }));
    const setup = client.setUp([...uses, ...named], []);
    expect(client.candidates(setup, { name: 'x' }).map(({ url }) => url)).toEqual(['b']);
    expect(client.candidates(setup, { name: 'y' }).map(({ url }) => url)).toEqual(['a', 'b']);
    expect(client.candidates(setup, { name: 'y', index: 'b' }).map(({ url }) => url)).toEqual(['b']);
  });

  it('says what to write', () => {
    expect(client.advise('https://c.example/acme')).toContain('`channel_priority: strict`');
  });
});
