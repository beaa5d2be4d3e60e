import { describe, expect, it } from 'vitest';
import { misplaced, partsOfKind } from '../../../test/support/programs.ts';
import type { Expression, Program } from '../program.ts';
import { readPython } from './index.ts';
import { readTokens, token } from './tokens.ts';

const read = (...lines: readonly string[]): Program => readPython('main.py', lines.join('\n'));

/** The only expression of a program. */
function expression(text: string): Expression {
  const { body, faults } = read(text);
  const [first] = body;
  expect(faults).toEqual([]);
  if (first?.kind !== 'expression') throw new Error(`no expression: ${text}`);
  return first.value;
}

const slices = ({ text }: Program, parts: readonly { readonly start: number; readonly end: number }[]) =>
  parts.map(({ start, end }) => text.slice(start, end));

const tokensOf = (text: string): readonly string[] => {
  const { kinds, starts, ends } = readTokens(text);
  const names = Object.keys(token);
  return kinds.map((kind, at) =>
    kind <= token.mark ? text.slice(starts[at], ends[at]) : (names[kind] ?? '').toUpperCase(),
  );
};

describe('tokens', () => {
  it.each([
    ['a = 1\n', ['a', '=', '1', 'NEWLINE', 'END']],
    ['if a:\n  b\nc', ['if', 'a', ':', 'NEWLINE', 'INDENT', 'b', 'NEWLINE', 'DEDENT', 'c', 'NEWLINE', 'END']],
    ['(a,\n  b)', ['(', 'a', ',', 'b', ')', 'NEWLINE', 'END']],
    ['a \\\n b # c', ['a', 'b', 'NEWLINE', 'END']],
    ['x **= 0xFF_FF + .5e3j', ['x', '**=', '0xFF_FF', '+', '.5e3j', 'NEWLINE', 'END']],
    ['rb"a\\"b" f\'{x["y"]}\'', ['rb"a\\"b"', 'f\'{x["y"]}\'', 'NEWLINE', 'END']],
    ['f"{x["y"]}" + z', ['f"{x["y"]}"', '+', 'z', 'NEWLINE', 'END']],
    ['f"{{x" + y', ['f"{{x"', '+', 'y', 'NEWLINE', 'END']],
    ['"""a\n"b"\n""" c', ['"""a\n"b"\n"""', 'c', 'NEWLINE', 'END']],
    ['größe = 𝒳', ['größe', '=', '𝒳', 'NEWLINE', 'END']],
  ])('of %j', (text, expected) => {
    expect(tokensOf(text)).toEqual(expected);
  });

  it('tell what they are not', () => {
    expect(readTokens('a = "b\n').faults.map(({ reason }) => reason)).toEqual(['a text is not closed']);
    expect(readTokens('a = \u0001b').faults.map(({ reason }) => reason)).toEqual([
      'a character stands where it means nothing',
    ]);
    expect(readTokens('if a:\n    b\n  c\n').faults.map(({ reason }) => reason)).toEqual([
      'a line is indented as none before it',
    ]);
  });
});

