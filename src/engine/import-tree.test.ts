import { describe, expect, it } from 'vitest';
import type { Files } from '../../test/support/memory-source.ts';
import { undeclared } from '../../test/support/undeclared.ts';

const json = (value: object): string => JSON.stringify(value);

describe('what settings say is local', () => {
  it.each<[what: string, files: Files, changed: Files]>([
    [
      'folders that a build puts elsewhere',
      { 'pyproject.toml': '[tool.setuptools]\npackage-dir = {"acme" = "lib/code"}\n', 'lib/code/core.py': '' },
      { 'app.py': 'from acme.core import x\n' },
    ],
    [
      'folders that a build or a test looks in',
      {
        'pyproject.toml':
          '[tool.setuptools.packages.find]\nwhere = ["lib"]\n[tool.pytest.ini_options]\npythonpath = ["kit"]\n[tool.uv.build-backend]\nmodule-root = "in"\n',
        'lib/one/x.py': '',
        'kit/two.py': '',
        'in/three/__init__.py': '',
        'py/four/y.py': '',
      },
      { 'app.py': 'import one, two, three, four\n' },
    ],
    [
      'a module that is compiled, and what is there only when it is built',
      { 'native/Cargo.toml': '[package]\nname = "fast-part"\n[dependencies]\npyo3 = "1"\n', 'native/src/lib.rs': '' },
      { 'app.py': 'import fast_part\n' },
    ],
    [
      'folders that compilers look in, wherever these are',
      {
        'web/tsconfig.json': json({ compilerOptions: { baseUrl: 'code', paths: { '*': ['made/*'] } } }),
        'web/code/models/user.ts': '',
        'web/code/made/deep/x.ts': '',
      },
      { 'web/code/a.ts': "import u from 'models/user'; import d from 'deep/x'" },
    ],
    [
      'aliases of bundlers in files of JSON',
      { 'webpack.alias.json': json({ widgets: './w' }), 'config/base.tsconfig.json': '{"paths":{"kit/*":["k/*"]}}' },
      { 'a.ts': "import w from 'widgets/x'; import k from 'kit/y'" },
    ],
    [
      'modules that types describe',
      { 'types/all.d.ts': "declare module 'host-api' {\n  export const x: 1\n}\ndeclare module '*.svg';\n" },
      { 'a.ts': "import h from 'host-api'; import logo from 'icons/logo.svg?url'" },
    ],
  ])('%s', async (_, files, changed) => {
    expect(await undeclared(files, changed)).toEqual([]);
  });

  it('but not what they do not speak of, nor what is installed', async () => {
    const files = {
      'pyproject.toml': '[tool.setuptools]\npackage-dir = {"acme" = "lib/code"}\n',
      'tsconfig.json': json({ compilerOptions: { baseUrl: 'code' } }),
      'other/user.ts': '',
      'node_modules/x/index.d.ts': "declare module 'hidden' {\n}\n",
      'a.d.ts': "declare module 'untyped';\ndeclare module '*.svg';\n",
    };
    const changed = {
      'app.py': 'import acmes\n',
      'a.ts': "import 'user'\nimport 'hidden'\nimport 'untyped'\nimport 'none/svg'",
    };
    expect(await undeclared(files, changed)).toEqual([
      'a.ts:1 user pkg:npm/user',
      'a.ts:2 hidden pkg:npm/hidden',
      'a.ts:3 untyped pkg:npm/untyped',
      'a.ts:4 none/svg pkg:npm/none',
      'app.py:1 acmes pkg:pypi/acmes',
    ]);
  });

  it('nor what names a package of the registry itself', async () => {
    const files = { 'a.d.ts': "declare module 'none' {\n}\n" };
    expect(await undeclared(files, { 'a.ts': "import 'npm:none@5/x'" })).toEqual([
      'a.ts:1 npm:none@5/x pkg:npm/none itself',
    ]);
  });
});
