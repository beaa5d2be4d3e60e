import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTables } from './meant/tables.ts';
import { openModules } from './modules.ts';

const written = readFileSync(new URL('../../../data/meant.txt', import.meta.url), 'utf8');
const python = openModules(written, 'pypi');
const node = openModules(written, 'npm');

describe('openModules', () => {
  it.each([
    ['yaml', 'pyyaml'],
    ['cv2', 'opencv-python'],
    ['cv2', 'opencv-contrib-python-headless'],
    ['pil', 'pillow'],
    ['sklearn', 'scikit-learn'],
    ['pkg-resources', 'setuptools'],
    ['google-protobuf', 'protobuf'],
    ['opentelemetry-trace', 'opentelemetry-api'],
    ['elftools', 'pyelftools'],
    ['win32com', 'pywin32'],
  ])('knows that %s comes with %s', (name, pkg) => {
    expect(python.bringersOf(name)).toContain(pkg);
    expect(python.isWritten(pkg)).toBe(true);
  });

  it('tells names that people say from modules, and what many share from what one has', () => {
    for (const name of ['claude', 'huggingface', 'pytorch', 'google', 'google-cloud', 'nowhere'])
      expect(python.bringersOf(name)).toEqual([]);
    expect(['google', 'azure', 'requests'].map((name) => python.isNamespace(name))).toEqual([true, true, false]);
  });

  it('knows what the language and the programs bring that run code', () => {
    const given = ['asyncio', 'distutils', 'urllib2', 'bpy', 'google-colab'];
    expect(given.map((name) => python.isGiven(name, true))).toEqual(given.map(() => true));
    expect(['asyncio', 'bpy'].map((name) => python.isGiven(name, false))).toEqual([false, true]);
    expect(['fs', 'k6', 'asyncio', 'express'].map((name) => node.isGiven(name, true))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('has nothing of an ecosystem without modules', () => {
    const none = openModules(written, 'cargo');
    expect([none.isGiven('fs', true), none.bringersOf('yaml'), none.isNamespace('google')]).toEqual([false, [], false]);
  });
});

it('writes down only what says something, in the spelling of the ecosystem', () => {
  const { imports, provides, spoken, namespaces, hosts } = readTables(written, 'pypi');
  const names = [...provides.keys(), ...spoken, ...namespaces, ...hosts, ...[...provides.values()].flat()];
  expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))).toEqual([]);
  expect([...spoken].filter((name) => !imports.has(name))).toEqual([]);
  expect([...provides].filter(([name, packages]) => packages.includes(name))).toEqual([]);
});