describe('expressions', () => {
  it('stand where they are written', () => {
    const program = read('result = client.chat(messages=[{"role": "user"}, *more], **options)["text"][0].strip()');
    expect(slices(program, partsOfKind(program, 'call'))).toEqual([
      'client.chat(messages=[{"role": "user"}, *more], **options)["text"][0].strip()',
      'client.chat(messages=[{"role": "user"}, *more], **options)',
    ]);
    expect(slices(program, partsOfKind(program, 'item'))).toEqual([
      'client.chat(messages=[{"role": "user"}, *more], **options)["text"][0]',
      'client.chat(messages=[{"role": "user"}, *more], **options)["text"]',
    ]);
    expect(slices(program, partsOfKind(program, 'record'))).toEqual(['{"role": "user"}']);
    expect(misplaced(program)).toEqual([]);
  });

  it.each([
    ['f"a{b!r}c{d:>{e}}{f=}"', ['b', 'd', 'f']],
    ["f'''{x['a']} {f\"{y}\"}'''", ['x', 'y']],
    ['f"{x if y != z else w}"', ['x', 'y', 'z', 'w']],
    ['rf"\\{x}" "plain" f"{y}"', ['x', 'y']],
  ])('are read inside of %s', (text, names) => {
    const program = read(text);
    expect(partsOfKind(program, 'template').length).toBeGreaterThan(0);
    expect(slices(program, partsOfKind(program, 'name'))).toEqual(names);
  });

  it('are texts without their escapes', () => {
    expect(expression(String.raw`"a\n\x41\u0042" 'c'`)).toMatchObject({ kind: 'text', value: 'a\nABc' });
    expect(expression(String.raw`r"\n"`)).toMatchObject({ kind: 'text', value: '\\n' });
  });

  it('know what belongs together', () => {
    expect(expression('a if b else c')).toMatchObject({ kind: 'choice', test: { name: 'b' } });
    expect(expression('(a := b(c))')).toMatchObject({ kind: 'assignment', target: { name: 'a' } });
    expect(expression('a < b <= c')).toMatchObject({ kind: 'operation', operator: '<', operands: { length: 3 } });
    expect(expression('a not in b')).toMatchObject({ kind: 'operation', operator: 'not in' });
    expect(expression('a is not None')).toMatchObject({ operator: 'is not', operands: [{}, { value: null }] });
    expect(expression('a + b % c')).toMatchObject({ kind: 'operation', operands: { length: 3 } });
    expect(expression('[x for x in y if x]')).toMatchObject({ kind: 'comprehension', loops: [{ conditions: [{}] }] });
    expect(expression('{k: v for k, v in items}')).toMatchObject({ kind: 'list', items: [{ kind: 'comprehension' }] });
    expect(expression('lambda x, *y, z=1: x')).toMatchObject({
      code: { parameters: [{}, { isRest: true }, { preset: { value: 1 } }] },
    });
    expect(expression('await f(*a, b=c)')).toMatchObject({
      kind: 'await',
      of: { given: [{ value: { kind: 'spread' } }, { name: 'b' }] },
    });
    expect(expression('(yield x)')).toMatchObject({ kind: 'yield' });
    expect(expression('a[1:2, ::3]')).toMatchObject({ kind: 'item', index: { kind: 'unknown' } });
    expect(expression('-x ** ~y')).toMatchObject({ kind: 'operation', operator: '**' });
  });
});

