import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonStreamError, type ProjectorLimits } from './json-projector.ts';
import { createProjector } from './json-stream.ts';

const encoder = new TextEncoder();

/** Projects a text that arrives in pieces of a given size. */
function project(
  text: string,
  select: readonly (readonly string[])[],
  size = 7,
  limits: ProjectorLimits = {},
): unknown {
  const projector = createProjector(select, limits);
  const bytes = encoder.encode(text);
  for (let at = 0; at < bytes.length; at += size) projector.push(bytes.subarray(at, at + size));
  return projector.end();
}

function codeOf(text: string, select: readonly (readonly string[])[] = [['a']], limits: ProjectorLimits = {}): string {
  try {
    project(text, select, 3, limits);
    return 'no error';
  } catch (error) {
    return error instanceof JsonStreamError ? error.code : `other: ${String(error)}`;
  }
}

/** The same projection over a parsed document: what the stream must agree with. */
function projectValue(value: unknown, paths: readonly (readonly string[])[]): unknown {
  if (paths.some((path) => path.length === 0)) return value;
  const below = (key: string) => paths.filter((p) => p[0] === '*' || p[0] === key).map((p) => p.slice(1));
  if (Array.isArray(value)) {
    return value.flatMap((item, i) => {
      const kept = below(String(i)).length === 0 ? undefined : projectValue(item, below(String(i)));
      return kept === undefined ? [] : [kept];
    });
  }
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const kept = below(key).length === 0 ? undefined : projectValue(item, below(key));
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
}

const selectPath = fc.array(fc.constantFrom('a', 'b', '*', '0', 'é', '__proto__'), { maxLength: 3 });
const document = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'é', 'c"\\', '\u0001', ''), tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

describe('createProjector', () => {
  const packument =
    '{"_id":"x","name":"x","dist-tags":{"latest":"2.0.0"},"versions":{"1.0.0":{"name":"x","deprecated":"old \\"one\\"",' +
    '"dist":{"integrity":"sha512-a","signatures":[{"sig":"}]{"}]}},"2.0.0":{"dist":{}}},"time":{"1.0.0":"t1"}}';

  it.each([1, 2, 3, 5, 8, 13, 1000])('keeps what is selected and nothing else (pieces of %i bytes)', (size) => {
    const select = [
      ['name'],
      ['time'],
      ['dist-tags'],
      ['versions', '*', 'deprecated'],
      ['versions', '*', 'dist', 'integrity'],
    ];
    expect(project(packument, select, size)).toEqual({
      name: 'x',
      'dist-tags': { latest: '2.0.0' },
      versions: { '1.0.0': { deprecated: 'old "one"', dist: { integrity: 'sha512-a' } }, '2.0.0': { dist: {} } },
      time: { '1.0.0': 't1' },
    });
  });

  it.each([
    [
      'a key and any key together',
      '{"a":{"x":1,"y":2},"b":{"x":3,"y":4}}',
      [
        ['*', 'x'],
        ['a', 'y'],
      ],
      { a: { x: 1, y: 2 }, b: { x: 3 } },
    ],
    ['elements', '[{"v":1},5,{"w":2}]', [['*', 'v']], [{ v: 1 }, {}]],
    ['one element', '["p","q","r"]', [['1']], ['q']],
    ['the whole', '{"a":[1,{"b":null}]}', [[]], { a: [1, { b: null }] }],
    ['nothing where a scalar stands in the way', '{"versions":"none"}', [['versions', '*']], {}],
    ['the last of a repeated key', '{"a":{"b":1},"a":7}', [['a', 'b']], {}],
    ['escaped keys', '{"\\u0061":1,"a\\/b":2}', [['a'], ['a/b']], { a: 1, 'a/b': 2 }],
    ['a lone scalar', ' -1.5e3 ', [[]], -1500],
    ['text after a byte-order mark', '\ufeff{"a":1}', [['a']], { a: 1 }],
    ['a text that begins with one', '{"a":"\ufeffx"}', [['a']], { a: '\ufeffx' }],
  ])('keeps %s', (_, text, select, expected) => {
    expect(project(text, select)).toEqual(expected);
  });

  it('treats prototype keys as data', () => {
    const value = project('{"__proto__":{"polluted":1},"constructor":{"polluted":2}}', [['*']]);
    expect(Object.keys(Object(value))).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect('polluted' in {}).toBe(false);
  });

  it.each([
    ['', 'truncated'],
    ['{"a":1', 'truncated'],
    ['{"a":"x', 'truncated'],
    ['[[1,2]', 'truncated'],
    ['{"z":[1,{"y":', 'truncated'],
    ['<html>', 'malformed'],
    ['{"a":1}}', 'malformed'],
    ['{"a":1}{', 'malformed'],
    ['{"z":[1,]}', 'malformed'],
    ['{"z":{"y":1,}}', 'malformed'],
    ['{"z" 1}', 'malformed'],
    ['{"z":[1 2]}', 'malformed'],
    ['{"z":[1}}', 'malformed'],
    ['{"z":tru}', 'malformed'],
    ['{"z":NaN}', 'malformed'],
    ['{"z":01}', 'malformed'],
    ['{"z":"\\x"}', 'malformed'],
    ['{"z":"\\u12g4"}', 'malformed'],
    ['{"z":"a\nb"}', 'malformed'],
    ["{'z':1}", 'malformed'],
    [`[${'1'.repeat(2000)}]`, 'malformed'],
    ['['.repeat(5000), 'too-large'],
  ])('refuses %j as %s', (text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('bounds how much is kept', () => {
    expect(codeOf(`[${'{},'.repeat(50)}{}]`, [['*']], { maxKept: 20 })).toBe('too-large');
    expect(codeOf(`[${'{},'.repeat(50)}{}]`, [['a']], { maxKept: 20 })).toBe('no error');
  });

  it('agrees with JSON.parse on every document, whatever the pieces', () => {
    fc.assert(
      fc.property(
        document,
        fc.array(selectPath, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 9 }),
        (value, paths, size) => {
          const text = JSON.stringify(value);
          const parsed: unknown = JSON.parse(text);
          expect(JSON.stringify(project(text, paths, size))).toBe(JSON.stringify(projectValue(parsed, paths)));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('accepts exactly the texts that JSON.parse accepts', () => {
    const noise = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"',
        '1',
        '-',
        '0',
        '.5',
        'e9',
        'true',
        'null',
        ' ',
        '\\',
        '\t',
      ),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(noise, (parts) => {
        const text = parts.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(codeOf(text) === 'no error').toBe(valid);
      }),
      { numRuns: 3000 },
    );
  });

  it('holds only what is selected', () => {
    const projector = createProjector([['time'], ['versions', '*', 'deprecated']]);
    const version = JSON.stringify({ description: 'd'.repeat(4000), dependencies: { a: '1', b: '2' } });
    projector.push(encoder.encode('{"versions":{'));
    for (let i = 0; i < 2000; i++) projector.push(encoder.encode(`${i === 0 ? '' : ','}"1.0.${i}":${version}`));
    projector.push(encoder.encode('},"time":{"1.0.0":"2020-01-01T00:00:00.000Z"}}'));
    projector.end();
    expect(projector.weight()).toBeLessThan(200_000);
  });
});
