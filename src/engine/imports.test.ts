import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { findImports, sayImport, undeclared } from '../../test/support/undeclared.ts';
import { formats } from '../app/formats.ts';
import { names } from '../app/names.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { describeImports } from './imports.ts';
import { createReader } from './read.ts';
import { createRegistryBook } from './registries.ts';

const json = (value: object): string => JSON.stringify(value, null, 2);

describe('ordinary projects: nothing is told', () => {
  it.each<[what: string, files: Files, changed: Files]>([
    [
      'a service of Python with a list of requirements',
      {
        'requirements.txt':
          'Flask==3.0\nPyYAML\nopencv-python-headless\npython-dateutil\nbeautifulsoup4\nscikit-learn\n',
      },
      {
        'app/main.py':
          'import os, sys, json\nimport flask\nimport yaml, cv2\nfrom dateutil import parser\nfrom bs4 import BeautifulSoup\nfrom sklearn.svm import SVC\n',
      },
    ],
    [
      'a package with a src folder, extras and groups',
      {
        'pyproject.toml':
          '[project]\nname = "acme-tool"\nversion = "1"\ndependencies = ["httpx", "python-jose"]\n[project.optional-dependencies]\nfast = ["orjson"]\n[dependency-groups]\ndev = ["pytest", "hypothesis"]\n[build-system]\nrequires = ["hatchling"]\n',
        'src/acme_tool/__init__.py': '',
        'tests/conftest.py': '',
      },
      {
        'src/acme_tool/core.py':
          'from __future__ import annotations\nimport httpx\nfrom jose import jwt\nimport orjson\nfrom acme_tool import util\nfrom . import other\n',
        'tests/test_core.py':
          'import pytest\nfrom hypothesis import given\nfrom _pytest.monkeypatch import MonkeyPatch\nimport conftest\nfrom acme_tool.core import x\n',
        'build.py': 'from hatchling.build import x\n',
      },
    ],
    [
      'Django with apps, settings and names of its own',
      {
        'requirements/base.txt': 'django\ndjangorestframework\ndjango-cors-headers\ndjango-simple-history\n',
        'requirements/dev.txt': '-r base.txt\npytest-django\n',
        'backend/manage.py': '',
        'backend/shop/models.py': '',
      },
      {
        'backend/shop/views.py':
          'from django.db import models\nfrom rest_framework import serializers\nimport corsheaders\nfrom simple_history.models import HistoricalRecords\nfrom shop.models import Item\nfrom backend.shop import x\n',
      },
    ],
    [
      'Poetry with namespaces of Google, Azure and OpenTelemetry',
      {
        'pyproject.toml':
          '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.12"\ngoogle-cloud-storage = "*"\ngoogle-auth = "*"\nprotobuf = "*"\nazure-storage-blob = "*"\nopentelemetry-api = "*"\nopentelemetry-exporter-otlp-proto-grpc = "*"\n"ruamel.yaml" = "*"\n',
      },
      {
        'main.py':
          'from google.cloud import storage\nfrom google.cloud.storage_v2 import x\nfrom google.oauth2 import service_account\nfrom google.protobuf import message\nfrom azure.storage.blob import BlobClient\nfrom opentelemetry import trace, metrics\nfrom opentelemetry.exporter.otlp.proto.grpc.trace_exporter import X\nfrom ruamel.yaml import YAML\n',
      },
    ],
    [
      'conda, Pipenv, setup.cfg and a container file',
      {
        'environment.yml': 'dependencies:\n  - numpy\n  - opencv\n  - pip:\n    - rich\n',
        Pipfile: '[packages]\nboto3 = "*"\n',
        'setup.cfg': '[options]\ninstall_requires =\n    attrs\n',
        'docker/Dockerfile': 'FROM python\nRUN pip install gunicorn psycopg2-binary\n',
      },
      { 'x.py': 'import numpy as np, cv2\nimport rich\nimport boto3\nimport attr\nimport psycopg2, gunicorn\n' },
    ],
    [
      'a script that says what it needs',
      {},
      {
        'tools/run.py':
          '# /// script\n# dependencies = ["rich", "pillow"]\n# ///\nimport rich\nfrom PIL import Image\n',
      },
    ],
    [
      'a notebook that installs what it imports',
      {},
      {
        'a.ipynb': json({
          cells: [
            { cell_type: 'markdown', source: ['import nothing\n'] },
            { cell_type: 'code', source: ['%pip install pandas seaborn\n', '!pip install plotly\n'] },
            {
              cell_type: 'code',
              source: ['import pandas as pd\n', 'import seaborn, plotly\n', 'from google.colab import drive\n'],
            },
            { cell_type: 'code', source: ['%%bash\n', 'import nothing-else\n'] },
          ],
        }),
      },
    ],
    [
      'what other programs bring, what is built, and both ages of Python',
      { 'proto/shop.proto': '', 'native/fastmath.pyx': '', 'native/_core.c': '' },
      {
        'addon.py':
          'import bpy\nimport maya.cmds\nimport gdb\nimport urllib2, ConfigParser\nimport tomllib\nfrom distutils.core import setup\nimport shop_pb2, shop_pb2_grpc\nimport fastmath\nimport _core\nimport test.support\n',
      },
    ],
    [
      'an application of npm with types, peers and builtins',
      {
        'package.json': json({
          name: '@acme/shop',
          dependencies: { react: '1', '@scope/ui': '1', alias: 'npm:lodash@4' },
          devDependencies: { vite: '1', '@types/estree': '1', '@types/scope__typed': '1' },
          peerDependencies: { vue: '1' },
          optionalDependencies: { fsevents: '1' },
          imports: { '#lib/*': './lib/*' },
        }),
        'types/odd.d.ts': '',
      },
      {
        'src/main.tsx': [
          "import fs from 'fs'; import { x } from 'node:test'; import p from 'fs/promises'",
          "import React from 'react'; import { jsx } from 'react/jsx-runtime'; import ui from '@scope/ui/button'",
          "import type { Node } from 'estree'; import type { T } from '@scope/typed'; import a from 'alias'",
          "import './main.css'; import logo from '~/logo.svg?url'; import x from '@/x'; import y from '#lib/y'",
          "import s from '@acme/shop/styles'; const f = require('fsevents'); import { ref } from 'vue'",
          "import z from 'https://deno.land/x/y.ts'; import v from 'virtual:pwa'; import b from 'bun:test'",
          "import raw from 'style-loader!css-loader!./a.css'; import { page } from '$app/stores'",
          "import vs from 'vscode'; import { check } from 'k6'; import * as d from 'data:text/javascript,1'",
        ].join('\n'),
        'vite.config.ts': "import { defineConfig } from 'vite'",
      },
    ],
    [
      'a workspace: packages of its own, and tools of its root',
      {
        'package.json': json({ private: true, workspaces: ['packages/*'], devDependencies: { vitest: '1' } }),
        'packages/core/package.json': json({ name: '@acme/core', dependencies: { zod: '1' } }),
        'packages/app/package.json': json({ name: 'app', dependencies: { '@acme/core': '*' } }),
      },
      {
        'packages/app/src/a.ts': "import { core } from '@acme/core'; import { it } from 'vitest'",
        'packages/core/src/b.ts': "import { z } from 'zod'; import app from 'app/x'",
      },
    ],
    [
      'aliases of compilers, bundlers and test runners',
      {
        'package.json': json({
          name: 'x',
          jest: { moduleNameMapper: { '^mapped/(.*)$': '<rootDir>/$1' } },
          _moduleAliases: { root: '.' },
        }),
        'tsconfig.json':
          '{\n  // paths\n  "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/*"], "shared": ["../shared"], } } }',
        'vite.config.ts':
          "export default { resolve: { alias: [{ find: 'found', replacement: '/x' }, { find: '@ui', replacement: '' }] } }",
        'webpack.config.js': "module.exports = { resolve: { alias: { components: '/src/c', 'deep-alias$': '/y' } } }",
        'src/models/user.ts': '',
      },
      {
        'src/a.ts':
          "import a from '@app/a'; import b from 'shared'; import c from 'found/x'; import d from '@ui/y'; import e from 'components/z'; import f from 'deep-alias'; import g from 'mapped/h'; import i from 'root/j'; import u from 'models/user'; import k from 'src/models/user'",
      },
    ],
    [
      'Deno, with an import map, addresses and inline names of its own registry',
      { 'deno.json': json({ imports: { oak: 'jsr:@oak/oak', '@std/': 'jsr:@std/' } }) },
      { 'main.ts': "import { A } from 'oak'; import { B } from 'jsr:@std/path@1'; import { C } from '@std/fs'" },
    ],
    [
      'components with scripts',
      { 'package.json': json({ dependencies: { vue: '1', astro: '1' } }) },
      {
        'a.vue':
          "<template><p>import x from 'no'</p></template>\n<script setup lang=\"ts\">\nimport { ref } from 'vue'\n</script>\n",
        'b.astro': "---\nimport { x } from 'astro/y'\n---\n<p>import z from 'no'</p>\n",
      },
    ],
    [
      'what is not of its own making, and what is fed to tests',
      {},
      {
        'vendor/x.js': "require('nowhere')",
        'static/jquery.min.js': "require('nowhere')",
        'api_pb2.py': 'import nowhere\n',
        'gen/schema.ts': "// @generated\nimport a from 'nowhere'",
        'static/app.js': `${'a=1;'.repeat(2000)}require('nowhere')`,
        'tests/fixtures/bad.py': 'import nowhere\n',
        'venv/lib/x.py': 'import nowhere\n',
        'a.d.ts': "import a from 'nowhere'",
      },
    ],
  ])('%s', async (_, files, changed) => {
    expect(await undeclared(files, changed)).toEqual([]);
  });
});

