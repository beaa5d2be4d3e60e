import { expect, it } from 'vitest';
import { ecosystem } from '../ecosystems/pypi/index.ts';
import { installer as pip } from '../ecosystems/pypi/installers/pip.ts';
import type { Surface } from '../model/surface.ts';
import { surfaceFormats } from './formats.ts';

const surface: Surface = {
  id: 'commands',
  title: 'a file of commands',
  role: 'script',
  matches: (path) => (path.endsWith('.commands') ? 'name' : false),
  read: ({ text }, commands) => commands.script(text, (offset) => offset),
};

it('a surface is read like any other format', () => {
  const [format] = surfaceFormats([surface], [{ formats: ecosystem.formats, installers: [pip] }]);
  expect(format).toMatchObject({ id: 'commands', title: 'a file of commands', role: 'script' });
  expect([format?.matches('a.commands'), format?.matches('a.txt'), format?.recognises]).toEqual([
    'name',
    false,
    undefined,
  ]);
  const file = format?.parse({ path: 'a.commands', text: 'pip install a==1' });
  expect(file).toMatchObject({ path: 'a.commands', format: 'commands', role: 'script', own: [] });
  expect(file?.dependencies.map(({ purl }) => purl)).toEqual(['pkg:pypi/a@1']);
});
