import { expect, it } from 'vitest';
import { endpoints } from '../../knowledge/endpoints.ts';
import type { RegistryUse } from '../../model/dependency.ts';
import { startOf } from '../../model/location.ts';
import { addressOf } from './channels.ts';
import { registries } from './registries.ts';

const use = (url: string, role: RegistryUse['role'], names?: readonly string[]): RegistryUse => ({
  ecosystem: 'conda',
  url,
  role,
  location: startOf('environment.yml'),
  ...(names && { names }),
});
const asked = (name: string, ...uses: readonly RegistryUse[]) => registries.serving(name, uses).map(({ url }) => url);

it.each([
  ['conda-forge', `${endpoints.condaChannels}/conda-forge`],
  ['conda-forge/linux-64', `${endpoints.condaChannels}/conda-forge`],
  ['acme/label/dev', `${endpoints.condaChannels}/acme/label/dev`],
  ['defaults', `${endpoints.condaDefaults}/main`],
  ['pkgs/r', `${endpoints.condaDefaults}/r`],
  ['https://conda.acme.example/x/noarch/', 'https://conda.acme.example/x'],
  ['./local', './local'],
])('finds the channel %s', (channel, address) => {
  expect(addressOf(channel)).toBe(address);
});

it('asks channels in their order, and the defaults where nothing replaces them', () => {
  const [a, b] = ['https://a.example/x', 'https://b.example/x'];
  expect(asked('n')).toEqual([registries.default]);
  expect(asked('n', use(a, 'extra'), use(b, 'extra'))).toEqual([a, b, registries.default]);
  expect(asked('n', use(a, 'primary'), use(b, 'extra'))).toEqual([a, b]);
  expect(asked('n', use(a, 'extra'), use(b, 'explicit', ['n']))).toEqual([b]);
  expect(asked('m', use(b, 'explicit', ['n']))).toEqual([registries.default]);
});

it('reads the addresses of packages', () => {
  expect(registries.readArchive('https://h.example/c/linux-64/A_b-1.0-py_0.conda#x')).toEqual({
    host: 'h.example',
    name: 'a_b',
    version: '1.0',
  });
  expect(registries.readArchive('https://h.example/c/linux-64/index.html')).toEqual({ host: 'h.example' });
  expect(registries.readArchive('file:///c/a-1-0.conda')).toBeUndefined();
});
