import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/layers.mjs', import.meta.url));

/** A small tree that keeps every law: what is planted into it is all that can be wrong. */
const clean = {
  'package.json': '{"dependencies":{"undici":"1.0.0","semver":"1.0.0","@octokit/rest":"1.0.0"}}',
  'src/model/a.ts': 'export interface A { readonly process: string; fetch(): void }\nexport const a = 1;\n',
  'src/text/t.ts':
    "import type { A } from '../model/a.ts';\nexport const t = (x: A) => [x.process, new Date(0), Math.max(1, 2)];\n",
  'src/ecosystems/one/index.ts':
    "import { t } from '../../text/t.ts';\nimport semver from 'semver';\nexport const one = [t, semver];\n",
  'src/ecosystems/two/index.ts': 'export const two = 2;\nexport interface Two { readonly x: 1 }\n',
  'src/ecosystems/index.gen.ts': "import { one } from './one/index.ts';\nexport const ecosystems = [one];\n",
  'src/rules/words.ts': 'export const words = 1;\n',
  'src/rules/r/index.ts': "import { words } from '../words.ts';\nexport const rule = words;\n",
  'src/engine/audit.ts': "import { ecosystems } from '../ecosystems/index.gen.ts';\nexport const audit = ecosystems;\n",
  'src/engine/fingerprint.ts': "import { createHash } from 'node:crypto';\nexport const f = createHash;\n",
  'src/ports/http/index.ts': "import { request } from 'undici';\nexport const http = () => [request, Date.now()];\n",
  'src/hosts/github/index.ts': "import { Octokit } from '@octokit/rest';\nexport const host = Octokit;\n",
  'src/cli.ts': "import { audit } from './engine/audit.ts';\nconsole.log(audit, process.argv);\n",
};