describe('statements', () => {
  it('of every kind are known', () => {
    const program = read(
      'import os.path, numpy as np',
      'from ..a.b import (c as d, e,)',
      'from x import *',
      '@tool(name="t")',
      'async def f[T: int](self, /, a: "str" = "b", *args, c=None, **kw) -> list[T]:',
      '    global g, h',
      '    async with open(p) as one, (two): pass',
      '    with (open(a) as x, open(b) as y):',
      '        return x',
      '    async for i, *j in k:',
      '        if i: continue',
      '        elif j: break',
      '        else: raise E from e',
      '    else: done()',
      '    try: a += b',
      '    except* (A, B) as error: pass',
      '    else: c: int = 1',
      '    finally: del c',
      'class C(B, metaclass=M): x = y = 1',
      'while (n := f()): print(n, file=g); assert n, "m"',
      'type X[T] = list[T]',
    );
    expect(program.faults).toEqual([]);
    expect(program.body.map(({ kind }) => kind)).toEqual([
      ...['import', 'import', 'import', 'import', 'define', 'class', 'loop'],
    ]);
    expect(program.body.slice(0, 4)).toMatchObject([
      { module: 'os', bindings: [{ local: 'os' }] },
      { module: 'numpy', bindings: [{ local: 'np' }] },
      {
        module: '..a.b',
        bindings: [
          { local: 'd', member: 'c' },
          { local: 'e', member: 'e' },
        ],
      },
      { module: 'x', bindings: [{ member: '*' }] },
    ]);
    expect(program.body[4]).toMatchObject({
      code: {
        name: 'f',
        decorators: [{ kind: 'call' }],
        parameters: [{}, { type: '"str"', preset: { value: 'b' } }, { isRest: true }, {}, { isRest: true }],
        body: [
          { kind: 'outer', names: ['g', 'h'] },
          { kind: 'with', items: { length: 2 } },
          { kind: 'with', items: [{ target: { name: 'x' } }, { target: { name: 'y' } }] },
          { kind: 'loop', body: [{ kind: 'if', branches: { length: 2 } }, {}] },
          { kind: 'try', handlers: { length: 1 } },
        ],
      },
    });
    expect(misplaced(program)).toEqual([]);
  });

  it('match, where that is no name', () => {
    const program = read(
      'match command.split():',
      '    case "go" | "run": a()',
      '    case [first, *_] if first: b(first)',
      '    case _: c()',
      'match = re.match(pattern, text)',
      'match (a)',
    );
    expect(program.faults).toEqual([]);
    expect(program.body).toMatchObject([
      {
        kind: 'if',
        branches: [
          { test: { operator: 'in', operands: [{}, { items: [{ value: 'go' }, { value: 'run' }] }] } },
          { test: { operator: 'and' }, body: [{ kind: 'assign', targets: [{ name: 'first' }] }, {}] },
          { test: { kind: 'unknown' } },
        ],
      },
      { kind: 'assign' },
      { kind: 'expression', value: { kind: 'call' } },
    ]);
  });

  it('of Python 2', () => {
    const program = read(
      'print "a", b',
      'print >>out, c',
      'exec code in space',
      'try: pass',
      'except Error, e: pass',
      'def f((a, b)): return a <> b',
      'if isinstance(x, long): y = 10L',
    );
    expect(partsOfKind(program, 'call')).toMatchObject([
      { callee: { name: 'print' } },
      { callee: { name: 'print' } },
      { callee: { name: 'exec' }, given: [{ value: { name: 'code' } }] },
      { callee: { name: 'isinstance' } },
    ]);
    expect(program.body[4]).toMatchObject({ code: { parameters: [{ target: { kind: 'list' } }] } });
  });

  it('of notebooks', () => {
    const program = read('%load_ext sql', '!pip install {name} -q', '!ls $folder', 'x = 1');
    expect(partsOfKind(program, 'template').map(({ parts }) => slices(program, parts))).toEqual([
      ['load_ext sql'],
      ['pip install ', 'name', ' -q'],
      ['ls ', 'folder'],
    ]);
    expect(program.body.at(-1)).toMatchObject({ kind: 'assign' });
  });

  it.each([
    ['a bracket that is never closed', ['f(a,', 'def g():', '    exec(x)']],
    ['a text that is never closed', ['f("a', 'exec(x)']],
    ['a colon that is missing', ['if a', '    b()', 'exec(x)']],
    ['a line that is no Python', ['this is no python ]', 'exec(x)']],
    ['a level of its own', ['if a:', '        b()', '    exec(x)']],
    ['what nobody closes in a text', ['f"{a"', 'exec(x)']],
    ['what ends in the middle', ['exec(x)', 'def f(a, b']],
  ])('go on behind %s', (_, lines) => {
    const program = read(...lines);
    const calls = partsOfKind(program, 'call').filter(({ callee }) => callee.kind === 'name' && callee.name === 'exec');
    expect(slices(program, calls)).toEqual(['exec(x)']);
    expect(misplaced(program)).toEqual([]);
  });

  it('tell what they did not understand', () => {
    expect(read('a = (1,').faults).toEqual([{ at: 7, reason: 'a bracket is not closed' }]);
    expect(read(`x = ${'['.repeat(300)}`).faults[0]).toMatchObject({ reason: 'it is nested too deeply to be read' });
    expect(read(']\n'.repeat(100)).faults).toHaveLength(20);
  });
});