describe('what nobody declares is told', () => {
  const python = { 'requirements.txt': 'requests\n' };
  const npm = { 'package.json': json({ name: 'shop', dependencies: { express: '1' } }) };

  it('with the line, and the package that would bring it', async () => {
    const changed = { 'app.py': 'import requests\n\nimport nowhere.part as n\nimport cv2\nfrom PIL import Image\n' };
    expect(await undeclared(python, changed)).toEqual([
      'app.py:3 nowhere.part pkg:pypi/nowhere',
      'app.py:4 cv2 pkg:pypi/opencv-python',
      'app.py:5 PIL pkg:pypi/pillow',
    ]);
  });

  it('of JavaScript, by the name in the specifier', async () => {
    const changed = { 'a.ts': "import x from '@scope/none/part'\nimport e from 'express'\nawait import('none/deep')" };
    expect(await undeclared(npm, changed)).toEqual([
      'a.ts:1 @scope/none/part pkg:npm/%40scope/none',
      'a.ts:3 none/deep pkg:npm/none',
    ]);
  });

  it('of settings, too: what they import is no alias', async () => {
    const changed = { 'vite.config.ts': "import p from 'vite-plugin-none'\nexport default { plugins: [p()] }" };
    expect(await undeclared(npm, changed)).toEqual(['vite.config.ts:1 vite-plugin-none pkg:npm/vite-plugin-none']);
  });

  it('of a notebook, on the line of its file', async () => {
    const cells = [{ cell_type: 'code', source: ['import json\n', 'text = "\\"é\\""; import nowhere\n'] }];
    const text = json({ cells });
    const [found = ''] = await undeclared(python, { 'a.ipynb': text });
    const line = text.split('\n').findIndex((one) => one.includes('nowhere')) + 1;
    expect(found).toBe(`a.ipynb:${line} nowhere pkg:pypi/nowhere`);
  });

  it('but not what a submodule or a link may hold', async () => {
    const files: Files = { 'libs/hidden_part': { submodule: 'a'.repeat(40) }, linked: { link: 'x' } };
    expect(await undeclared(files, { 'a.py': 'import hidden_part, linked, nowhere\n' })).toEqual([
      'a.py:1 nowhere pkg:pypi/nowhere',
    ]);
  });

  it('once for a file, by the import that it cannot do without', async () => {
    const text =
      'try:\n    import nowhere\nexcept ImportError:\n    pass\n\ndef f():\n    import nowhere.x\n    import nowhere\n';
    expect(await undeclared(python, { 'a.py': text })).toEqual(['a.py:7 nowhere.x pkg:pypi/nowhere']);
  });

  it('with what makes it less grave', async () => {
    const text =
      'try:\n    import one\nexcept ImportError:\n    one = None\nif TYPE_CHECKING:\n    from two import T\nfrom google.cloud import nowhere\n';
    expect(await undeclared(python, { 'a.py': text })).toEqual([
      'a.py:2 one pkg:pypi/one optional',
      'a.py:6 two pkg:pypi/two types',
      'a.py:7 google.cloud pkg:pypi/google-cloud-nowhere guess',
    ]);
  });

  it('with declared packages of which nobody knows what they bring', async () => {
    const files = { 'requirements.txt': 'requests\nacme-toolkit-internal\nacme-used\n' };
    expect(await undeclared(files, { 'a.py': 'import acmetk\nimport acme_used\n' })).toEqual([
      'a.py:1 acmetk pkg:pypi/acmetk or acme-toolkit-internal',
    ]);
  });

  it('where something else requires it, or another project declares it', async () => {
    const files = {
      ...npm,
      'package-lock.json': json({
        name: 'shop',
        lockfileVersion: 3,
        packages: {
          '': { name: 'shop', dependencies: { express: '1' } },
          'node_modules/express': { version: '1.0.0', dependencies: { ms: '1' } },
          'node_modules/ms': { version: '1.0.0' },
        },
      }),
      'docs/package.json': json({ name: 'docs', dependencies: { chalk: '1' } }),
    };
    const found = await undeclared(files, { 'src/a.js': "import ms from 'ms'\nimport chalk from 'chalk'" });
    expect(found).toEqual([
      'src/a.js:1 ms pkg:npm/ms locked in package-lock.json',
      'src/a.js:2 chalk pkg:npm/chalk declared in docs/package.json',
    ]);
  });

  it('where Deno takes it from the registry by itself', async () => {
    const found = await undeclared({}, { 'a.ts': "import c from 'npm:none@5/x'\nimport d from 'npm:/@a/b@^1'" });
    expect(found).toEqual(['a.ts:1 npm:none@5/x pkg:npm/none itself', 'a.ts:2 npm:/@a/b@^1 pkg:npm/%40a/b itself']);
  });

  it('where people call a package so, and code does not', async () => {
    const files = { 'requirements.txt': 'opencv-python\nsentry-sdk\nanthropic\n' };
    const changed = { 'a.py': 'import cv2, sentry_sdk, anthropic\nimport opencv\nimport sentry\nimport claude\n' };
    expect(await undeclared(files, changed)).toEqual([
      'a.py:2 opencv pkg:pypi/opencv',
      'a.py:3 sentry pkg:pypi/sentry',
      'a.py:4 claude pkg:pypi/claude',
    ]);
  });

  it('although a text for people says to install it', async () => {
    expect(await undeclared({ 'README.md': 'Run `pip install nowhere`.\n' }, { 'a.py': 'import nowhere\n' })).toEqual([
      'a.py:1 nowhere pkg:pypi/nowhere',
    ]);
  });
});

