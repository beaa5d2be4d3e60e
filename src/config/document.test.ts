import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuditError } from '../model/error.ts';
import { readDocument, type Value } from './document.ts';

const path = 'gazetteer.yml';

/** The value without its lines. */
function strip(value: Value | undefined): unknown {
  if (value === undefined || value.kind === 'scalar') return value?.value;
  if (value.kind === 'list') return value.items.map(strip);
  return [...value.entries].map(([key, entry]) => [key, entry.line, strip(entry.value)]);
}

async function failureOf(text: string): Promise<string> {
  const error = await readDocument(text, path).catch((caught: unknown) => caught);
  if (!(error instanceof AuditError)) throw new Error(`no AuditError for ${text.slice(0, 40)}`);
  expect(error.code).toBe('config');
  expect(error.hint).not.toBe('');
  return error.message;
}

describe('readDocument', () => {
  it('reads values of the core schema with their lines', async () => {
    const text = '# note\nversion: 1\r\noff: off\nlist:\n  - 2027-01-31\n  - { bytes: 100MB, "a b": ~ }\n';
    expect(strip(await readDocument(text, path))).toEqual([
      ['version', 2, 1],
      ['off', 3, 'off'],
      [
        'list',
        4,
        [
          '2027-01-31',
          [
            ['bytes', 6, '100MB'],
            ['a b', 6, null],
          ],
        ],
      ],
    ]);
  });

  it('keeps keys of objects as ordinary keys', async () => {
    expect(strip(await readDocument('__proto__: { constructor: 1 }', path))).toEqual([
      ['__proto__', 1, [['constructor', 1, 1]]],
    ]);
    expect(Object.hasOwn(Object.prototype, 'constructor')).toBe(true);
  });

  it('follows aliases', async () => {
    expect(strip(await readDocument('a: &names [x]\nb: *names', path))).toEqual([
      ['a', 1, ['x']],
      ['b', 2, ['x']],
    ]);
  });

  it.each(['', '\n\n', '# only a note\n', '---\n', '~'])('finds nothing in %j', async (text) => {
    expect(await readDocument(text, path)).toBeUndefined();
  });

  it.each([
    ['a: 1\nb: 2\na: 3', 'gazetteer.yml:3: a: written twice, first in line 1'],
    ['a:\n  b: 1\n  "b": 2', 'gazetteer.yml:3: a.b: written twice, first in line 2'],
    ['a: 1\n---\nb: 2', 'gazetteer.yml:2: a second document'],
    ['%YAML 1.1\n---\na: off', 'gazetteer.yml:1: a YAML directive'],
    ['a: !!binary aGk=', 'gazetteer.yml:1: a tag'],
    ['a: !include other.yml', 'gazetteer.yml:1: a tag'],
    ['!!set {a, b}', 'gazetteer.yml:1: a tag'],
    ['a: 1\nb: *nowhere', 'gazetteer.yml:2: b: an alias without an anchor before it'],
    ['a: &a [*a]', 'gazetteer.yml:1: a'],
    ['a: [1', 'gazetteer.yml:1:'],
    ['a: 1\n\tb: 2', 'gazetteer.yml:2:'],
    ['? [a]\n: 1', 'gazetteer.yml:1:'],
    ['a: "\\q"', 'gazetteer.yml:1:'],
  ])('refuses %j', async (text, message) => {
    expect(await failureOf(text)).toContain(message);
  });

  it('refuses aliases that multiply', async () => {
    const levels = Array.from({ length: 9 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at}, `.repeat(9)}]`);
    expect(await failureOf(`l0: &l0 [x]\n${levels.join('\n')}`)).toContain('aliases');
  });

  const attacks = {
    'a large file': 'a: '.padEnd(262_145, 'x'),
    'deep lists': `a: ${'['.repeat(200_000)}`,
    'deep closed lists': `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    'deep mappings': '{a: '.repeat(60_000),
    'deep rows': '- '.repeat(120_000),
    'deep keys': '? '.repeat(120_000),
    'indented mappings': Array.from({ length: 500 }, (_, at) => `${' '.repeat(at)}a:`).join('\n'),
    'stray brackets': ']'.repeat(200_000),
    'many keys': Array.from({ length: 25_000 }, (_, at) => `k${at}: 1`).join('\n'),
    'many documents': '---\n'.repeat(60_000),
    'many tags': '!!a '.repeat(60_000),
    'many items': `[${'1,'.repeat(120_000)}]`,
  };
  it.each(Object.entries(attacks))('refuses %s without being exhausted', async (_, text) => {
    expect(await failureOf(text)).toMatch(/^gazetteer\.yml:\d+: /);
  });

  it('answers or fails with a place for any text', async () => {
    const syntax = fc.string({ unit: fc.constantFrom(...'ab:-?[]{},&*!|>\'"%@`#\n\t ~<0'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(syntax, fc.string({ unit: 'binary' })), async (text) => {
        const error = await readDocument(text, path).then(
          () => undefined,
          (caught: unknown) => caught,
        );
        if (error !== undefined) expect(error).toBeInstanceOf(AuditError);
        else expect(error).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});
