import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../model/command.ts';
import { createCommandReader } from '../../../surfaces/commands.ts';
import { sliceRegion } from '../../../text/lines.ts';
import { installer } from './deno.ts';

const read = (text: string): Reading =>
  createCommandReader({ installers: [installer], formats: [], file: { path: 'setup.sh', text } }).script(
    text,
    (at) => at,
  );

const summary = ({ dependencies, unparsed, safeguards }: Reading): readonly string[] => [
  ...dependencies.map(({ purl, requirement, scope }) =>
    [purl.slice('pkg:'.length), requirement, scope].filter((one) => one).join(' '),
  ),
  ...safeguards.map(({ setting, strength }) => `${setting}: ${strength}`),
  ...unparsed.map(({ text }) => `? ${text}`),
];

describe('deno', () => {
  it.each<readonly [text: string, found: readonly string[]]>([
    [
      'deno add npm:a@1.2.3 jsr:@std/path@^1 npm:@s/b',
      ['npm/a@1.2.3 1.2.3 runtime', 'jsr/%40std/path ^1 runtime', 'npm/%40s/b runtime'],
    ],
    ['deno add --dev npm:a; deno add --npm b; deno install', ['npm/a dev', 'npm/b runtime']],
    [
      'deno install -gA -n tool npm:a@2/bin x; deno install --global https://d.example/x.ts',
      ['npm/a 2 tool', 'generic/d.example/x.ts tool'],
    ],
    [
      'deno run -A npm:a@1 b; deno run jsr:@s/x/cli; deno run main.ts; deno run https://d.example/y.ts z',
      ['npm/a 1 tool', 'jsr/%40s/x tool', 'generic/d.example/y.ts tool'],
    ],
    [
      'deno x a; deno create npm:vite; deno create vite; deno init; deno init --npm vite x',
      ['npm/a tool', 'npm/create-vite tool', 'npm/create-vite tool', 'npm/create-vite tool'],
    ],
    ['deno install --allow-scripts=npm:a npm:a; deno test; deno task npm:x', ['npm/a runtime', 'allow-scripts: 0']],
    ['deno add chalk jsr:path npm: $X', ['? chalk', '? jsr:path', '? npm:', '? $X']],
  ])('%s', (text, found) => {
    expect(summary(read(text))).toEqual(found);
  });

  it('places names and requirements', () => {
    const text = 'deno add "jsr:@std/path@^1"; deno run npm:a@1.0.0/cli';
    const slices = read(text).dependencies.map(({ nameRegion, requirementRegion }) =>
      [nameRegion, requirementRegion].map((region) => region && sliceRegion(text, region)),
    );
    expect(slices).toEqual([
      ['@std/path', '^1'],
      ['a', '1.0.0'],
    ]);
  });
});
