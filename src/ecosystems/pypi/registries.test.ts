import { describe, expect, it } from 'vitest';
import { endpoints } from '../../knowledge/endpoints.ts';
import type { RegistryUse } from '../../model/dependency.ts';
import { startOf } from '../../model/location.ts';
import { registries } from './registries.ts';

const use = (role: RegistryUse['role'], host: string, rest: Partial<RegistryUse> = {}): RegistryUse => ({
  ecosystem: 'pypi',
  url: `https://${host}.example/simple`,
  role,
  location: startOf('requirements.txt'),
  ...rest,
});

const serving = (name: string, ...uses: readonly RegistryUse[]) => registries.serving(name, uses).map(({ url }) => url);

describe('registries.serving', () => {
  it('is the public index where nothing is configured', () => {
    expect(registries.serving('a', [])).toEqual([{ url: endpoints.pypi }]);
  });

  it('asks extra indexes beside the default, in order', () => {
    expect(serving('a', use('extra', 'x'), use('extra', 'y'))).toEqual([
      endpoints.pypi,
      'https://x.example/simple',
      'https://y.example/simple',
    ]);
  });

  it('asks no folder beside an index, and one that stands in its place or that a variable may name', () => {
    const beside = ['./wheels', '../x', 'file:///srv/wheels'].map((url) => use('extra', '', { url }));
    expect(serving('a', ...beside)).toEqual([endpoints.pypi]);
    expect(serving('a', use('extra', '', { url: '%URL%' }))).toEqual([endpoints.pypi, '%URL%']);
    expect(serving('a', use('primary', '', { url: 'file:///srv/wheels' }))).toEqual(['file:///srv/wheels']);
  });

  it('lets --index-url erase what stands before it in the same file, and only there', () => {
    const list = [use('extra', 'before'), use('primary', 'p'), use('extra', 'after')];
    expect(serving('a', ...list)).toEqual(['https://p.example/simple', 'https://after.example/simple']);
    const other = use('extra', 'other', { location: startOf('base.txt') });
    expect(serving('a', other, use('primary', 'p'))).toEqual([
      'https://p.example/simple',
      'https://other.example/simple',
    ]);
  });

  it('asks an explicit index alone for its names, and for no others', () => {
    const explicit = use('explicit', 'torch', { names: ['torch*'] });
    expect(serving('torchvision', explicit)).toEqual(['https://torch.example/simple']);
    expect(serving('requests', explicit)).toEqual([endpoints.pypi]);
    expect(serving('requests', use('explicit', 'nobody'))).toEqual([endpoints.pypi]);
  });

  it('heeds the names of an extra index and other ecosystems\u2019 registries', () => {
    expect(serving('b', use('extra', 'x', { names: ['acme-*'] }), use('primary', 'npm', { ecosystem: 'npm' }))).toEqual(
      [endpoints.pypi],
    );
  });

  it('names an index once, however it is spelled', () => {
    expect(
      serving('a', use('extra', 'x'), use('extra', 'x', { url: 'https://user:secret@X.example/simple/' })),
    ).toHaveLength(2);
    expect(serving('a', use('extra', 'x', { url: `${endpoints.pypi}/` }))).toEqual([endpoints.pypi]);
  });
});

describe('registries.canonical', () => {
  it.each([
    ['https://H.example:443/simple/', 'https://h.example/simple'],
    ['https://user:secret@h.example/simple?x#y', 'https://h.example/simple'],
    ['https://h.example///', 'https://h.example'],
    ['not an address', 'not an address'],
    ['./folder', './folder'],
  ])('%s is %s', (url, expected) => {
    expect(registries.canonical(url)).toBe(expected);
  });
});
