import { describe, expect, it } from 'vitest';
import { type Files, memorySource } from '../../test/support/memory-source.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { discoverChanges } from './discover.ts';
import { ignorePaths } from './ignore.ts';
import { createReader } from './read.ts';
import { listUnread } from './unread.ts';

const formats = ecosystems.flatMap((ecosystem) => ecosystem.formats);

async function unread(before: Files, after: Files, ignore: readonly string[] = []): Promise<readonly string[]> {
  const discovery = await discoverChanges(
    memorySource(before, { ...before, ...after }),
    createReader(formats),
    formats,
  );
  const kept = ignorePaths(discovery, { ...defaultPolicy, ignorePaths: ignore });
  return listUnread(kept).map(({ path, location, reason }) => `${path}:${location?.startLine ?? '-'} ${reason}`);
}

const workspace = (...folders: string[]) => JSON.stringify({ name: 'shop', workspaces: folders });

describe('listUnread', () => {
  it.each<[string, Files, Files, readonly RegExp[]]>([
    ['a changed file that is broken', {}, { 'package.json': '{' }, [/^package\.json:- /]],
    ['a symbolic link', {}, { 'package.json': { link: '../other.json' } }, [/symbolic link/]],
    [
      'a line that was not understood before',
      { 'requirements.txt': 'foo bar\n' },
      { 'requirements.txt': 'foo bar\nsix\n' },
      [],
    ],
    [
      'one more of the same lines',
      { 'requirements.txt': 'foo bar\n' },
      { 'requirements.txt': 'foo bar\nfoo bar\n' },
      [/^requirements\.txt:2 /],
    ],
    [
      'lines that only look alike once secrets are masked',
      { 'requirements.txt': 'x @ https://u:one@files.example/a b\n' },
      { 'requirements.txt': 'x @ https://u:two@files.example/a b\n' },
      [/^requirements\.txt:1 /],
    ],
    ['an editable folder that is not there', {}, { 'requirements.txt': '-e ./nowhere\n' }, [/nowhere.*no such file/]],
    [
      'an editable folder that is there',
      { 'lib/pyproject.toml': '[project]\nname = "lib"\n' },
      { 'requirements.txt': '-e ./lib\n' },
      [],
    ],
    ['a workspace that holds nothing', {}, { 'package.json': workspace('packages/*', 'nowhere') }, []],
    [
      'a member of uv that is not there',
      {},
      { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*", "nowhere"]\n' },
      [/nowhere/],
    ],
    [
      'an old broken member, newly taken in',
      { 'b/package.json': '{' },
      { 'package.json': workspace('b') },
      [/^package\.json:1 b\/package\.json was not read/],
    ],
    [
      'an old include that leads nowhere',
      { 'requirements.txt': '-r gone.txt\n' },
      { 'requirements.txt': '-r gone.txt\nsix\n' },
      [],
    ],
  ])('%s', async (_, before, after, expected) => {
    const found = await unread(before, after);
    expect(found).toHaveLength(expected.length);
    for (const [at, pattern] of expected.entries()) expect(found[at]).toMatch(pattern);
  });

  it('keeps what a file in use takes in, although its path is ignored', async () => {
    const before = { 'b/package.json': '{', 'c/package.json': '{' };
    const found = await unread(before, { 'package.json': workspace('b') }, ['b/**', 'c/**']);
    expect(found).toEqual([expect.stringMatching(/^package\.json:1 b\/package\.json was not read/)]);
  });
});
