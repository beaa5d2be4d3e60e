import { describe, expect, it } from 'vitest';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import type { Installed, InstallLog } from '../model/install-log.ts';
import { startOf } from '../model/location.ts';
import { describeInstallations, type Promised, verifyLogs } from './verify-logs.ts';

const acme = 'https://pypi.acme.example/simple';
const publicIndex = `${endpoints.pypi}/`;
const publicHost = new URL(endpoints.pypiFiles).host;

const promise = (patch: Partial<Promised> = {}): Promised => ({
  indexes: [acme],
  because: 'pip.conf:2',
  isPrivate: true,
  ...patch,
});
const both = promise({ indexes: [publicIndex, acme], isPrivate: false });
const art = 'https://art.example/api/pypi';
const remote = `${art}/pypi-remote/simple`;
const shared = promise({ indexes: [`${art}/acme-local/simple`], known: [remote], mirrors: [remote] });
const unnamed = promise({ indexes: [], because: 'the configuration calls acme-* private' });

const install = (patch: Partial<Installed>): Installed => ({
  ecosystem: 'pypi',
  name: 'acme-core',
  version: '1.0',
  from: 'registry',
  location: startOf('pip.log'),
  ...patch,
});
const log = (...installed: readonly Installed[]): InstallLog => ({
  path: 'pip.log',
  format: 'pip-log',
  installed,
  unparsed: [],
});

const publicFile = `https://${publicHost}/packages/acme_core-1.0-py3-none-any.whl`;
const privateFile = 'https://pypi.acme.example/files/acme_core-1.0-py3-none-any.whl';

describe('an installation', () => {
  it.each<[string, Partial<Installed>, Promised | undefined, string, RegExp]>([
    ['the index itself', { index: `${acme}/` }, promise(), 'as promised', /it came from https:\/\/pypi\.acme/],
    ['a host of its archives', { url: privateFile }, promise(), 'as promised', /it came from pypi\.acme\.example/],
    ['a cache that tells the address', { url: privateFile, from: 'cache' }, promise(), 'as promised', /came from/],
    [
      'the public index',
      { url: publicFile },
      promise(),
      'differs',
      /the public index \(files\.\w+\.org\), not from https:\/\/pypi\.acme.*pip\.conf:2/,
    ],
    ['the public index by its host', { host: publicHost }, promise(), 'differs', /the public index/],
    ['a third index', { index: 'https://evil.example/simple' }, promise(), 'differs', /it came from https:\/\/evil/],
    [
      'another index of the host',
      { index: 'https://pypi.acme.example/other', url: privateFile },
      promise(),
      'differs',
      /other, not from/,
    ],
    [
      'one of several',
      { url: publicFile },
      both,
      'open',
      /came from files\.\w+\.org, and the client also asks https:\/\/pypi\.acme/,
    ],
    ['none of several', { index: 'https://evil.example' }, both, 'differs', /evil\.example, not from .*, .*/],
    ['a host that is not known', { url: 'https://files.example/a.whl' }, promise(), 'open', /no index of the project/],
    [
      'a host that is not known, for a name of the public index',
      { url: 'https://files.example/a.whl' },
      promise({ indexes: [publicIndex], isPrivate: false }),
      'differs',
      /it came from files\.example, not from/,
    ],
    ['the folder of the promised index', { url: `${art}/acme-local/1/a.whl` }, shared, 'as promised', /art\.example/],
    [
      'the folder of another index of the host',
      { url: `${art}/pypi-remote/packages/a.whl` },
      shared,
      'differs',
      /the public index \(https:\/\/art\.example\/api\/pypi\/pypi-remote\/simple\), not from https:\/\/art/,
    ],
    [
      'the folder of another private index of the host',
      { url: `${art}/other/packages/a.whl` },
      { ...shared, known: [...(shared.known ?? []), `${art}/other/simple`] },
      'differs',
      /it came from https:\/\/art\.example\/api\/pypi\/other\/simple, not from/,
    ],
    ['a folder of no index of the host', { url: `${art}/third/a.whl` }, shared, 'open', /pypi-remote\/simple shares/],
    ['a folder above those of the host', { url: 'https://art.example/a.whl' }, shared, 'open', /shares: the log/],
    ['a host that another index shares', { host: 'art.example' }, shared, 'open', /shares: the log does not tell/],
    [
      'the host of the public index, for a name of its mirror',
      { url: publicFile },
      { ...shared, indexes: [remote], isPrivate: false },
      'open',
      /only the archive's address, on a host of the public index/,
    ],
    [
      'a host that several share',
      { url: privateFile },
      promise({ indexes: [acme, `${acme}2`] }),
      'open',
      /several indexes share/,
    ],
    ['nowhere that is told', { from: 'unknown' }, promise(), 'open', /the log does not tell/],
    ['somewhere, for a name without an index', { url: privateFile }, unnamed, 'open', /nothing names its index/],
    [
      'the public index, for a name without an index',
      { url: publicFile },
      unnamed,
      'differs',
      /not from a private index/,
    ],
    ['anywhere, where nothing is promised', { url: privateFile }, undefined, 'open', /nothing says/],
    ['a repository', { from: 'vcs', url: 'git+https://git.example/a@v1' }, promise(), 'open', /an address of its own/],
    [
      'the repository that a manifest names',
      { from: 'vcs', url: 'git+https://***@git.example/a.git@0123' },
      promise({ addresses: new Set(['https://git.example/a']) }),
      'as promised',
      /names this address/,
    ],
    [
      'the folder that a manifest names',
      { from: 'path', url: 'file:./lib' },
      promise({ addresses: new Set(['lib']) }),
      'as promised',
      /names this address/,
    ],
    ['the address of a public archive', { from: 'url', url: publicFile }, promise(), 'differs', /the public index/],
  ])('from %s', (_, patch, promised, state, reason) => {
    const { installs } = verifyLogs([log(install(patch))], () => promised, { ecosystems });
    expect(installs).toMatchObject([{ state, reason: expect.stringMatching(reason) }]);
  });

  it('takes the names of one registry for one', () => {
    const yarn = install({ ecosystem: 'npm', name: 'left-pad', index: endpoints.yarn });
    const npm = promise({ indexes: [endpoints.npm], isPrivate: false });
    expect(verifyLogs([log(yarn)], () => npm, { ecosystems }).installs[0]?.state).toBe('as promised');
  });

  it('shows no credentials of an index', () => {
    const secret = promise({ indexes: ['https://u:hunter2@pypi.acme.example/simple'] });
    const said = verifyLogs([log(install({ url: publicFile }))], () => secret, { ecosystems });
    expect(JSON.stringify(said)).not.toContain('hunter2');
  });
});