const planted: readonly (readonly [what: string, path: string, text: string, said: RegExp])[] = [
  [
    'a value import',
    'src/model/b.ts',
    "import { t } from '../text/t.ts';\nexport const b = t;\n",
    /model\/b\.ts:1: imports src\/text\/t\.ts/,
  ],
  [
    'a type import',
    'src/text/b.ts',
    "\nimport type { Two } from '../ecosystems/two/index.ts';\nexport type B = Two;\n",
    /text\/b\.ts:2: imports src\/ecosystems\/two/,
  ],
  [
    'an inline type import',
    'src/text/b.ts',
    "export type B = import('../ecosystems/two/index.ts').Two;\n",
    /imports src\/ecosystems\/two/,
  ],
  [
    'a re-export',
    'src/text/b.ts',
    "export { two } from '../ecosystems/two/index.ts';\n",
    /imports src\/ecosystems\/two/,
  ],
  ['a star export', 'src/text/b.ts', "export * from '../ecosystems/two/index.ts';\n", /imports src\/ecosystems\/two/],
  [
    'a dynamic import',
    'src/text/b.ts',
    "export const b = () => import('../ecosystems/two/index.ts');\n",
    /imports src\/ecosystems\/two/,
  ],
  ['a computed import', 'src/text/b.ts', 'export const b = (x: string) => import(x);\n', /computed specifier/],
  [
    'another ecosystem',
    'src/ecosystems/one/b.ts',
    "import { two } from '../two/index.ts';\nexport const b = two;\n",
    /imports src\/ecosystems\/two/,
  ],
  [
    'another rule',
    'src/rules/s/index.ts',
    "import { rule } from '../r/index.ts';\nexport const s = rule;\n",
    /imports src\/rules\/r/,
  ],
  [
    'a member instead of the registration',
    'src/engine/b.ts',
    "import { one } from '../ecosystems/one/index.ts';\nexport const b = one;\n",
    /imports src\/ecosystems\/one/,
  ],
  [
    'a port in the engine',
    'src/engine/b.ts',
    "import type { http } from '../ports/http/index.ts';\nexport type B = typeof http;\n",
    /imports src\/ports/,
  ],
  [
    'a test folder',
    'src/text/b.ts',
    "import { x } from '../../test/support/x.ts';\nexport const b = x;\n",
    /outside src/,
  ],
  [
    'a module of Node',
    'src/engine/b.ts',
    "import { readFile } from 'node:fs/promises';\nexport const b = readFile;\n",
    /imports node:fs\/promises/,
  ],
  [
    'a module of Node without its prefix',
    'src/rules/r/b.ts',
    "import { readFile } from 'fs';\nexport const b = readFile;\n",
    /imports fs/,
  ],
  [
    'hashing elsewhere',
    'src/engine/b.ts',
    "import { createHash } from 'node:crypto';\nexport const b = createHash;\n",
    /imports node:crypto/,
  ],
  [
    'a package of another place',
    'src/ecosystems/one/b.ts',
    "import { request } from 'undici';\nexport const b = request;\n",
    /belongs to src\/ports\/http/,
  ],
  [
    'a scoped package of another place',
    'src/ports/b.ts',
    "import type { Octokit } from '@octokit/rest';\nexport type B = Octokit;\n",
    /belongs to src\/hosts\/github/,
  ],
  [
    'a package in the model',
    'src/model/b.ts',
    "import semver from 'semver';\nexport const b = semver;\n",
    /model imports none/,
  ],
  [
    'a package that is not listed',
    'src/text/b.ts',
    "import x from 'left-pad';\nexport const b = x;\n",
    /does not list/,
  ],
  [
    'a global',
    'src/rules/r/b.ts',
    'export const b = () => fetch("https://npm.acme.example");\n',
    /r\/b\.ts:1: names fetch/,
  ],
  ['the process', 'src/config/b.ts', 'export const b = process.env;\n', /names process/],
  ['the process behind globalThis', 'src/config/b.ts', "export const b = globalThis['process'];\n", /names globalThis/],
  ['the console', 'src/reporters/b.ts', 'export const b = () => console.log(1);\n', /names console/],
  ['a timer', 'src/facts/b.ts', 'export const b = () => setTimeout(() => {}, 1);\n', /names setTimeout/],
  ['the clock', 'src/facts/b.ts', 'export const b = () => Date.now();\n', /names Date\.now/],
  ['the clock, constructed', 'src/facts/b.ts', 'export const b = () => new Date();\n', /names new Date\(\)/],
  ['the clock, taken along', 'src/facts/b.ts', 'const { now } = Date;\nexport const b = now;\n', /names Date/],
  ['chance', 'src/knowledge/b.ts', 'export const b = () => Math.random();\n', /names Math\.random/],
  ['chance, by a computed key', 'src/knowledge/b.ts', "export const b = () => Math['random']();\n", /names Math\[/],
  ['a folder without a row', 'src/helpers/b.ts', 'export const b = 1;\n', /has no row/],
  ['a file beside the entries', 'src/b.ts', 'export const b = 1;\n', /has no row/],
  ['text that is no TypeScript', 'src/text/b.ts', 'export const = ;\n', /cannot be parsed/],
];

describe('enforcement of the layers', () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });

  async function check(files: Readonly<Record<string, string>>): Promise<{ status: number; said: string }> {
    const root = await mkdtemp(join(tmpdir(), 'layers-'));
    folders.push(root);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return new Promise((resolve) => {
      execFile(process.execPath, [script, '--root', root], (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code), said: stdout + stderr });
      });
    });
  }

  it('passes a tree that keeps the laws, and says how much it read', async () => {
    expect(await check(clean)).toEqual({ status: 0, said: 'layers: 12 files, 0 violations\n' });
  });

  it.each(planted)('fails on %s', async (_, path, text, said) => {
    const result = await check({ ...clean, [path]: text });
    expect(result.said).toMatch(said);
    expect(result.said).toContain('layers: 13 files, 1 violations');
    expect(result.status).toBe(1);
  });

  it('fails where it reads nothing', async () => {
    const result = await check({ 'package.json': '{}', 'src/readme.md': '' });
    expect(result).toMatchObject({ status: 1 });
    expect(result.said).toContain('holds no source');
  });

  it('lets a test import what it proves', async () => {
    const test = "import { two } from '../ecosystems/two/index.ts';\nimport { readFile } from 'node:fs/promises';\n";
    expect((await check({ ...clean, 'src/text/t.test.ts': test })).status).toBe(0);
  });
});
