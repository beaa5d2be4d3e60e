import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptancePhrase, grouped } from './phrases.ts';

describe('grouped', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1,000'],
    [-12_345, '-12,345'],
    [100_000, '100,000'],
    [1_234_567, '1,234,567'],
  ])('%d: %s', (n, text) => {
    expect(grouped(n)).toBe(text);
  });

  it('groups every whole number as English does', () => {
    const english = new Intl.NumberFormat('en-US');
    fc.assert(
      fc.property(fc.maxSafeInteger(), (n) => {
        expect(grouped(n)).toBe(english.format(n));
      }),
    );
  });
});

it.each([
  [{ reason: 'x', expires: '2026-03-31' }, 'until 2026-03-31'],
  [{ by: 'comment' as const, reason: 'x', expires: '2026-03-31' }, 'by comment, until 2026-03-31'],
  [{ by: 'baseline' as const, reason: 'x' }, 'by baseline'],
])('says by what a finding is accepted, and how long (%#)', (acceptance, words) => {
  expect(acceptancePhrase(acceptance)).toBe(words);
});
