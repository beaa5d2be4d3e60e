import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../../test/support/growth.ts';
import type { Reading } from '../../model/command.ts';
import type { CommandReader } from '../../model/surface.ts';
import { sliceRegion } from '../../text/lines.ts';
import { surface as agents } from '../agents/index.ts';
import { surfaceFormats } from '../formats.ts';
import { surface as mcp } from '../mcp/index.ts';
import { surface as markdown } from './index.ts';

const nothing: Reading = { dependencies: [], registries: [], includes: [], unparsed: [], safeguards: [] };
const silent: CommandReader = {
  script: () => nothing,
  argv: () => nothing,
  setting: () => nothing,
  settingsFile: () => nothing,
  embedded: () => nothing,
};

it('places the image of a server in a block where it stands in the file', () => {
  const text = [
    '# Server',
    '```json',
    '{ "mcpServers": { "a": {',
    '  "command": "docker", "args": ["run", "--rm", "acme/server:1"]',
    '} } }',
    '```',
  ].join('\r\n');
  const [format] = surfaceFormats([markdown, mcp], []);
  const { dependencies } = format?.parse({ path: 'README.md', text }) ?? nothing;
  expect(dependencies.map(({ rawName, location }) => [rawName, location.startLine])).toEqual([['acme/server', 4]]);
  expect(dependencies.map(({ nameRegion }) => nameRegion && sliceRegion(text, nameRegion))).toEqual(['acme/server']);
});

describe.each([
  { path: 'README.md', surface: markdown },
  { path: 'index.rst', surface: markdown },
  { path: 'AGENTS.md', surface: agents },
])('$path', ({ path, surface }) => {
  it.each([
    'a\n',
    '\n    ',
    '    pip install a\n\n',
    'pip install a\\\n',
    'pip install "(',
    '- pip install `',
    '> - 1. [ ] ',
    '```json\n{"mcpServers":{}}\n```\n',
    '```yaml\nrun: |\n  ${{\n',
    '```diff\n+pip install a\n',
    '```docker\nRUN <<A\n',
    '```py\n%time -n 1 ',
    '.. code:: json\n\n  {"servers":{}}\n\n',
  ])('reads many %j in linear time', async (piece) => {
    const write = (size: number) => piece.repeat(size / piece.length);
    const read = (text: string) => surface.read({ path, text }, silent);
    expect(await measureGrowth(write, read, 200_000)).toBeLessThan(nearlyLinear);
  });
});
