import { describe, expect, it } from 'vitest';
import { isGraveSlip } from './grave.ts';

describe('a slip that nobody makes on purpose', () => {
  it.each([
    ['lodahs', 'lodash', 'word', true],
    ['erquests', 'requests', 'swap-first', true],
    ['body-praser', 'body-parser', 'swap', true],
    ['rnoment', 'moment', 'lookalike-letter', true],
    ['1odash', 'lodash', 'lookalike-letter', true],
    ['exp0rt', 'export', 'lookalike-letter', true],
    ['\u0435xpress', 'express', 'confusable', true],
    // Short ones are near each other by chance.
    ['yp', 'py', 'swap-first', false],
    ['cliff', 'diff', 'lookalike-letter', false],
    // Of digits only two are taken for letters.
    ['jsons', 'json5', 'lookalike-letter', false],
    ['expres5', 'express', 'lookalike-letter', false],
    ['expresss', 'express', 'doubled', false],
    ['lodas', 'lodash', 'dropped-last', false],
    ['@abbel/core', '@babel/core', 'scope-edit', true],
    ['@babell/core', '@babel/core', 'scope-edit', false],
    ['@acme/core', '@babel/core', 'other-scope', false],
  ] as const)('%s for %s, called %s: %s', (name, target, kind, isGrave) => {
    expect(isGraveSlip(name, { target, kind, rank: 1_000 })).toBe(isGrave);
    expect(isGraveSlip(name, { target, kind, rank: 1_001 })).toBe(false);
  });
});
