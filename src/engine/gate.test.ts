import { describe, expect, it } from 'vitest';
import { memorySource } from '../../test/support/memory-source.ts';
import { defaultConfigPath, findGateChanges } from './gate.ts';

const added = async (text: string) => {
  const files = { 'README.md': '# shop' };
  const source = memorySource(files, { ...files, [defaultConfigPath]: text });
  const [gate] = await findGateChanges(source, defaultConfigPath);
  return gate?.isEmpty === true;
};

describe('a new configuration', () => {
  it.each([
    ['comments and the version', '# settings\r\nversion: 1\r\n\n# fail-on: never\n'],
    ['nothing', ''],
    ['a mark of its encoding before it', '\ufeff# settings\nversion: 1\n'],
  ])('sets nothing where it holds %s', async (_, text) => {
    expect(await added(text)).toBe(true);
  });

  it.each([
    ['a setting', 'version: 1\nfail-on: never\n'],
    ['a setting behind an old end of line', '# settings\rfail-on: never\n'],
    ['a setting behind another end of line', '# settings\u2028fail-on: never\n'],
    ['a second document', 'version: 1\n---\nfail-on: never\n'],
    ['a shared configuration', 'extends: acme/policy/gazetteer.yml@main\n'],
    ['the version twice, which is an error', 'version: 1\nversion: 1\n'],
  ])('sets something where it holds %s', async (_, text) => {
    expect(await added(text)).toBe(false);
  });
});

it('counts the list of what is known as configuration, at the path that the base side names', async () => {
  const source = memorySource({ 'known.json': '{}\n' }, { 'known.json': '{}\n', 'other.json': '{}' });
  expect(await findGateChanges(source, defaultConfigPath, 'known.json')).toEqual([]);
  const changed = memorySource({ 'known.json': '{}\n' }, { 'known.json': '{ "version": 1 }\n' });
  expect(await findGateChanges(changed, defaultConfigPath, 'known.json')).toMatchObject([
    { path: 'known.json', role: 'configuration', change: 'modified' },
  ]);
});
