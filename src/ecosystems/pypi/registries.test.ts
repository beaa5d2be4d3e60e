import { describe, expect, it } from 'vitest';
import { endpoints } from '../../knowledge/endpoints.ts';
import { registries } from './registries.ts';

describe('registries.archiveHosts', () => {
  it.each([
    [endpoints.pypi, ['pypi.org', 'files.pythonhosted.org', 'pypi.python.org']],
    [`${endpoints.pytorch}cpu/`, ['download.pytorch.org', 'download-r2.pytorch.org']],
    [endpoints.pytorch, ['download.pytorch.org', 'download-r2.pytorch.org']],
    [new URL('/other', endpoints.pytorch).href, ['download.pytorch.org']],
    ['https://pypi.acme.example:8443/simple', ['pypi.acme.example:8443']],
    ['./wheels', []],
  ])('%s keeps archives on %j', (url, hosts) => {
    expect(registries.archiveHosts(url)).toEqual(hosts);
  });
});

describe('registries.canonical', () => {
  it.each([
    ['https://H.example:443/simple/', 'https://h.example/simple'],
    ['https://user:secret@h.example/simple?x#y', 'https://h.example/simple'],
    ['https://h.example///', 'https://h.example'],
    ['https://pypi.python.org/simple/', endpoints.pypi],
    ['https://pypi.python.org/', 'https://pypi.python.org'],
    ['http://pypi.python.org/simple/', 'http://pypi.python.org/simple'],
    ['not an address', 'not an address'],
    ['./folder', './folder'],
  ])('%s is %s', (url, expected) => {
    expect(registries.canonical(url)).toBe(expected);
  });
});
