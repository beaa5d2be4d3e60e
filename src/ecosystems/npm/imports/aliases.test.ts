import { describe, expect, it } from 'vitest';
import { aliasesIn, isAliasing } from './aliases.ts';

describe('aliasesIn', () => {
  it('reads the paths of compilers, with comments', () => {
    const text =
      '{ "compilerOptions": { "paths": { "@app/*": ["src/*"], /* x */ "shared": ["x"], "*": ["types/*"] } } }';
    expect(aliasesIn('tsconfig.base.json', text)).toEqual(expect.arrayContaining(['@app', 'shared']));
    expect(aliasesIn('tsconfig.base.json', text)).not.toContain('');
  });

  it('reads keys and patterns of bundlers and test runners', () => {
    const text =
      "export default { alias: { components: 'x', '@ui': 'y', 'deep$': 'z', '^mapped/(.*)$': '$1' }, list: [{ find: 'found' }, { find: /^re/ }] }";
    const found = aliasesIn('a/webpack.config.ts', text);
    expect(found).toEqual(expect.arrayContaining(['components', '@ui', 'deep', 'mapped', 'found']));
  });

  it('takes for none what the settings import, and what they name elsewhere', () => {
    const text =
      "import plugin from 'vite-plugin-x'\nconst y = require('y-plugin')\nexport default { presets: ['z-preset'] }";
    expect(aliasesIn('vite.config.ts', text)).toEqual(['presets']);
  });

  it('reads of a manifest only what is no list of packages', () => {
    const text = JSON.stringify({
      dependencies: { react: '1' },
      imports: { '#a/*': './a/*' },
      _moduleAliases: { root: '.' },
      jest: { moduleNameMapper: { '\\.css$': 'x', '^lib/(.*)$': 'y' } },
      browser: { fs: false },
    });
    expect(aliasesIn('package.json', text)).toEqual(['#a', 'fs', 'root', 'lib']);
  });

  it('survives what is no such file', () => {
    expect([
      aliasesIn('package.json', '{'),
      aliasesIn('tsconfig.json', '"'),
      aliasesIn('vite.config.js', '`${'),
    ]).toEqual([[], [], []]);
  });
});

it.each([
  ['tsconfig.json', true],
  ['apps/web/tsconfig.app.json', true],
  ['jsconfig.json', true],
  ['vite.config.mts', true],
  ['.babelrc', true],
  ['deno.jsonc', true],
  ['.storybook/main.ts', true],
  ['src/app.ts', false],
  ['package-lock.json', false],
])('%s tells aliases: %s', (path, told) => {
  expect(isAliasing(path)).toBe(told);
});
