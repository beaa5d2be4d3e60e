import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { surfaceFormats } from '../surfaces/formats.ts';
import { surfaces } from '../surfaces/index.gen.ts';
import { diffDependencies } from './diff.ts';
import { discoverChanges } from './discover.ts';
import { createReader } from './read.ts';

const formats = [...ecosystems.flatMap((ecosystem) => ecosystem.formats), ...surfaceFormats(surfaces, ecosystems)];

async function diff(before: Files | null, after: Files, renames: Record<string, string> = {}) {
  const discovery = await discoverChanges(memorySource(before, after, renames), createReader(formats), formats);
  return diffDependencies(discovery, ecosystems).map((change) => {
    const item = change.after ?? change.before;
    const kind = change.after === undefined ? 'removed' : change.before === undefined ? 'added' : 'changed';
    return `${kind} ${item?.dependency.name} ${item?.dependency.location.path}:${item?.dependency.location.startLine}`;
  });
}

const manifest = (sections: object) => `${JSON.stringify(sections, null, 2)}\n`;

describe('diffDependencies', () => {
  it.each<[string, Files | null, Files, string[]]>([
    [
      'an added line',
      { 'requirements.txt': 'six\n' },
      { 'requirements.txt': 'six\nattrs\n' },
      ['added attrs requirements.txt:2'],
    ],
    [
      'a changed version',
      { 'requirements.txt': 'six==1.0\n' },
      { 'requirements.txt': 'six==1.1\n' },
      ['changed six requirements.txt:1'],
    ],
    [
      'a removed line',
      { 'requirements.txt': 'six\nattrs\n' },
      { 'requirements.txt': 'six\n' },
      ['removed attrs requirements.txt:2'],
    ],
    [
      'a removed file',
      { 'requirements.txt': 'six\n', 'a.txt': 'x' },
      { 'a.txt': 'x' },
      ['removed six requirements.txt:1'],
    ],
    ['reordered lines', { 'requirements.txt': 'six\nattrs\n' }, { 'requirements.txt': 'attrs\nsix\n' }, []],
    [
      'a constraint that is no longer there',
      { 'requirements.txt': '-c c.txt\nsix\n', 'c.txt': 'six==1.0\nattrs==1\n' },
      { 'requirements.txt': '-c c.txt\nsix\n', 'c.txt': 'attrs==1\n' },
      ['removed six c.txt:1', 'changed six requirements.txt:2'],
    ],
    ['nothing before', null, { 'requirements.txt': 'six\n' }, ['added six requirements.txt:1']],
    [
      'a line that moved into an included file',
      { 'requirements.txt': '-r requirements/base.txt\nsix\n', 'requirements/base.txt': 'attrs\n' },
      { 'requirements.txt': '-r requirements/base.txt\n', 'requirements/base.txt': 'attrs\nsix\n' },
      [],
    ],
    [
      'a new include of an old file',
      { 'requirements.txt': 'six\n', 'lib/extra.txt': 'attrs==1.0\n' },
      { 'requirements.txt': 'six\n-r lib/extra.txt\n', 'lib/extra.txt': 'attrs==1.0\n' },
      ['added attrs lib/extra.txt:1'],
    ],
    [
      'a changed file that an unchanged one includes',
      { 'requirements.txt': '-r requirements/base.txt\n', 'requirements/base.txt': 'attrs\n' },
      { 'requirements.txt': '-r requirements/base.txt\n', 'requirements/base.txt': 'attrs\nsix\n' },
      ['added six requirements/base.txt:2'],
    ],
    [
      'an included file of any name',
      { 'requirements.txt': '-r deps/pinned.list\n', 'deps/pinned.list': 'six\n' },
      { 'requirements.txt': '-r deps/pinned.list\nattrs\n', 'deps/pinned.list': 'six\npytz\n' },
      ['added pytz deps/pinned.list:2', 'added attrs requirements.txt:2'],
    ],
    [
      'includes that go round in a circle',
      { 'requirements.txt': '-r requirements-b.txt\n', 'requirements-b.txt': '-r requirements.txt\n' },
      { 'requirements.txt': '-r requirements-b.txt\nsix\n', 'requirements-b.txt': '-r requirements.txt\n' },
      ['added six requirements.txt:2'],
    ],
    [
      'a workspace glob that reaches an old folder',
      {
        'package.json': manifest({ workspaces: ['apps/*'] }),
        'old/tool/package.json': manifest({ name: 'tool', dependencies: { 'left-pad': '1.0.0' } }),
      },
      {
        'package.json': manifest({ workspaces: ['apps/*', 'old/*'] }),
        'old/tool/package.json': manifest({ name: 'tool', dependencies: { 'left-pad': '1.0.0' } }),
      },
      ['added left-pad old/tool/package.json:4'],
    ],
    [
      'another registry in .npmrc',
      { 'package.json': manifest({ dependencies: { 'left-pad': '1.0.0' } }), '.npmrc': '' },
      {
        'package.json': manifest({ dependencies: { 'left-pad': '1.0.0' } }),
        '.npmrc': 'registry=https://npm.acme.example\n',
      },
      ['changed left-pad package.json:3'],
    ],
  ])('%s', async (_, before, after, expected) => {
    expect(await diff(before, after)).toEqual(expected);
  });

  it('holds commands of the same words against their own options, wherever they stand', async () => {
    const index = '--index-url https://pypi.acme.example/simple ';
    const file = (...commands: readonly string[]) => ({
      Dockerfile: ['FROM python', ...commands.map((one) => `RUN pip install ${one}six`), ''].join('\n'),
    });
    expect(await diff(file(index), { Dockerfile: 'FROM python\nWORKDIR /\nRUN pip install six\n' })).toEqual([
      'changed six Dockerfile:3',
    ]);
    expect(await diff(file(index, ''), file(''))).toEqual(['removed six Dockerfile:2']);
    const pair = (first: string, second: string) => ({
      Dockerfile: `FROM python\nRUN pip install ${first}six\nRUN pip install ${second}attrs\n`,
    });
    expect(await diff(pair(index, ''), pair('', index))).toEqual([
      'changed six Dockerfile:2',
      'changed attrs Dockerfile:3',
    ]);
    expect(await diff(file('', index), file(index))).toEqual(['removed six Dockerfile:2']);
  });

  it('follows a moved file', async () => {
    const moved = await diff(
      { 'a/requirements.txt': 'six\n' },
      { 'b/requirements.txt': 'six\nattrs\n' },
      {
        'b/requirements.txt': 'a/requirements.txt',
      },
    );
    expect(moved).toEqual(['added attrs b/requirements.txt:2']);
  });
});