describe('a period', () => {
  const early = install({ name: 'early', at: '2022-12-24T23:59:59.999Z' });
  const within = install({ name: 'within', at: '2022-12-25T00:00:00.000Z' });
  const late = install({ name: 'late', at: '2022-12-31T00:00:00.000Z' });
  const untimed = install({ name: 'untimed' });
  const logs = [log(early, within, late, untimed)];

  it('leaves out what is outside of it, and keeps what has no time', () => {
    const since = '2022-12-25T00:00:00.000Z';
    const until = '2022-12-30T23:59:59.999Z';
    const found = verifyLogs(logs, () => promise(), { ecosystems, since, until });
    expect(found.installs.map(({ installed }) => installed.name)).toEqual(['untimed', 'within']);
    expect(found).toMatchObject({ untimed: 1, outside: 2 });
  });

  it('counts nothing where none is asked for', () => {
    expect(verifyLogs(logs, () => promise(), { ecosystems })).toMatchObject({ untimed: 0, outside: 0 });
  });
});

it('takes what came from a mirror of the public index for public', () => {
  const file = (repository: string) => install({ url: `${art}/${repository}/packages/a-1.0.whl` });
  const { installs } = verifyLogs([log(file('pypi-remote'), file('acme-local'))], () => shared, { ecosystems });
  expect(installs.map(({ state, isPublic }) => [state, isPublic])).toEqual([
    ['differs', true],
    ['as promised', false],
  ]);
});

it('makes subjects of what differs, and tells the private name that the public index served', () => {
  const logs = [
    log(
      install({ url: publicFile }),
      install({ name: 'fine', url: privateFile }),
      install({ name: 'b', index: 'https://evil.example' }),
    ),
  ];
  const { installs } = verifyLogs(logs, () => promise(), { ecosystems });
  expect(describeInstallations(installs).map(({ installed, isPublic }) => [installed.name, isPublic])).toEqual([
    ['acme-core', true],
    ['b', false],
  ]);
});
