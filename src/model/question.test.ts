import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Question, questionKey } from './question.ts';

/** Few short texts of what keys are written with: near misses are frequent. */
const text = fc.string({ unit: fc.constantFrom('a', '1', ' ', '"', '+'), maxLength: 4 });
const ecosystem = fc.constantFrom('npm', 'pypi');
const named = { ecosystem, name: text };
const ofRegistry = { ...named, registry: text };
const kinds = <K extends Question['kind']>(...names: readonly K[]) => fc.constantFrom(...names);

const questions = fc.oneof(
  fc.record(
    { kind: kinds('package'), ...ofRegistry, isLinks: fc.constant(true) },
    { requiredKeys: ['kind', 'ecosystem', 'name', 'registry'] },
  ),
  fc.record({ kind: kinds('about'), ...ofRegistry }),
  fc.record({ kind: kinds('manifest', 'release', 'commit'), ...ofRegistry, version: text }),
  fc.record(
    { kind: kinds('startup', 'requires', 'build'), ...ofRegistry, version: text, extras: fc.array(text) },
    { requiredKeys: ['kind', 'ecosystem', 'name', 'registry', 'version'] },
  ),
  fc.record({ kind: kinds('published'), ...named, version: text }),
  fc.record({ kind: kinds('advisories'), ...named, version: text }, { requiredKeys: ['kind', 'ecosystem', 'name'] }),
  fc.record(
    { kind: kinds('advisory'), ...named, version: text, id: text },
    { requiredKeys: ['kind', 'ecosystem', 'name', 'id'] },
  ),
  fc.record({ kind: kinds('malware'), ...named }),
) as fc.Arbitrary<Question>;

/** An empty version says as little as none. */
const meaningOf = (question: Question): string =>
  JSON.stringify(
    Object.entries({ ...question, ...('version' in question ? { version: question.version ?? '' } : {}) })
      .filter(([key, value]) => key !== 'version' || value !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

describe('the key of a question', () => {
  it('is another one for every other question, whatever texts it holds', () => {
    fc.assert(
      fc.property(fc.array(questions, { minLength: 2, maxLength: 40 }), (list) => {
        expect(new Set(list.map(questionKey)).size).toBe(new Set(list.map(meaningOf)).size);
      }),
      { numRuns: 2_000 },
    );
  });
});
