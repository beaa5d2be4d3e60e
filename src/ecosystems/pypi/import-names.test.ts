import { describe, expect, it } from 'vitest';
import { isSetting, localsIn } from './import-names.ts';

const names = (path: string, text: string) => [...(localsIn(path, text).names ?? [])].sort();

describe('names that a build gives to modules', () => {
  it.each([
    [
      'setuptools',
      '[tool.setuptools]\npackage-dir = {"acme.core" = "lib", "" = "src"}\npy-modules = ["one"]',
      'acme one',
    ],
    ['setuptools, as found', '[tool.setuptools.packages.find]\nwhere = ["lib"]', ''],
    ['extensions', '[tool.setuptools]\next-modules = [{name = "fast._x", sources = ["x.c"]}]', 'fast'],
    ['Hatch', '[tool.hatch.build.targets.wheel.sources]\n"code/a" = "shop/part"', 'shop'],
    ['Hatch, included', '[tool.hatch.build.targets.wheel.force-include]\n"../x" = "extra"', 'extra'],
    [
      'Hatch, as it lies',
      '[tool.hatch.build]\npackages = ["src/foo"]\nonly-include = ["bar.py"]\nsources = ["src"]',
      'bar foo',
    ],
    ['Poetry', '[tool.poetry]\npackages = [{include = "a", from = "lib", to = "b"}, {include = "c/**/*.py"}]', 'a b c'],
    ['PDM', '[tool.pdm.build]\nincludes = ["src/inner", "*.py"]', 'inner'],
    ['uv', '[tool.uv.build-backend]\nmodule-root = "x"\nmodule-name = ["n.one", "two"]', 'n two'],
    ['maturin', '[tool.maturin]\npython-source = "py"\nmodule-name = "acme._core"', 'acme'],
    ['Flit', '[tool.flit.module]\nname = "flat"', 'flat'],
    ['scikit-build', '[tool.scikit-build.wheel]\npackages = ["python/sci"]', 'sci'],
    ['scikit-build, moved', '[tool.scikit-build.wheel.packages]\n"moved/in" = "code"', 'moved'],
  ])('by %s', (_, text, expected) => {
    expect(names('pyproject.toml', text).join(' ')).toBe(expected);
  });

  it('in the older files', () => {
    const ini =
      '[options]\npackage_dir =\n  shop.part = code\n  = src\npackages = one, two.x\npy-modules =\n  three\n[x]\npackages = no';
    expect(names('a/setup.cfg', ini)).toEqual(['one', 'shop', 'three', 'two']);
    const script =
      "setup(package_dir={'acme': 'lib', '': 'src'}, packages=['b', \"c.d\"], py_modules=['e'],\n ext_modules=[Extension('f._g', ['g.c']), CUDAExtension(name='h', sources=[])], install_requires=['no'])";
    expect(names('setup.py', script)).toEqual(['acme', 'b', 'c', 'e', 'f', 'h']);
  });

  it('of crates that speak to Python alone', () => {
    expect(names('Cargo.toml', '[package]\nname = "fast-part"\n[dependencies]\npyo3 = "0.22"')).toEqual(['fast_part']);
    expect(
      names('Cargo.toml', '[package]\nname = "x"\n[lib]\nname = "_y"\n[dependencies.pyo3]\nversion = "1"'),
    ).toEqual(['_y']);
    expect(names('Cargo.toml', '[package]\nname = "fast"\n[dependencies]\nserde = "1"')).toEqual([]);
  });

  it('and none where nothing can be read', () => {
    expect(localsIn('pyproject.toml', '[tool')).toEqual({});
    expect(localsIn('setup.cfg', 'x = 1')).toEqual({});
    expect(
      names('pyproject.toml', '[tool.setuptools]\npackages = [1, "a b", "../..", ""]\n[tool.poetry]\npackages = "x"'),
    ).toEqual([]);
  });

  it('reads the files that builds are told by', () => {
    expect(['pyproject.toml', 'a/setup.py', 'a/b/setup.cfg', 'Cargo.toml'].every(isSetting)).toBe(true);
    expect(['my-setup.py', 'requirements.txt', 'x.toml'].some(isSetting)).toBe(false);
  });
});
