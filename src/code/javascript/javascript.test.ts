import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../../test/support/growth.ts';
import { misplaced, partsOfKind } from '../../../test/support/programs.ts';
import type { Expression, Program } from '../program.ts';
import { readJavaScript } from './index.ts';

const read = (text: string, path = 'main.tsx'): Program => {
  const program = readJavaScript(path, text);
  expect(program.faults).toEqual([]);
  expect(misplaced(program)).toEqual([]);
  return program;
};

function expression(text: string): Expression {
  const [first] = read(text).body;
  if (first?.kind !== 'expression') throw new Error(`no expression: ${text}`);
  return first.value;
}

const slices = ({ text }: Program, parts: readonly { readonly start: number; readonly end: number }[]) =>
  parts.map(({ start, end }) => text.slice(start, end));

describe('expressions', () => {
  it('stand where they are written', () => {
    const program = read('const { text } = (await client!.chat({ ...given, role: "user" }))?.choices[0] as Answer;');
    expect(slices(program, partsOfKind(program, 'call'))).toEqual(['client!.chat({ ...given, role: "user" })']);
    expect(slices(program, partsOfKind(program, 'member'))).toEqual([
      '(await client!.chat({ ...given, role: "user" }))?.choices[0]',
      '(await client!.chat({ ...given, role: "user" }))?.choices',
      'client!.chat',
    ]);
    expect(slices(program, partsOfKind(program, 'await'))).toEqual(['await client!.chat({ ...given, role: "user" })']);
  });

  it('know what belongs together', () => {
    expect(expression(`\`a\${b}c\``)).toMatchObject({ kind: 'template', parts: [{ value: 'a' }, {}, { value: 'c' }] });
    expect(expression('`a\\n`')).toMatchObject({ kind: 'text', value: 'a\n' });
    expect(expression(`$\`run \${a}\``)).toMatchObject({ kind: 'call', isTagged: true });
    expect(expression('a + b + c + d')).toMatchObject({
      operands: [{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }],
    });
    expect(expression('a - b + c')).toMatchObject({ operator: '+', operands: [{ operator: '-' }, { name: 'c' }] });
    expect(expression('a ?? b ?? c')).toMatchObject({ operator: 'or', operands: { length: 3 } });
    expect(expression('a === null')).toMatchObject({ operator: '==', operands: [{}, { value: null }] });
    expect(expression('!a')).toMatchObject({ operator: 'not' });
    expect(expression('a ? b : c')).toMatchObject({ kind: 'choice', options: [{ name: 'b' }, { name: 'c' }] });
    expect(expression('a += b')).toMatchObject({ kind: 'assignment', value: { operator: '+' } });
    expect(expression('(a, b)')).toMatchObject({ kind: 'choice', options: [{ name: 'b' }] });
    expect(expression('new Function("x", y)')).toMatchObject({ kind: 'call', isNew: true, given: { length: 2 } });
    expect(expression('import("./a")')).toMatchObject({ kind: 'call', callee: { name: 'import' } });
    expect(expression('/a+/.test(b)')).toMatchObject({ callee: { of: { callee: { name: 'RegExp' } } } });
    expect(expression('(a, { b, ...c } = d, ...e) => a')).toMatchObject({
      code: { parameters: [{}, { target: { kind: 'record' }, preset: { name: 'd' } }, { isRest: true }] },
    });
  });

  it('are found in elements: what a frame or a script is given runs', () => {
    const targets = (text: string) =>
      partsOfKind(read(text), 'assignment').map(({ target }) => (target.kind === 'member' ? target.name : ''));
    expect(targets('<iframe srcDoc={page} />')).toEqual(['srcDoc']);
    expect(targets('<iframe srcDoc={page} sandbox="" />')).toEqual([]);
    expect(targets('<script>{code}</script>')).toEqual(['text']);
    expect(targets('<script dangerouslySetInnerHTML={{ __html: code }} />')).toEqual(['text']);
    expect(targets('<script type="application/ld+json" dangerouslySetInnerHTML={{ __html: code }} />')).toEqual([]);
    expect(targets('<p title={a} {...b}>{c}</p>')).toEqual([]);
  });
});

