import { describe, expect, it } from 'vitest';
import { formats } from '../formats.gen.ts';
import { linkGraph, spreadScopes } from './graph.ts';
import { pythonObject, writePythonJson } from './python-json.ts';

const parse = (path: string, text: string) =>
  formats.find(({ matches }) => matches(path) === 'name')?.parse({ path, text });

describe('what is recorded of a package', () => {
  it('uv: address, hashes, graph', () => {
    const file = parse(
      'uv.lock',
      `version = 1
[[package]]
name = "app"
source = { virtual = "." }
dependencies = [{ name = "a" }]
[[package]]
name = "a"
version = "1.0"
source = { registry = "https://pypi.acme.example/simple" }
sdist = { url = "https://files.acme.example/a-1.0.tar.gz", hash = "sha256:01" }
wheels = [{ url = "https://files.acme.example/a-1.0-py3-none-any.whl", hash = "sha256:02" }]
dependencies = [{ name = "b", version = "2.0" }, { name = "nobody" }]
[[package]]
name = "b"
version = "1.0"
source = { git = "https://git.acme.example/b?rev=main#0123456789" }
[[package]]
name = "b"
version = "2.0"
source = { git = "https://git.acme.example/b?branch=next" }
`,
    );
    expect(file?.dependencies.map(({ source, resolved, integrity }) => ({ source, resolved, integrity }))).toEqual([
      { source: { kind: 'workspace' }, resolved: undefined, integrity: undefined },
      {
        source: { kind: 'registry', url: 'https://pypi.acme.example/simple' },
        resolved: 'https://files.acme.example/a-1.0.tar.gz',
        integrity: ['sha256:01', 'sha256:02'],
      },
      {
        source: { kind: 'git', url: 'https://git.acme.example/b', ref: '0123456789' },
        resolved: undefined,
        integrity: undefined,
      },
      {
        source: { kind: 'git', url: 'https://git.acme.example/b', ref: 'next' },
        resolved: undefined,
        integrity: undefined,
      },
    ]);
    expect(file?.requires?.()).toEqual([[1], [3], [], []]);
  });

  it('Poetry: hashes where its releases wrote them, optional needs only where nothing else needs them', () => {
    const file = parse(
      'poetry.lock',
      `[[package]]
name = "A"
version = "1.0"
[package.dependencies]
b = ">=2"
c = {version = "*", optional = true}
d = {version = "*", optional = true}
[[package]]
name = "b"
version = "1.0"
[package.dependencies]
D = "*"
[[package]]
name = "b"
version = "2.0"
files = [{file = "b.whl", hash = "sha256:03"}]
[[package]]
name = "c"
version = "1.0"
[[package]]
name = "d"
version = "1.0"
[metadata]
lock-version = "1.1"
[metadata.files]
a = [{file = "a.whl", hash = "sha256:01"}, {file = "a.tar.gz", hash = "sha256:02"}]
`,
    );
    expect(file?.dependencies.map(({ integrity }) => integrity)).toEqual([
      ['sha256:01', 'sha256:02'],
      undefined,
      ['sha256:03'],
      undefined,
      undefined,
    ]);
    expect(file?.requires?.()).toEqual([[2, 3], [4], [], [], []]);
  });

  it('PDM: requirements choose among versions, and entries of extras need the package itself', () => {
    const file = parse(
      'pdm.lock',
      `[metadata]
lock_version = "4.4"
[[package]]
name = "a"
version = "1.0"
extras = ["x"]
dependencies = ["a==1.0", "b<2; python_version < '3.9'", "no requirement!"]
files = [{url = "https://files.acme.example/a.whl", hash = "sha256:01"}]
[[package]]
name = "a"
version = "1.0"
[[package]]
name = "b"
version = "1.5"
[[package]]
name = "b"
version = "2.5"
`,
    );
    expect(file?.dependencies[0]).toMatchObject({
      resolved: 'https://files.acme.example/a.whl',
      integrity: ['sha256:01'],
    });
    expect(file?.requires?.()).toEqual([[1, 2], [], [], []]);
  });

  it('Pipenv: the address of the source that an entry names', () => {
    const file = parse(
      'Pipfile.lock',
      JSON.stringify({
        _meta: { 'pipfile-spec': 6, sources: [{ name: 'acme', url: 'https://pypi.acme.example/simple' }] },
        default: {
          a: { version: '==1.0', index: 'acme', hashes: ['sha256:01'] },
          b: { version: '==1.0', index: 'other' },
        },
      }),
    );
    expect(file?.dependencies.map(({ source, integrity }) => ({ source, integrity }))).toEqual([
      { source: { kind: 'registry', url: 'https://pypi.acme.example/simple' }, integrity: ['sha256:01'] },
      { source: { kind: 'registry' }, integrity: undefined },
    ]);
  });
});

describe('graphs', () => {
  it('give each entry the strongest scope of its ways, also through cycles', () => {
    const graph = linkGraph(
      ['a', 'b', 'c', 'd'].map((name) => ({ name })),
      [[{ name: 'b' }], [{ name: 'a' }, { name: 'c' }], [], []],
    );
    expect(graph).toEqual([[1], [0, 2], [], []]);
    expect(
      spreadScopes(graph, [
        [0, 'dev'],
        [2, 'runtime'],
      ]),
    ).toEqual(['dev', 'dev', 'runtime', undefined]);
  });

  it('stay small where one name has many entries', () => {
    const entries = Array.from({ length: 20_000 }, (_, i) => ({ name: 'a', version: `1.${i}` }));
    const graph = linkGraph(
      entries,
      entries.map(({ version }, i) =>
        i === 0 ? [{ name: 'a', version: '1.19999' }] : [{ name: 'a', version: `${version}.x` }],
      ),
    );
    expect(graph[0]).toEqual([19_999]);
    expect(graph.every((targets) => targets.length <= 50)).toBe(true);
  });
});

it('JSON is written as Python writes it', () => {
  const value = pythonObject(
    ['b', ['x', true, 'é🚀\x7f\n"\\']],
    ['a', pythonObject()],
    ['\u{1F680}', null],
    ['\ufffd', 'x'],
  );
  expect(writePythonJson(value)).toBe(
    String.raw`{"a": {}, "b": ["x", true, "\u00e9\ud83d\ude80\u007f\n\"\\"], "\ufffd": "x", "\ud83d\ude80": null}`,
  );
});
