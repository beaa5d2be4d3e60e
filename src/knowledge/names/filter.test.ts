import { describe, expect, it } from 'vitest';
import { Filter } from './filter.ts';
import { sumOf } from './resemblance/letters.ts';

describe('Filter', () => {
  it('lets pass what was put in, and hardly anything else', () => {
    const filter = new Filter(14);
    const texts = Array.from({ length: 1_000 }, (_, at) => at.toString(36));
    for (const text of texts) filter.add(sumOf(text));
    expect(texts.filter((text) => !filter.mayHave(sumOf(text)))).toEqual([]);
    const others = Array.from({ length: 10_000 }, (_, at) => `x${(at * 104_729).toString(36)}y`);
    expect(others.filter((text) => filter.mayHave(sumOf(text))).length).toBeLessThan(400);
  });
});
