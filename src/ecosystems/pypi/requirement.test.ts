import { describe, expect, it } from 'vitest';
import { needsExtra, rejectMarker } from './marker.ts';
import { readRequirement } from './requirement.ts';
import { slice } from './scan.ts';

/** The parts of a requirement as they are written. */
function parts(text: string): unknown {
  const read = readRequirement(text);
  if (read.kind === 'rejected') return read.reason;
  const written = (span: typeof read.url) => span && slice(text, span);
  return [slice(text, read.nameSpan), read.extras, written(read.specifiers), written(read.url), written(read.marker)];
}

describe('readRequirement', () => {
  it.each([
    ['requests', ['requests', [], undefined, undefined, undefined]],
    [' A.b-c_1 ', ['A.b-c_1', [], undefined, undefined, undefined]],
    ['a[b, c]>=1,<2', ['a', ['b', 'c'], '>=1,<2', undefined, undefined]],
    ['a [] ( >=1 , <2 ) ; os_name=="x" ', ['a', [], '>=1 , <2', undefined, 'os_name=="x"']],
    ['a>=1,', ['a', [], '>=1,', undefined, undefined]],
    ['a===1.0,weird', ['a', [], '===1.0,weird', undefined, undefined]],
    ['a@https://h.example/x;y', ['a', [], undefined, 'https://h.example/x;y', undefined]],
    ['a[b] @ https://h.example/x ; os_name=="x"', ['a', ['b'], undefined, 'https://h.example/x', 'os_name=="x"']],
    ['foo_', ['foo_', [], undefined, undefined, undefined]],
  ])('reads %j', (text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  it.each([
    ['', 'no package name'],
    ['-a', 'no package name'],
    ['a-', 'out of place'],
    ['a b', 'out of place'],
    ['a[b', 'extras'],
    ['a[b c]', 'extras'],
    ['a[b,]', 'extras'],
    ['a@', 'no address'],
    ['a>=', 'no version'],
    ['a>=x', 'no version specifier'],
    ['a~=1', 'no version specifier'],
    ['a>=1.*', 'no version specifier'],
    ['a(>=1', 'closing parenthesis'],
    ['a>=1)', 'out of place'],
    ['a=1', 'out of place'],
    ['requ\u0435sts', 'U+0435'],
    ['a\u00a0==1', 'U+00A0'],
    ['x'.repeat(300), 'too long'],
  ])('rejects %j', (text, reason) => {
    expect(parts(text)).toContain(reason);
  });
});

describe('rejectMarker', () => {
  it.each([
    'python_version < "3"',
    "os_name=='nt' and (sys_platform != \"x\" or extra == 'a')",
    '"linux" in sys_platform',
    "'a' not  in os_name",
    'os.name == "posix"',
    `${'('.repeat(64)}os_name == "a"${')'.repeat(64)}`,
  ])('accepts %s', (text) => {
    expect(rejectMarker(text)).toBeUndefined();
  });

  it.each([
    '',
    'python_version',
    'python_version <',
    'os_name == "a',
    'foo == "a"',
    'os_name == "a" and',
    '(os_name == "a"',
    'os_name == "a")',
    'os_name = "a"',
    'os_name not "a"',
    `${'('.repeat(65)}os_name == "a"${')'.repeat(65)}`,
  ])('rejects %j', (text) => {
    expect(rejectMarker(text)).toEqual(expect.any(String));
  });
});

describe('needsExtra', () => {
  it.each([
    'extra == "test"',
    "'test'==extra",
    'extra == "test" and python_version < "3.9"',
    'python_version < "3.9" and (extra == "a" or extra == "b")',
    '((extra == "a")) or os_name == "nt" and extra == "b"',
  ])('holds of %s', (text) => {
    expect(needsExtra(text)).toBe(true);
  });

  it.each([
    'python_version < "3.9"',
    'extra != "test"',
    'extra == ""',
    'extra == "test" or python_version > "3"',
    'extra == "a" and (extra == "b" or os_name == "nt") or os_name != "nt"',
    'extra == "test" junk',
    '',
    '"extra" == "extra"',
    'os_name == "extra == \'a\'"',
  ])('does not hold of %s', (text) => {
    expect(needsExtra(text)).toBe(false);
  });
});