describe('only what is new is told', () => {
  it.each<[what: string, before: Files, after: Files]>([
    ['the file had it before', { 'a.py': 'import nowhere\n' }, { 'a.py': 'import nowhere.part\nx = 1\n' }],
    ['another changed file had it', { 'a.py': 'import nowhere\n' }, { 'a.py': 'x = 1\n', 'b.py': 'import nowhere\n' }],
    [
      'other code of the base has it',
      { 'lib/c.py': 'import nowhere\n' },
      { 'lib/c.py': 'import nowhere\n', 'a.py': 'import nowhere\n' },
    ],
    ['it moved with its file', { 'a.js': "require('nowhere')\n" }, { 'src/a.js': "require('nowhere')\n// moved\n" }],
  ])('not where %s', async (_, before, after) => {
    const { asked, told } = await findImports(before, after);
    expect([...asked, ...told].map(sayImport)).toEqual([]);
  });

  it('and everything is where everything is judged', async () => {
    const found = await findImports(null, { 'a.py': 'import nowhere\n', 'b.py': 'import nowhere\n' });
    expect(found.asked.map(sayImport)).toEqual(['a.py:1 nowhere pkg:pypi/nowhere', 'b.py:1 nowhere pkg:pypi/nowhere']);
  });
});

it('reads nothing of the tree where no code imports anything new', async () => {
  const source = memorySource({ 'a.py': 'import os\n' }, { 'a.py': 'import os\nimport re\n' });
  const head = { ...source.head, entries: () => Promise.reject(new Error('the tree was read')) };
  const input = { ecosystems, formats, reader: createReader(formats), policy: defaultPolicy, names };
  const registries = createRegistryBook(defaultPolicy, []);
  const texts = [{ path: 'a.py', text: 'import os\nimport re\nfrom . import x\n', before: 'import os\n' }];
  const found = await describeImports(texts, { ...input, registries, source: { ...source, head } });
  expect(found).toEqual({ asked: [], told: [], notifications: [], open: [] });
  await expect(
    describeImports([{ path: 'a.py', text: 'import x\n' }], { ...input, registries, source: { ...source, head } }),
  ).rejects.toThrow('the tree was read');
});

