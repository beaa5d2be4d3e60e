import { expect, it } from 'vitest';
import { endpoints } from '../../knowledge/endpoints.ts';
import { addressOf } from './channels.ts';
import { registries } from './registries.ts';

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

it('reads the addresses of packages', () => {
  expect(registries.readArchive('https://h.example/c/linux-64/A_b-1.0-py_0.conda#x')).toEqual({
    host: 'h.example',
    name: 'a_b',
    version: '1.0',
  });
  expect(registries.readArchive('https://h.example/c/linux-64/index.html')).toEqual({ host: 'h.example' });
  expect(registries.readArchive('file:///c/a-1-0.conda')).toBeUndefined();
});
