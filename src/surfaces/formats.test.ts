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

it('where a script runs, paths may be others than here; an address is the same', () => {
  const [format] = surfaceFormats([surface], [{ formats: ecosystem.formats, installers: [pip] }]);
  const text = 'pip install -r list.txt -r https://files.acme.example/list.txt -c /opt/c.txt';
  const file = format?.parse({ path: 'a.commands', text });
  expect(file?.includes.map(({ text: written, optional }) => [written, optional])).toEqual([
    ['list.txt', true],
    ['https://files.acme.example/list.txt', undefined],
    ['/opt/c.txt', true],
  ]);
});
