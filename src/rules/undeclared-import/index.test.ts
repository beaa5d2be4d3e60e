import { expect, it } from 'vitest';
import { type RuleInput, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

type Import = NonNullable<RuleInput['import']>;

const absent = { state: 'absent', proof: '404, confirmed by a second request' } as const;
const python: Import = {
  module: 'quantum_json_flux',
  namesDiffer: true,
  wanted: { dependency: { ecosystem: 'pypi', name: 'quantum-json-flux' } },
};
const published = (publishedAt: string, status: 'active' | 'quarantined' = 'active') =>
  ({
    state: 'present',
    value: {
      name: 'x',
      status,
      createdAt: publishedAt,
      versions: [{ version: '1.0.0', publishedAt }],
      removedVersions: [],
    },
  }) as const;
const unused = {
  state: 'present',
  value: { isKnown: false, isUsed: false, isEstablished: false, errorRate: 0.004 },
} as const;
const used = {
  state: 'present',
  value: { isKnown: true, rank: 9, isUsed: true, isEstablished: true, errorRate: 0 },
} as const;

const judge = (input: RuleInput): readonly string[] =>
  runRule(rule, input).map(({ severity, confidence, message }) => `${severity} ${confidence ?? 'high'}: ${message}`);

it('says what is imported, and that nobody has it', () => {
  expect(judge({ import: python, facts: { package: absent } })).toEqual([
    'high medium: "quantum_json_flux" is imported, and nothing here declares it; PyPI has no package quantum-json-flux (asked twice).',
  ]);
  expect(judge({ import: { module: 'none/part', name: 'none' }, facts: { package: absent } })).toEqual([
    'high high: "none/part" is imported, and nothing here declares it; the npm registry has no package none (asked twice).',
  ]);
});

it('says what was probably meant, and offers it where it may be', () => {
  const meaning = {
    state: 'present',
    value: {
      meanings: [
        {
          name: 'orjson',
          purl: 'pkg:pypi/orjson' as never,
          ecosystem: 'pypi',
          kind: 'missing-affix',
          why: 'x',
          score: 0.9,
          isOffered: true,
        },
      ],
    },
  } as const;
  const target = {
    ...published('2018-01-01T00:00:00Z'),
    value: { ...published('2018-01-01T00:00:00Z').value, name: 'orjson' },
  };
  const [found] = runRule(rule, { import: python, facts: { package: absent, meaning, target } });
  expect(found).toMatchObject({
    message: expect.stringMatching(/ Perhaps meant: orjson\.$/),
    remediation: 'Import and declare orjson if that is the package that was meant, else remove the import.',
  });
  // It would be put in the place of a declaration, and there is none.
  expect(found).not.toHaveProperty('suggestion');
});

it.each<[what: string, subject: Partial<Import>, told: string]>([
  ['what is tried', { isOptional: true }, 'medium medium'],
  ['types', { isTypeOnly: true }, 'medium medium'],
  ['a guess', { isGuess: true }, 'low low'],
  ['what a declared package may bring', { mayComeFrom: ['acme-toolkit'] }, 'high low'],
  ['a name that may be hidden', { namesDiffer: undefined as never, wanted: { mayHide: true } }, 'high medium'],
])('grades %s', (_, subject, told) => {
  const [found = ''] = judge({ import: { ...python, ...subject }, facts: { package: absent } });
  expect(found.slice(0, told.length)).toBe(told);
});

it.each([
  ['young and unknown', published('2026-03-07T12:00:00Z'), unused, 'medium medium'],
  ['young and used', published('2026-03-07T12:00:00Z'), used, 'low high'],
  ['old and unknown', published('2020-03-07T12:00:00Z'), unused, 'low high'],
  ['old and used', published('2020-03-07T12:00:00Z'), used, 'low high'],
  ['taken away', published('2020-03-07T12:00:00Z', 'quarantined'), unused, 'high medium'],
])('grades what is there and %s', (_, pkg, adoption, told) => {
  const [found = ''] = judge({ import: python, facts: { package: pkg, adoption } });
  expect(found.slice(0, told.length)).toBe(told);
});

it('tells where else it is declared, and cites no attack for that', () => {
  const at = { path: 'docs/package.json', startLine: 4, startColumn: 5, endLine: 4, endColumn: 20 };
  const input = { module: 'chalk', isolates: true, borrowed: { at, isLocked: false } } as const;
  expect(runRule(rule, { import: input })).toMatchObject([
    {
      severity: 'low',
      message:
        '"chalk" is imported, and nothing here declares it: only another project of the repository does (docs/package.json, line 4), and may lose it.',
      related: [{ path: 'docs/package.json', startLine: 4 }],
      atlas: { techniques: [] },
      attack: [],
      aboutAi: false,
    },
  ]);
  const locked = { ...input, isolates: undefined as never, borrowed: { at, isLocked: true } };
  expect(judge({ import: locked })[0]).toMatch(/^info high: .*only because another package requires it/);
});

it('claims nothing of a package that nobody answered for', () => {
  const facts = { package: { state: 'unknown', reason: 'it answered 503' } } as const;
  expect(judge({ import: python, facts })).toEqual([
    'low medium: "quantum_json_flux" is imported, and nothing here declares it; whether there is such a package was not answered.',
  ]);
  expect(judge({ import: { ...python, declaresItself: true }, facts })).toEqual([]);
});

it('writes hostile names so that they break nothing', () => {
  const [found = ''] = judge({ import: { module: 'a\u202eb\n::error::x', name: 'a' }, facts: { package: absent } });
  expect(found).toContain('"a?b?::error::x" is imported');
});

it('judges imports alone', () => {
  expect(runRule(rule, { subject: { dependency: { name: 'none' } }, facts: { package: absent } })).toEqual([]);
});