it('judges nothing, and says so, where the tree is not all there', async () => {
  const source = memorySource({}, { 'a.py': 'import nowhere\n' });
  const head = { ...source.head, entries: async () => ({ entries: [], partial: 'the tree is too large' }) };
  const input = { ecosystems, formats, reader: createReader(formats), policy: defaultPolicy, names };
  const registries = createRegistryBook(defaultPolicy, []);
  const texts = [{ path: 'a.py', text: 'import nowhere\n' }];
  const found = await describeImports(texts, { ...input, registries, source: { ...source, head } });
  expect(found).toMatchObject({
    asked: [],
    notifications: [{ level: 'warning', message: expect.stringContaining('too large') }],
  });
});

it('takes the indexes from the nearest project, and private names from the configuration', async () => {
  const files = {
    'requirements.txt': 'requests\n',
    'svc/requirements.txt': '--index-url https://pypi.acme.example/simple\nflask\n',
  };
  const changed = { 'svc/a.py': 'import nowhere\n', 'b.py': 'import nowhere\nimport acme_part\n' };
  const { asked } = await findImports(files, { ...files, ...changed }, { private: { pypi: ['acme-*'] } });
  const told = asked.map(({ at, wanted }) => [
    at.path,
    wanted.dependency.name,
    wanted.privateBy,
    wanted.registries.map(({ url, trusted }) => `${url} ${trusted}`),
  ]);
  expect(told).toEqual([
    ['svc/a.py', 'nowhere', undefined, ['https://pypi.acme.example/simple false']],
    ['b.py', 'nowhere', undefined, ['https://pypi.org/simple true']],
    ['b.py', 'acme-part', 'acme-*', ['https://pypi.org/simple true', 'private registry false']],
  ]);
});
