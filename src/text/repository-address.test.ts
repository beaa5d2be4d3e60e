import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRepository } from './repository-address.ts';

it.each([
  'https://github.com/acme/tools',
  'https://github.com/Acme/Tools.git',
  'http://www.github.com/acme/tools/',
  'git+https://github.com/acme/tools.git#readme',
  'git+ssh://git@github.com/acme/tools.git',
  'git://github.com/acme/tools.git',
  'ssh://git@github.com/acme/tools',
  'git@github.com:acme/tools.git',
  'github:acme/tools',
  'acme/tools',
  'https://user:secret@github.com/acme/tools/tree/main/packages/x',
])('reads %s', (text) => {
  expect(readRepository(text)).toBe('https://github.com/acme/tools');
});

it.each([
  '',
  'acme',
  'https://github.com/acme',
  'https://github.com/sponsors/acme',
  'javascript:alert(1)//a/b',
  'file:///acme/tools',
  'https://',
  `https://github.com/acme/${'x'.repeat(500)}`,
])('takes for no repository: %s', (text) => {
  expect(readRepository(text)).toBeUndefined();
});

it('answers any text, with an address that stays the same or nothing', () => {
  const part = fc.string({ unit: 'binary', maxLength: 60 });
  const texts = fc.oneof(
    part.map((text) => ({ text })),
    fc
      .tuple(fc.constantFrom('https://github.com/', 'git@github.com:', 'github:', ''), part, part)
      .map(([start, a, b]) => ({
        text: `${start}${a}/${b}`,
      })),
  );
  fc.assert(
    fc.property(texts, ({ text }) => {
      const found = readRepository(text);
      expect(found === undefined || readRepository(found) === found).toBe(true);
    }),
  );
});
