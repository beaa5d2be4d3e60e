import { expect, it } from 'vitest';
import { repositories } from './repositories.ts';

const commit = '11bd71901bbe5b1630ceea73d27597364c9af683';
const at = { host: 'github.com', name: 'octo/tool' };

it.each([
  ['https://github.com/Octo/Tool.git', at],
  ['https://github.com/octo/tool', at],
  ['https://user:secret@www.github.com/octo/tool.git/', at],
  ['git+https://github.com/octo/tool.git', at],
  ['git+ssh://git@github.com/octo/tool.git', at],
  ['ssh://git@github.com/octo/tool', at],
  ['git://github.com/octo/tool.git#main', at],
  ['git@github.com:octo/tool.git', at],
  ['https://git.acme.example/octo/tool.git', { host: 'git.acme.example', name: 'octo/tool' }],
  [`https://codeload.github.com/octo/tool/tar.gz/${commit}`, { ...at, commit }],
  [`https://codeload.github.com/octo/tool/legacy.zip/${commit}`, { ...at, commit }],
  [`https://github.com/octo/tool/archive/${commit.toUpperCase()}.zip`, { ...at, commit }],
  [`https://github.com/octo/tool/archive/${commit}.tar.gz`, { ...at, commit }],
  [`https://github.com/octo/tool/tarball/${commit}`, { ...at, commit }],
  ['https://github.com/octo/tool/archive/refs/tags/v1.zip', at],
  [`https://github.com/octo/tool/blob/${commit}/x`, at],
])('reads %s', (url, expected) => {
  expect(repositories.readAddress(url)).toEqual(expected);
});

it.each([
  'https://github.com/octo',
  'https://github.com/octo/..',
  'https://github.com/-a/b',
  'file:///octo/tool',
  'javascript://github.com/octo/tool',
  'octo/tool',
  'git@github.com:/octo/tool',
  '',
  `https://github.com/octo/${'a'.repeat(3000)}`,
  `https://github.com/octo/tool${'/'.repeat(1_000_000)}`,
])('reads no repository out of %.60s', (url) => {
  expect(repositories.readAddress(url)).toBeUndefined();
});

it.each([
  ['https://api.github.com', 'github.com'],
  ['https://api.acme.ghe.example', 'acme.ghe.example'],
  ['https://github.acme.example/api/v3', 'github.acme.example'],
  ['https://github.acme.example/api/v3/', 'github.acme.example'],
  ['https://evil.example/github.com/api/v3', undefined],
  ['https://github.acme.example', undefined],
  ['github.com', undefined],
])('knows the host that %s answers for', (registry, host) => {
  expect(repositories.hostOf(registry)).toBe(host);
});
