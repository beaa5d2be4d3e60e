import { expect, it } from 'vitest';
import { readPython } from '../python/index.ts';
import { followModels } from './follow.ts';

const source = 'from openai import OpenAI\nanswer = OpenAI().responses.create(model="m", input="x").output_text\n';
const small = { path: 'small.py', text: `${source}exec(answer)\n` };
const heavy = {
  path: 'heavy.py',
  text: `${source}d = {}\n${Array.from({ length: 600 }, (_, at) => `d["${at}"] = d\nd["a${at}"] = {"x": d}\n`).join('')}`,
};
const inFunction = {
  path: 'heavy.py',
  text: `${source}def f():\n  d = {}\n${Array.from({ length: 600 }, (_, at) => `  d["${at}"] = d\n  d["a${at}"] = {"x": d}\n`).join('')}`,
};
const smallFunction = { path: 'small.py', text: `${source}def g():\n  exec(answer)\n` };

it.each([
  ['after it', [heavy, small]],
  ['before it', [small, heavy]],
  ['function after it', [heavy, smallFunction]],
  ['function before it', [smallFunction, heavy]],
  ['functions after', [inFunction, smallFunction]],
  ['functions before', [smallFunction, inFunction]],
])('a file that uses up the steps leaves those of others: %s', (_, files) => {
  const { executions, cut } = followModels(
    files.map(({ path, text }) => ({ program: readPython(path, text), language: 'python' as const })),
  );
  expect([...cut]).toEqual(['heavy.py']);
  expect(executions.map(({ program }) => program.path)).toEqual(['small.py']);
});

it.each([
  ['asks itself', ['def isOk(x): return isOk(x.of) or isOk(x.rest)']],
  ['asks one that asks it', ['def isOk(x): return isGood(x.of)', 'def isGood(x): return isOk(x)']],
  [
    'asks very many, each of which does so too',
    [
      ...Array.from({ length: 12 }, (_, at) => `def is${at}(x): return ${`is${at + 1}(x) or `.repeat(50)}False`),
      'def is12(x): return False',
      'def isOk(x): return is0(x)',
    ],
  ],
])('a test that %s is looked into as far as that leads somewhere', (_, lines) => {
  const text = [source, ...lines, 'if isOk(answer):', '  exec(answer)', ''].join('\n');
  const { executions } = followModels([{ program: readPython('small.py', text), language: 'python' }]);
  expect(executions.map(({ program }) => program.path)).toEqual(['small.py']);
});

it.each([
  [
    'many names around many functions',
    [
      'def f():',
      ...Array.from({ length: 12_000 }, (_, at) => `  v${at} = 1`),
      ...Array.from({ length: 12_000 }, (_, at) => `  def g${at}(): pass\n  g${at}()`),
      'f()',
    ],
  ],
  [
    'any of many functions many times',
    [
      ...Array.from({ length: 3_000 }, (_, at) => `def m${at}(x): return x`),
      ...Array.from({ length: 3_000 }, () => 'globals()[key.of](answer)'),
    ],
  ],
])('a file that has %s ends, and others do not suffer', (_, lines) => {
  const far = [source, ...lines, ''].join('\n');
  const files = [{ path: 'heavy.py', text: far }, small];
  const { executions, cut } = followModels(
    files.map(({ path, text }) => ({ program: readPython(path, text), language: 'python' as const })),
  );
  expect([...cut]).toEqual(['heavy.py']);
  expect(executions.map(({ program }) => program.path)).toEqual(['small.py']);
});

it('classes that are derived from many which are derived from many more are looked through once each', () => {
  const layers = Array.from({ length: 12 }, (_, layer) =>
    Array.from({ length: 20 }, (_, at) => {
      const bases =
        layer === 0 ? '' : `(${Array.from({ length: 20 }, (_, base) => `A${layer - 1}_${base}`).join(', ')})`;
      return `class A${layer}_${at}${bases}:\n  pass`;
    }).join('\n'),
  );
  const uses = ['o = A11_0()', 'o.field', 'o.method(answer)', 'getattr(o, answer)(answer)', 'exec(answer)'];
  const text = [source, ...layers, ...uses, ''].join('\n');
  const { executions } = followModels([{ program: readPython('small.py', text), language: 'python' }]);
  expect(executions.map(({ name }) => name)).toEqual(['exec']);
});
