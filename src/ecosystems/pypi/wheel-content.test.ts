import { describe, expect, it } from 'vitest';
import { listStartupFiles, pickWheels } from './wheel-content.ts';

describe('what runs at each start', () => {
  it.each<[string, string, string]>([
    ['a path file', 'litellm_init.pth', 'litellm_init.pth'],
    ['a start file', 'acme.start', 'acme.start'],
    ['one of pure packages', 'acme-1.0.data/purelib/acme.pth', 'acme.pth'],
    ['one of packages of a platform', 'acme-1.0.data/platlib/acme.pth', 'acme.pth'],
    ['one that is put there by its path', 'acme-1.0.data/data/lib/python3.12/site-packages/acme.pth', 'acme.pth'],
    ['the same for Debian', 'acme-1.0.data/data/lib/python3/dist-packages/acme.pth', 'acme.pth'],
    ['the same for Windows', 'acme-1.0.data\\data\\Lib\\site-packages\\acme.pth', 'acme.pth'],
    ['one behind a way round', 'acme/../acme.pth', 'acme.pth'],
    ['one behind an empty way', './/acme.pth', 'acme.pth'],
    ['a hidden one, which older Pythons read', '.acme.pth', '.acme.pth'],
    ['a module that is imported by itself', 'sitecustomize.py', 'sitecustomize.py'],
    ['the same of the user', 'usercustomize.pyc', 'usercustomize.pyc'],
    ['the same in C', 'sitecustomize.cpython-312-x86_64-linux-gnu.so', 'sitecustomize.cpython-312-x86_64-linux-gnu.so'],
    ['the same as a package', 'sitecustomize/__init__.py', 'sitecustomize/__init__.py'],
  ])('is %s', (_, entry, expected) => {
    expect(listStartupFiles(['acme/__init__.py', entry])).toEqual([expected]);
  });

  it.each([
    'acme/data.pth',
    'acme.pth/',
    'acme.pth/__init__.py',
    'acme.PTH',
    'acme.pth.txt',
    'pth',
    'acme-1.0.data/scripts/acme.pth',
    'acme-1.0.data/headers/acme.pth',
    'acme-1.0.data/purelib/acme/acme.pth',
    'acme-1.0.data/data/share/acme.pth',
    'acme-1.0.dist-info/acme.pth',
    'sitecustomize/readme.txt',
    'acme/sitecustomize.py',
    'sitecustomizer.py',
    '',
  ])('is not %s', (entry) => {
    expect(listStartupFiles([entry])).toEqual([]);
  });

  it('is told once and sorted, and stays the same when it is looked at again', () => {
    const files = listStartupFiles(['b.pth', 'a.pth', './b.pth', 'x.data/purelib/a.pth']);
    expect(files).toEqual(['a.pth', 'b.pth']);
    expect(listStartupFiles(files)).toEqual(files);
  });

  it('is bounded: names that no system takes are left out, and so is what goes on for ever', () => {
    expect(listStartupFiles([`${'x'.repeat(252)}.pth`])).toEqual([]);
    expect(listStartupFiles(Array.from({ length: 5_000 }, (_, index) => `${index}.pth`))).toHaveLength(1_000);
  });
});

describe('the wheels that are looked into', () => {
  const wheel = (tags: string) => ({ filename: `acme-1.0-${tags}.whl` });
  const pick = (most: number, ...tags: readonly string[]) =>
    pickWheels(tags.map(wheel), most, new Date('2026-06-15T12:00:00Z')).map(({ filename }) =>
      filename.slice('acme-1.0-'.length, -'.whl'.length),
    );

  const on = (platforms: readonly string[], ...pythons: readonly number[]) =>
    pythons.flatMap((n) => platforms.map((platform) => `cp3${n}-cp3${n}-${platform}`));
  const linux = 'manylinux_2_17_x86_64.manylinux2014_x86_64';
  const arm = 'manylinux_2_17_aarch64.manylinux2014_aarch64';
  const main = [linux, 'win_amd64', 'macosx_11_0_arm64', arm];
  const rare = ['macosx_10_12_x86_64', 'musllinux_1_2_aarch64', 'musllinux_1_2_x86_64', 'win32'];

  it('are first what most people install, of the newest Pythons, then one for each other platform', () => {
    const all = on([...rare, ...main.toReversed()], 10, 11, 12, 13);
    expect(pick(12, ...all)).toEqual([...on(main, 13, 12), ...on(rare, 13)]);
    expect(pick(100, ...all).slice(12, 20)).toEqual([...on(main, 11), ...on(rare, 12)]);
    expect(pick(100, ...all).toSorted()).toEqual(all.toSorted());
  });

  it('are those for every platform among the first', () => {
    const some = on([...rare, linux, 'win_amd64'], 13, 12);
    expect(pick(3, ...some, 'py3-none-any')).toEqual([...on([linux, 'win_amd64'], 13), 'py3-none-any']);
  });

  it('are not those of Pythons that do not exist, or that few have, before others', () => {
    const odd = ['cp399-cp399', 'cp313-cp313t', 'cp27-cp27mu', 'pp310-pypy310_pp73'].map((tags) => `${tags}-${linux}`);
    expect(pick(2, ...odd, ...on([linux], 9), `cp38-abi3-${linux}`)).toEqual([`cp38-abi3-${linux}`, ...on([linux], 9)]);
  });

  it('are all, where there are few', () => {
    expect(pick(5, 'py3-none-any')).toEqual(['py3-none-any']);
    expect(pick(5)).toEqual([]);
  });
});
