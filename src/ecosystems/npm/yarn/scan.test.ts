import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexLines } from '../../../text/lines.ts';
import { Collector } from '../collector.ts';
import type { Dialect, YarnEntry } from './entry.ts';
import { readBerryLock, readClassicLock } from './exact.ts';
import { dialectOf, scanYarnLock } from './scan.ts';

const cases = fileURLToPath(new URL('../cases/yarn-lock', import.meta.url));
const texts = readdirSync(cases).map((name) => readFileSync(join(cases, name, 'yarn.lock'), 'utf8'));

const withEdges = (entries: readonly YarnEntry[]) => entries.map((entry) => ({ ...entry, edges: entry.edges() }));

/** What the exact reader makes of a text. */
function read(text: string, dialect: Dialect) {
  const into = new Collector({ path: 'yarn.lock', text }, indexLines(text));
  const entries = dialect === 'berry' ? readBerryLock(into, text) : readClassicLock(into, text);
  return { entries: withEdges(entries), told: [...into.unparsed, ...into.ambiguities.map(({ reason }) => reason)] };
}

/** The scanner has to say nothing, or what the exact reader says. */
function expectAgreement(text: string): boolean {
  const dialect = dialectOf(text);
  const scanned = scanYarnLock(text, dialect);
  if (scanned === undefined) return false;
  const { entries, told } = read(text, dialect);
  expect(withEdges(scanned.entries)).toEqual(entries);
  // The same key twice is seen in what both give.
  expect(told.filter((reason) => typeof reason !== 'string' || !reason.includes('stands twice'))).toEqual([]);
  return true;
}

const name = fc.constantFrom('a', 'left-pad', '@acme/lib', '__proto__', 'constructor', 'true-case', '2d', 'é');
const version = fc.constantFrom('1.0.0', '2.0.0-beta.1', '0.0.0-use.local');
const range = fc.constantFrom('^1.0.0', '*', '1.x || >=2', 'npm:a@^1', 'latest', '~1', '>= 1 < 2');
const ranges = fc.dictionary(name, range, { maxKeys: 3 });

describe('the scanner of yarn.lock', () => {
  const quoteClassic = (text: string): string =>
    /^(?:true|false)|[:\s\n\\",[\]]|^[0-9]|^[^a-zA-Z]/.test(text) ? JSON.stringify(text) : text;

  it('gives what Yarn 1 reads out of what it writes', () => {
    const entry = fc.record({
      patterns: fc.uniqueArray(fc.tuple(name, range), { minLength: 1, maxLength: 3 }),
      version,
      ranges,
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), (entries, end) => {
        const lines = entries.flatMap((one) => [
          '',
          `${one.patterns.map(([key, wanted]) => quoteClassic(`${key}@${wanted}`)).join(', ')}:`,
          `  version "${one.version}"`,
          '  resolved "https://npm.acme.example/a/-/a-1.0.0.tgz#0123456789012345678901234567890123456789"',
          '  integrity sha512-AAAA==',
          ...block(
            '  dependencies:',
            one.ranges,
            (key, wanted) => `    ${quoteClassic(key)} ${JSON.stringify(wanted)}`,
          ),
        ]);
        const text = ['# yarn lockfile v1', '', ...lines, ''].join(end);
        expect(expectAgreement(text)).toBe(true);
      }),
    );
  });

  it('gives what later Yarns read out of what they write', () => {
    const entry = fc.record({
      patterns: fc.uniqueArray(fc.tuple(name, range), { minLength: 1, maxLength: 3 }),
      version,
      ranges,
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { maxLength: 5, selector: ({ patterns }) => JSON.stringify(patterns) }),
        (entries) => {
          const lines = entries.flatMap((one) => [
            '',
            `${JSON.stringify(one.patterns.map(([key, wanted]) => `${key}@npm:${wanted}`).join(', '))}:`,
            `  version: ${one.version}`,
            `  resolution: ${JSON.stringify(`${one.patterns[0]?.[0]}@npm:${one.version}`)}`,
            ...block(
              '  dependencies:',
              one.ranges,
              (key, wanted) => `    ${JSON.stringify(key)}: ${JSON.stringify(wanted)}`,
            ),
            '  dependenciesMeta:',
            '    a:',
            '      optional: true',
            '  checksum: 10c0/aaaa',
            '  conditions: (os=darwin | os=linux) & cpu=x64',
            '  languageName: node',
            '  linkType: hard',
          ]);
          const text = ['__metadata:', '  version: 8', '  cacheKey: 10c0', ...lines, ''].join('\n');
          expect(expectAgreement(text)).toBe(true);
        },
      ),
    );
  });

  it('gives the same as the exact readers or nothing, whatever is cut out or put in', () => {
    const piece = fc.constantFrom(
      '',
      ' ',
      '  ',
      '\n',
      '\r\n',
      ':',
      '"',
      ',',
      '#',
      '-',
      "'",
      '|',
      '&a ',
      '*a',
      '? ',
      '{',
      '[',
      '\t',
      '\\',
      '\u00a0',
      '\u2028',
      'true',
      '1',
      ': ',
      ' #',
      '---\n',
      '<<: ',
      '~',
    );
    const edit = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(6), piece);
    let agreed = 0;
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { maxLength: 2 }), (original, edits) => {
        const text = edits.reduce((now, [where, cut, put]) => {
          const at = Math.floor(where * now.length);
          return now.slice(0, at) + put + now.slice(at + cut);
        }, original);
        if (!/\r(?!\n)|[\u0085\u2028\u2029]/.test(text) && expectAgreement(text)) agreed += 1;
      }),
      { numRuns: 1_500 },
    );
    expect(agreed).toBeGreaterThan(100);
  });

  it.each([
    ['# yarn lockfile v1\n', 'classic'],
    ['# a\r\n# YARN LOCKFILE V1\r\n__metadata:\n', 'classic'],
    ['__metadata:\n  version: 8\n', 'berry'],
    ['# a\n\n__metadata:\n', 'berry'],
    ['"a@npm:1":\n  version: 1\n  resolution: "a@npm:1"\n', 'berry'],
    ['a@1:\n  version "1"\n', 'classic'],
    ['', 'classic'],
    ['# a', 'classic'],
  ])('takes %j for %s', (text, dialect) => {
    expect(dialectOf(text)).toBe(dialect);
  });
});

function block(
  head: string,
  ranges: Record<string, string>,
  line: (name: string, range: string) => string,
): readonly string[] {
  const lines = Object.entries(ranges).map(([key, wanted]) => line(key, wanted));
  return lines.length === 0 ? [] : [head, ...lines];
}
