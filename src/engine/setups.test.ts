import { expect, it } from 'vitest';
import { ecosystems } from '../ecosystems/index.gen.ts';
import type { ClientUse, RegistryUse } from '../model/dependency.ts';
import { startOf } from '../model/location.ts';
import { servingFor, setupsOf } from './setups.ts';

const pypi = ecosystems.find(({ type }) => type === 'pypi');
if (pypi === undefined) throw new Error('no ecosystem');

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

const standard = pypi.registries.default;
const acme = 'https://pypi.acme.example/simple';

it.each<[string, readonly RegistryUse[], readonly ClientUse[], readonly string[]]>([
  ['nothing', [], [], [standard]],
  ['folders beside the default', [links('./wheels'), links('../x'), links('file:///srv/wheels')], [], [standard]],
  ['what a variable may name', [use('%URL%')], [], [standard, '%URL%']],
  ['a folder in the place of the default', [use('file:///srv/wheels', 'primary')], [], ['file:///srv/wheels']],
  [
    'a folder in its place, beside another index',
    [use('file:///srv/x', 'primary'), use(acme)],
    [],
    ['file:///srv/x', acme],
  ],
  ['a folder and no index', [links('./wheels')], [told('pip', { noIndex: true })], ['./wheels']],
  ['the same index twice', [use(acme), use('https://user:secret@PYPI.acme.example/simple/')], [], [standard, acme]],
  ['the default again', [use(`${standard}/`)], [], [standard]],
  ['an index of another client', [use(acme, 'extra', { clients: ['poetry'] })], [], [standard]],
])('asks under %s', (_, uses, clients, urls) => {
  expect(serving(uses, clients)).toEqual(urls);
});

it('assumes the usual client where no file tells of one, else all that are told of', () => {
  const ids = (...clients: readonly ClientUse[]) =>
    setupsOf(pypi, { uses: [], told: clients }).map(({ client }) => client.id);
  expect(ids()).toEqual(['pip']);
  expect(ids(told('uv'))).toEqual(['uv']);
  expect(ids(told('uv'), told('poetry'), told('uv')).sort()).toEqual(['poetry', 'uv']);
  expect(ids(told('nobody'))).toEqual(['pip']);
});
