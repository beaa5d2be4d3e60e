import { describe, expect, it } from 'vitest';
import { endpoints } from '../../../knowledge/endpoints.ts';
import { MalformedFileError, type PathIndex } from '../../../model/ecosystem.ts';
import { sliceRegion } from '../../../text/lines.ts';
import { format } from './pyproject.ts';

const parse = (text: string, path = 'pyproject.toml') => format.parse({ path, text });

const written = (text: string) =>
  parse(text).dependencies.map(({ location, nameRegion, requirementRegion }) => [
    sliceRegion(text, location),
    nameRegion && sliceRegion(text, nameRegion),
    requirementRegion && sliceRegion(text, requirementRegion),
  ]);

describe('pyproject', () => {
  it('is told by its name alone', () => {
    expect(
      ['pyproject.toml', 'a/pyproject.toml', 'my-pyproject.toml', 'pyproject.toml.bak'].map(format.matches),
    ).toEqual(['name', 'name', false, false]);
  });

  it('locates requirements inside their strings', () => {
    expect(written("[project]\r\ndependencies = [\r\n  \"A_b[c] >=1 ; os_name == 'x'\",\r\n  'd']\r\n")).toEqual([
      ["A_b[c] >=1 ; os_name == 'x'", 'A_b', '>=1'],
      ['d', 'd', undefined],
    ]);
  });

  it('gives an escaped string a place, but none to its parts', () => {
    expect(written('[project]\ndependencies = ["\\u0061bc>=1"]')).toEqual([['\\u0061bc>=1', undefined, undefined]]);
  });

  it('locates Poetry entries from their key on', () => {
    const text =
      '[tool.poetry.dependencies]\na = "^1"\n"b" = { version = "2", optional = true }\n[tool.poetry.dependencies.c]\nversion = "~3"\n';
    expect(written(text)).toEqual([
      ['a = "^1', 'a', '^1'],
      ['b" = { version = "2", optional = true }', 'b', '2'],
      ['c]\nversion = "~3', 'c', '~3'],
    ]);
  });

  it('knows the public index under Poetry’s name for it', () => {
    const { registries } = parse('[[tool.poetry.source]]\nname = "PyPI"\npriority = "primary"\n');
    expect(registries).toMatchObject([{ url: endpoints.pypi, role: 'primary' }]);
  });

  it('takes a name to its uv index only where no marker limits it', () => {
    const text = `[tool.uv.sources]
always = { index = "x" }
sometimes = [{ index = "x", marker = "os_name == 'nt'" }]
[[tool.uv.index]]
name = "x"
url = "https://x.example/simple"
explicit = true
`;
    expect(parse(text).registries.map(({ role, names }) => [role, names])).toEqual([
      ['explicit', ['always']],
      ['extra', ['sometimes']],
    ]);
  });

  it.each(['[project', 'a = 1\na = 2', '<<<<<<< HEAD\n[project]\n=======\n'])('refuses %j as a whole', (text) => {
    expect(() => parse(text)).toThrow(MalformedFileError);
  });

  it('looks for a workspace in the folders above', () => {
    const all = ['pyproject.toml', 'a/b/pyproject.toml', 'a/pyproject.toml', 'c/pyproject.toml'];
    const tree: PathIndex = { all, has: (path) => all.includes(path), inFolder: () => [] };
    expect(format.neighbours('a/b/pyproject.toml', tree)).toEqual(['a/pyproject.toml', 'pyproject.toml']);
  });
});
