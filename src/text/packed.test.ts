import { expect, it } from 'vitest';
import { findPackedLine } from './packed.ts';

const code = 'const total = add(first, second);\n'.repeat(20);

it.each([
  ['app.js', `${code}// ${'x'.repeat(60_000)}\n`],
  ['app.js', `${code}/*${'x'.repeat(60_000)}*/\n`],
  ['app.ts', `${code}const logo = "data:image/png;base64,${'x'.repeat(60_000)}";\n`],
  ['app.ts', `${code}const page = \`${'x'.repeat(60_000)}\`;\n`],
  ['app.py', `${'total = add(a, b)\n'.repeat(20)}# ${'x'.repeat(60_000)}`],
  ['app.py', `${'total = add(a, b)\n'.repeat(20)}LOGO = """${'x'.repeat(60_000)}\n"""\n`],
  ['app.py', `${'total = add(a, b)\n'.repeat(20)}${' '.repeat(60_000)}\n`],
  ['app.py', 'total = add(a, b)\r'.repeat(5_000)],
  ['app.js', ''],
])('%s with a long comment or literal is of a person', (path, text) => {
  expect(findPackedLine(text, path)).toBeUndefined();
});

it.each([
  ['bundle.js', `/*! a licence */\n${'a(b,"c");'.repeat(8_000)}`, 17],
  ['bundle.js', 'a(/https?:\\/\\//,"c");'.repeat(8_000), 0],
  ['packed.py', `x = 1\n${'a(b,"c");'.repeat(8_000)}\n`, 6],
])('%s is packed from its long line on', (path, text, at) => {
  expect(findPackedLine(text, path)).toBe(at);
});

it.each(['"', "'", '`', '/*', "'''", '#'])('goes through %s once', (mark) => {
  expect(findPackedLine(mark.repeat(2_000_000), 'a.js')).toSatisfy((found) => found === undefined || found === 0);
  expect(findPackedLine(mark.repeat(2_000_000), 'a.py')).toSatisfy((found) => found === undefined || found === 0);
});
