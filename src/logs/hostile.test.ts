import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import { logs } from './index.gen.ts';

const read = (text: string) =>
  logs
    .filter(({ id }) => id !== 'pip-report')
    .map((log) => ({ recognised: log.recognises(text), log: log.parse({ path: 'x.log', text }) }));

/** Words that readers look for, which hostile text puts together in any order. */
const words = [
  'Collecting ',
  'Downloading ',
  'Successfully installed ',
  'Found link ',
  'Looking in indexes: ',
  'DEBUG No cache entry for: ',
  ' + ',
  '==',
  'npm http fetch GET 200 ',
  'npm http cache ',
  'npm silly placeDep ROOT ',
  'npm silly ADD node_modules/',
  '➤ YN0085: │ + ',
  'verbose 0.1 Performing "GET" request to "',
  '{"name":"pnpm:progress","status":"fetched","packageId":"',
  '"}',
  'https://u:p@h.example/',
  '__proto__',
  'constructor',
  '-1.0.tgz',
  '-1.0-py3-none-any.whl',
  '%2f%',
  '/-/',
  '@',
  ' (from ',
  '"GET /a HTTP/1.1" 200',
  '\u001b[31m',
  '\r',
  '\n',
  '\u0000',
  '\ud800',
  // Whole lines, so that what is put together holds installations.
  '\nCollecting a\n  Downloading https://e.example/a-1.0-py3-none-any.whl (1 kB)\nSuccessfully installed a-1.0\n',
  '\n➤ YN0085: │ + a@npm:1.0.0\n',
  '\n{"name":"pnpm:progress","status":"fetched","packageId":"a@1.0.0"}\n',
  '\nnpm http fetch GET 200 https://e.example/a/-/a-1.0.0.tgz 1ms\n',
] as const;

const each = (count: number, write: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => write(at)).join('');
const archive = (at: number): string => `  Downloading https://e.example/p${at}-1.0-py3-none-any.whl (1 kB)\n`;
const installed = (at: number): string => `x${at}-1 `;

describe('hostile logs', () => {
  it('throws nothing, and places every entry on a line of the log', () => {
    let placed = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string()), { maxLength: 40, size: 'max' }),
        (parts) => {
          const text = parts.join('');
          const lines = text.split('\n').length;
          for (const { log } of read(text)) {
            for (const { location } of [...log.installed, ...log.unparsed]) {
              placed += 1;
              expect(location.startLine).toBeLessThanOrEqual(lines);
              expect(location.endColumn).toBeGreaterThanOrEqual(location.startColumn);
            }
          }
        },
      ),
      { numRuns: 1_000 },
    );
    expect(placed).toBeGreaterThan(100);
  });

  it.each([
    ['dots before a slash', `{"name":"pnpm:progress","status":"fetched","packageId":"${'.'.repeat(200_000)}"}`],
    ['addresses in addresses', 'https://'.repeat(30_000)],
    ['sources in sources', `Collecting a${' (from ('.repeat(30_000)}`],
    ['escapes without an end', '\u001b]'.repeat(100_000)],
    ['one long escape', `\u001b[${'0;'.repeat(100_000)}`],
    ['tabs', '\t'.repeat(200_000)],
    ['carriage returns', 'Collecting a\r'.repeat(10_000)],
    ['folders', `npm silly ADD ${'node_modules/'.repeat(20_000)}`],
    ['links of one name', 'Found link https://h.example/a-1.0.tar.gz (from https://h.example/a/)\n'.repeat(4_000)],
    ['copies', `verbose 0.1 Copying "${'/npm-a-1.0'.repeat(20_000)}`],
    ['names', `Successfully installed ${'a-1.0 '.repeat(10_000)}`],
    ['locators', `➤ YN0085: │ + ${'a@npm:1.0, '.repeat(10_000)}`],
    ['wants', `npm silly placeDep ROOT a@1 ${'want: '.repeat(30_000)}`],
    ['empty lines', '\n'.repeat(100_000)],
  ])('takes time in proportion to its length: %s', async (_, text) => {
    const take = (size: number) => `Collecting six\n${text.slice(0, size)}`;
    expect(await measureGrowth(take, read, text.length)).toBeLessThan(nearlyLinear);
  });

  it.each<[string, string, (n: number) => string]>([
    [
      'pip-log',
      'archives and twice the names',
      (n) => `${each(n, archive)}${`Successfully installed ${each(n, installed)}\n`.repeat(2)}`,
    ],
    [
      'pip-log',
      'addresses and archives',
      (n) => `${each(n, (i) => `Collecting a${i} @ https://h.example/a.zip\n`)}${each(n, archive)}`,
    ],
    [
      'pip-log',
      'addresses without names',
      (n) => `${each(n, (i) => `Collecting https://h.example/${i}\n`)}${each(n, archive)}`,
    ],
    [
      'pip-log',
      'pages of one archive',
      (n) =>
        `${each(n, (i) => `Found link https://h.example/${i}/a-1.0.zip (from https://h.example/)\n`)}${'Downloading a-1.0.zip (1 kB)\n'.repeat(n)}`,
    ],
    [
      'uv-log',
      'archives of one release',
      (n) =>
        `${each(n, (i) => `DEBUG No cache entry for: https://h.example/${i}/a-1.0.zip\n`)}${' + a==1.0\n'.repeat(n)}`,
    ],
    [
      'npm-log',
      'registries of one package',
      (n) =>
        `${each(n, (i) => `npm http fetch GET 200 https://h.example/${i}/a 1ms\n`)}${each(n, (i) => `npm http fetch GET 200 https://h.example/${i}/a/-/a-1.0.${i}.tgz 1ms\n`)}`,
    ],
  ])('takes time in proportion to the length of a log of many packages: %s, %s', async (id, _, textOf) => {
    const parse = (text: string) => logs.find((log) => log.id === id)?.parse({ path: 'x.log', text }).installed;
    expect(parse(textOf(3))).not.toEqual([]);
    expect(await measureGrowth(textOf, parse, 6_000)).toBeLessThan(nearlyLinear);
  });

  it('reads names that are those of built-in properties', () => {
    const [entry] = read('Collecting __proto__\n  Downloading constructor-1.0-py3-none-any.whl\n').flatMap(
      ({ log }) => log.installed,
    );
    expect(entry).toMatchObject({ name: 'constructor', version: '1.0' });
  });
});
