import { expect, it } from 'vitest';
import { defaultPolicy } from '../config/defaults.ts';
import { addressOf } from '../ecosystems/conda/channels.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { startOf } from '../model/location.ts';
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
