import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTime } from './decode.ts';

describe('times', () => {
  it('are read in one spelling, however they are written', () => {
    const moments = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 999 }), (moment, micros) => {
        const iso = moment.toISOString();
        const spellings = [iso, iso.replace('Z', `${micros}`.padStart(3, '0').concat('Z')), iso.replace('Z', '+00:00')];
        expect(spellings.map(readTime)).toEqual([iso, iso, iso]);
      }),
    );
  });

  it.each(['2026-02-30T00:00:00.000Z', '2026-04-31T00:00:00.000Z'])(
    'roll over where a month is shorter: %s',
    (text) => {
      expect(readTime(text)).toBe(new Date(Date.parse(text)).toISOString());
    },
  );

  it.each(['2026-13-01T00:00:00.000Z', '2026-01-01T25:00:00.000Z', '2026-01-01', '2026-01-01T00:00:00.000Z ', 5, null])(
    'are none: %j',
    (value) => {
      expect(readTime(value)).toBeUndefined();
    },
  );
});
