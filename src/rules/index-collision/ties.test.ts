import { describe, expect, it } from 'vitest';
import type { ChoiceLiteral, IndexLiteral } from '../../../test/support/choices.ts';
import { runRule } from '../../../test/support/rules.ts';
import { rule as unclaimedName } from '../unclaimed-name/index.ts';
import { rule } from './index.ts';

type Index = Partial<IndexLiteral>;
type Told = Partial<ChoiceLiteral>;

const at = { path: 'pyproject.toml', startLine: 1, startColumn: 1, endLine: 1, endColumn: 40 };

/** What a rule makes of pip, run by a command, and an index that only `uv` is sent to. */
const tied = (other: Index, everyone: Index, told: Told = {}, judge: typeof rule = rule) =>
  runRule(judge, {
    subject: { dependency: { name: 'acme-utils' } },
    facts: {
      choice: {
        client: 'pip',
        indexes: [
          { url: 'https://pypi.example/simple', weight: 'default', public: true, ...everyone },
          { url: 'https://pypi.acme.example/simple', weight: 'explicit', tiedFor: 'uv', at, ...other },
        ],
        ...told,
      },
    },
  });

/** Versions with a hash each. */
const hashed = (...list: readonly (readonly [string, string])[]): Index => ({
  versions: list.map(([version, digest]) => ({ version, hashes: [`sha256:${digest}`] })),
});

describe('an index that the client of a command does not ask', () => {
  it.each<[string, Index, Index, Told, Partial<Record<'severity' | 'confidence', string>>, string]>([
    [
      'the public one has the name, too',
      { versions: ['1.2.0'] },
      { versions: ['9.0.0'] },
      {},
      { severity: 'critical' },
      'acme-utils is on PyPI and on pypi.acme.example, with different archives: pip, which Dockerfile:4 runs without regard to pyproject.toml:1, takes 9.0.0 from PyPI.',
    ],
    [
      'nobody knows what it has',
      { trusted: false },
      { versions: ['9.0.0'] },
      {},
      { severity: 'critical', confidence: 'low' },
      'acme-utils is on PyPI, and pyproject.toml:1 names pypi.acme.example for this, which gave no answer: pip, which ',
    ],
    [
      'it refuses',
      { status: 401 },
      { versions: ['9.0.0'] },
      {},
      { severity: 'critical', confidence: 'low' },
      'which gave no answer: pip, which ',
    ],
    [
      'nothing public fits yet',
      { versions: ['1.2.0'] },
      { versions: ['0.9.0'] },
      { requirement: '>=1' },
      { severity: 'high' },
      'nothing fits today, but pip, which Dockerfile:4 runs without regard to pyproject.toml:1, would take a release 1.2.1 from PyPI.',
    ],
    [
      'a placeholder keeps the name',
      { versions: ['1.2.0'] },
      { versions: ['0.0.1'] },
      {},
      { severity: 'high' },
      'looks like a placeholder',
    ],
  ])('%s', (_, other, everyone, told, grade, words) => {
    expect(tied(other, everyone, told)).toMatchObject([{ ...grade, message: expect.stringContaining(words) }]);
  });

  it.each<[string, Index, Index, Told]>([
    ['it does not have the name', {}, { versions: ['9.0.0'] }, {}],
    ['both have the same archives', hashed(['1.0.0', 'aa']), hashed(['1.0.0', 'aa'], ['9.0.0', 'bb']), {}],
    ['many people use the public package', { versions: ['1.2.0'] }, { versions: ['9.0.0'] }, { wellKnown: true }],
    ['nobody knows, and many people use it', { status: 401 }, { versions: ['9.0.0'] }, { wellKnown: true }],
    ['the hash is fixed', { versions: ['1.2.0'] }, { versions: ['9.0.0'] }, { hashes: ['sha256:aa'] }],
  ])('is silent where %s', (_, other, everyone, told) => {
    expect(tied(other, everyone, told)).toEqual([]);
  });

  it.each([
    [
      'uv',
      'Install it in Dockerfile:4 with uv, which goes by pyproject.toml:1, or install what comes from there in a run of its own with `--index-url https://pypi.acme.example/simple` alone, or give every requirement its `--hash`.',
    ],
    ['pip', 'Let pip go by pyproject.toml:1 in Dockerfile:4, too.'],
  ])('tells what to do where %s goes by it', (tiedFor, words) => {
    const [draft] = tied({ versions: ['1.2.0'], tiedFor }, { versions: ['9.0.0'] });
    expect(draft?.remediation).toBe(`${words} Look for installations of the public package.`);
  });

  it.each<[string, Index, string]>([
    [
      'has the name',
      { versions: ['1.2.0'] },
      'acme-utils comes from pypi.acme.example, but anybody can register it on PyPI: pip, which Dockerfile:4 runs without regard to pyproject.toml:1, would take a release 1.2.1 from there.',
    ],
    [
      'gives no answer',
      { status: 401 },
      'acme-utils can only come from pypi.acme.example today, but anybody can register it on PyPI: pip, which Dockerfile:4 runs without regard to pyproject.toml:1, would then take it from there.',
    ],
  ])('leaves a free name to whoever registers it, where it %s', (_, other, message) => {
    expect(tied(other, {}, {}, unclaimedName)).toMatchObject([{ message }]);
    expect(tied(other, {})).toEqual([]);
  });
});