describe('statements', () => {
  it('of every kind are known', () => {
    const program = read(`
      import fs, { readFile as read, type Stats } from 'node:fs';
      import * as path from 'node:path';
      import type { A } from './a';
      import old = require('old');
      export { x as y } from './z';
      export * from './all';
      export default async function main(this: void, client: OpenAI) {
        for (const [a, b] of c) if (a) continue; else if (b) break; else throw c;
        for (let i = 0; i < 3; i++) { i; }
        do { x(); } while (y);
        try { a(); } catch ({ message }) { b(message); } finally { c(); }
        switch (a) { case 'go': case 'run': { b(); break; } default: c(); }
        label: return;
      }
      export class B extends A { constructor(private client: C) { super(); } static { d(); } get e() { return 1; } #f = 2; }
      namespace N { export const g = 1; }
      enum E { one }
      declare const h: string;
    `);
    expect(program.body.map(({ kind }) => kind)).toEqual([
      ...['import', 'import', 'import', 'export', 'export', 'define', 'export', 'class', 'export', 'assign', 'export'],
      'assign',
    ]);
    expect(partsOfKind(program, 'if')[0]).toMatchObject({ branches: { length: 2 }, otherwise: [{ kind: 'leave' }] });
    expect(partsOfKind(program, 'define').map(({ code }) => code)).toMatchObject([
      { name: 'main', parameters: [{}, { type: 'OpenAI' }] },
      { name: 'constructor', parameters: [{ type: 'C' }], body: [{ kind: 'assign' }, {}] },
      { name: 'e', isGetter: true },
    ]);
  });

  it('export by the older kind of modules, too', () => {
    const names = partsOfKind(read('exports.a = 1; module.exports = { b, c: 2 };', 'main.cjs'), 'export');
    expect(names.map(({ name }) => name).sort()).toEqual(['a', 'b', 'c', 'default']);
  });

  it('with types are read in plain files', () => {
    expect(read('// @flow\nconst a: ?string = b;', 'main.js').body).toHaveLength(1);
    expect(read('const a = <string>b;', 'main.ts').body).toMatchObject([{ value: { name: 'b' } }]);
  });

  it.each([
    ['what cannot be parsed', 'const a = ;', 'Unexpected token'],
    ['what is nested too deeply', '['.repeat(50_000), 'it is nested too deeply to be read'],
    ['what can be read in too many ways', `x = ${'f<a>('.repeat(30)}`, 'it can be read in too many ways'],
  ])('tell %s', (_, text, reason) => {
    const { body, faults } = readJavaScript('main.ts', text);
    expect({ body, reasons: faults.map((one) => one.reason) }).toEqual({ body: [], reasons: [reason] });
  });

  it.each([
    ['a line', 'const a = 1;\nconst = 2;\neval(a);\n', 1, ['assign', 'expression']],
    ['a line of types', 'let a: string;\nlet b: = 2;\neval(a)', 1, ['assign', 'expression']],
    ['a name that is there twice', 'const a = f();\nconst a = 3;\neval(a);', 1, ['assign', 'expression']],
    ['a part of a call', 'eval(\n  a b,\n  c,\n);', 1, ['expression']],
    ['lines of a block', 'if (a b) {\n  eval(c);\n}\neval(d);', 2, ['expression', 'expression']],
  ])('are read around %s that is no code', (_, text, lines, kinds) => {
    const { body, faults } = readJavaScript('main.ts', text);
    expect(body.map(({ kind }) => kind)).toEqual(kinds);
    expect(faults).toHaveLength(lines);
    expect(faults.some(({ hidesAll }) => hidesAll === true)).toBe(false);
    expect(body.at(-1)).toMatchObject({ start: text.lastIndexOf('eval') });
  });

  it('are read around a line in the other way that a file may be written in', () => {
    const { body, faults } = readJavaScript('main.js', 'const a: ?string = b;\nconst = 2;\neval(a);');
    expect(body.map(({ kind }) => kind)).toEqual(['assign', 'expression']);
    expect(faults.map(({ at }) => at)).toEqual([28]);
  });

  it.each([
    ['too many lines of it', 'const = 1;\n'.repeat(6)],
    ['a block that does not end', 'function f() {\n  eval(a);\n'],
  ])('tell that %s hide all', (_, text) => {
    const { body, faults } = readJavaScript('main.ts', text);
    expect(body).toEqual([]);
    expect(faults).toMatchObject([{ hidesAll: true }]);
  });

  it('are read around a fault in as little time as any', async () => {
    const piece = '(a) => f<b>(c);\n';
    const make = (size: number) => `${piece.repeat(Math.ceil(size / piece.length))}const = 1;\n`;
    const run = (text: string) => readJavaScript('main.ts', text);
    expect(await measureGrowth(make, run, 100_000)).toBeLessThan(nearlyLinear);
  });

  it('keep what is around something too deep', () => {
    const { body, faults } = readJavaScript('main.js', `eval(a); b${'.c()'.repeat(5_000)}; eval(d);`);
    expect(body).toHaveLength(3);
    expect(faults).toEqual([{ at: 9, reason: 'it is nested too deeply to be read' }]);
  });
});
