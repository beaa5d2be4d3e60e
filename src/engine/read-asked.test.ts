import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { type AskedName, readAsked } from './read-asked.ts';

const npm = (name: string, requirement?: string): AskedName => ({
  ecosystem: 'npm',
  name,
  ...(requirement === undefined ? {} : { requirement }),
});
const pypi = (name: string, requirement?: string): AskedName => ({ ...npm(name, requirement), ecosystem: 'pypi' });

describe('a line', () => {
  it.each<[string, AskedName]>([
    ['npm left-pad', npm('left-pad')],
    ['  NPM\t left-pad \t\r', npm('left-pad')],
    ['npm:left-pad', npm('left-pad')],
    ['npm express@4', npm('express', '4')],
    ['npm express@', npm('express', '')],
    ['npm express @4', npm('express', '4')],
    ['npm @babel/core', npm('@babel/core')],
    ['npm @babel/core@^7.0.0', npm('@babel/core', '^7.0.0')],
    ['npm:@babel/core@7', npm('@babel/core', '7')],
    ['pkg:npm/%40babel/core@7.0.0 ', npm('@babel/core', '7.0.0')],
    ['pypi requests==2', pypi('requests', '==2')],
    ['pypi requests [socks] >= 2; python_version < "3"', pypi('requests', '[socks] >= 2; python_version < "3"')],
    ['pypi numpy\t', pypi('numpy')],
    ['githubactions actions/checkout@v4', { ecosystem: 'githubactions', name: 'actions/checkout', requirement: 'v4' }],
    ['docker nginx:1.27', { ecosystem: 'docker', name: 'nginx', requirement: '1.27' }],
    ['docker acme.example:5000/x', { ecosystem: 'docker', name: 'acme.example:5000/x' }],
    // No part of these could be a name: they stay what they are.
    ['npm re act', npm('re act')],
    ['npm @', npm('@')],
    ['npm @a/@4', npm('@a/@4')],
    ['npm rеact@4', npm('rеact@4')],
    ['npm npm:react', npm('npm:react')],
    ['npm \u00a0react', npm('\u00a0react')],
    ['npm \ufeffreact', npm('\ufeffreact')],
    // Something else is installed under the name.
    ['npm lodash@npm:acme@1', npm('lodash@npm:acme@1')],
    ['npm lodash@github:acme/x', npm('lodash@github:acme/x')],
    ['npm github:acme/x', npm('github:acme/x')],
    ['npm express@acme/x#main', npm('express@acme/x#main')],
    ['npm express@../x.tgz', npm('express@../x.tgz')],
    ['npm file:../x', npm('file:../x')],
    ['npm workspace:*', npm('workspace:*')],
    ['npm node:fs', npm('node:fs')],
    ['pypi requests @ ./x.whl', pypi('requests @ ./x.whl')],
    ['npm https://acme.example/x.tgz', npm('https://acme.example/x.tgz')],
    ['pypi requests @ https://acme.example/x.whl', pypi('requests @ https://acme.example/x.whl')],
    // No ecosystem, or none that is known.
    ['npm', { name: 'npm' }],
    ['npm ', { name: 'npm' }],
    ['', { name: '' }],
    [' \t ', { name: '' }],
    ['react', { name: 'react' }],
    ['go:x', { name: 'go:x' }],
    ['cargo serde@1', { ecosystem: 'cargo', name: 'serde@1' }],
    ['pkg:npm/%zz', { name: 'pkg:npm/%zz' }],
  ])('%j', (line, expected) => {
    expect(readAsked(line, ecosystems)).toEqual(expected);
  });

  it.each(['@', 'a@', '=', ' ', 'a ', '\t', 'a:', '[', 'a/', '@a/'])(
    'of %j many times is read in linear time',
    async (part) => {
      for (const ecosystem of ['npm', 'pypi', 'docker', 'none']) {
        const write = (size: number) => `${ecosystem} a${part.repeat(size)}`;
        const growth = await measureGrowth(write, (line) => readAsked(line, ecosystems), 100_000);
        expect(growth).toBeLessThan(nearlyLinear);
      }
    },
  );
});
