import { describe, expect, it } from 'vitest';
import { maxImports } from '../../model/imports.ts';
import { scanJavaScript } from './javascript.ts';

/** Specifiers and how they are imported; each stands where it says. */
function scan(text: string): readonly string[] {
  return scanJavaScript(text).map(({ module, start, end, isOptional, isTypeOnly }) => {
    expect(text.slice(start, end)).toBe(module);
    return `${module}${isOptional === true ? ' optional' : ''}${isTypeOnly === true ? ' types' : ''}`;
  });
}

describe('scanJavaScript', () => {
  it.each<[what: string, text: string, found: readonly string[]]>([
    [
      'defaults and names',
      "import a from 'a'\nimport { b, c as d } from \"b\";\nimport e, { f } from 'c'",
      ['a', 'b', 'c'],
    ],
    ['everything', "import * as a from 'a'\nexport * from 'b'\nexport * as c from 'c'", ['a', 'b', 'c']],
    ['effects', 'import \'a\';import"b"', ['a', 'b']],
    ['names over lines', "import {\n  // first\n  a, /* second */\n  b,\n} from 'a'", ['a']],
    ['what is exported again', "export { a } from 'a'\nexport { default as b } from './b'", ['a', './b']],
    ['names that are texts', 'import { "a b" as c } from "a"', ['a']],
    [
      'attributes',
      "import a from './a.json' with { type: 'json' }\nimport b from 'b' assert { type: 'json' }",
      ['./a.json', 'b'],
    ],
    ['calls', "const a = await import('a'), b = require('b'), c = require.resolve( \"c/d\" )", ['a', 'b', 'c/d']],
    [
      'calls with more',
      "import(/* webpackChunkName: \"x\" */ 'a').then()\nimport('b', { with: {} })\nimport(`c`)",
      ['a', 'b', 'c'],
    ],
    ['calls inside of code', "if (x) { f(() => { return require('a') }) }", ['a']],
    ['the old form of TypeScript', "import fs = require('a');", ['a']],
    ['one after a comment', "#!/usr/bin/env node\n/* x */ import a from 'a'", ['a']],
    ['one after a statement', "'use strict';import a from 'a';var b=1;import c from 'c'", ['a', 'c']],
    [
      'code in a template',
      '`text $\u007brequire("a")} import x from "no" $\u007b`inner $\u007brequire("b")}`}`',
      ['a', 'b'],
    ],
    ['one after a regular expression', "const a = /['\"`/]/g, b = x / 2;\nimport c from 'c'", ['c']],
    ['one after a class of one', "s.replace(/[/'`]/, ''); require('a')", ['a']],
    ['one after divisions', "const a = b / c / d;\nrequire('e'); x = (1) / 2; y = z[0] / 3 / require('f')", ['e', 'f']],
    [
      'one after markup',
      "const a = <p>Don't</p>;\nconst b = <i>it's\n {require('x')}</i>\nimport c from 'c'",
      ['x', 'c'],
    ],
    ['what Flow has', "import typeof A from 'a'\nimport defer * as b from 'b'", ['a', 'b']],
  ])('finds %s', (_, text, found) => {
    expect(scan(text)).toEqual(found);
  });

  it.each<[what: string, text: string]>([
    ['texts', 'const a = "import b from \'b\'", c = \'require("d")\''],
    ['templates', "const a = `\nimport b from 'b'\nrequire('c')\n`"],
    ['comments', "// import a from 'a'\n/*\nimport b from 'b'\n*/"],
    ['regular expressions', "const a = /require('b')/;\nif (/import('c')/.test(d)) e()"],
    ['other calls', "a.require('b'); a.import('c'); requires('d'); jest.mock('e')"],
    ['calls without a text', "require(a); import(`./$\u007bb}`); require('c' + d); require()"],
    ['what is known of the module', 'const a = import.meta.url'],
    ['exports of its own', "export { a, b };\nexport const c = 'd'; export default 'e'"],
    ['keys', "const a = { import: 'b', require: ('c'), from: 'd' }"],
    ['statements of a code sample in a function', "function a() { return <pre>{b} import c from 'c'</pre> }"],
    ['broken code', "import { a\nconst b = 'c'"],
    ['nothing', ''],
  ])('finds nothing in %s', (_, text) => {
    expect(scan(text)).toEqual([]);
  });

  it('tells what is imported for types alone', () => {
    const text = [
      "import type A from 'a'",
      "import type { B } from 'b'",
      "import { type C, type D as E } from 'c'",
      "import { type F, g } from 'd'",
      "import type from 'e'",
      "import type, { h } from 'f'",
      "export type { I } from 'g'",
      "export type * from 'h'",
      "import { type } from 'i'",
      "import { type as j } from 'j'",
      "export type K = 'k'",
    ].join('\n');
    const types = ['a types', 'b types', 'c types', 'd', 'e', 'f', 'g types', 'h types', 'i', 'j'];
    expect(scan(text)).toEqual(types);
  });

  it('tells what the code goes on without', () => {
    const text =
      "try { require('a'); if (x) { require('b') } } catch { require('c') }\nrequire('d')\nobject.try({ e: require('e') })";
    expect(scan(text)).toEqual(['a optional', 'b optional', 'c', 'd', 'e']);
  });

  it('reads on after a backtick that nothing ends', () => {
    expect(scan("const a = <p>`</p>\nimport b from 'b'\nrequire('c')")).toEqual(['b', 'c']);
    expect(scan("`$\u007brequire('a')} open\nrequire('b')")).toEqual(['a', 'b']);
  });

  it('reads so many of one file', () => {
    expect(scanJavaScript("require('a');\n".repeat(maxImports + 5))).toHaveLength(maxImports);
  });
});
