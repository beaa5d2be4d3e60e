import { describe, expect, it } from 'vitest';
import { type FactLiterals, type RuleInput, runRule } from '../../../test/support/rules.ts';
import { readPolicy } from '../../app/policy.ts';
import { ecosystems } from '../../ecosystems/index.gen.ts';
import { purl } from '../../model/purl.ts';
import { rule } from './index.ts';

const unused = { isKnown: false, isUsed: false, isEstablished: false, errorRate: 0 } as const;
const versionsOf = (count: number) => Array.from({ length: count }, (_, at) => ({ version: `1.${at}.0` }));
const packageOf = (firstPublishedAt?: string, versions = 1): NonNullable<FactLiterals['package']> => ({
  state: 'present',
  value: {
    name: 'react-codeshift',
    status: 'active',
    versions: versionsOf(versions),
    removedVersions: [],
    ...(firstPublishedAt === undefined ? {} : { firstPublishedAt }),
  },
});
const meant = {
  name: 'jscodeshift',
  purl: purl('npm', 'jscodeshift'),
  ecosystem: 'npm',
  kind: 'import-name',
  why: 'the name by which code knows it',
  score: 0.9,
  isOffered: true,
};
const meaningOf = (one: typeof meant, kind = one.kind): NonNullable<FactLiterals['meaning']> => ({
  state: 'present',
  value: { invention: { kind, words: 'it joins the names of two packages' }, meanings: [one] },
});
const numbered = meaningOf({ ...meant, name: 'react-codeshift2', kind: 'extra-affix' });
const linked = { repository: 'https://github.com/acme/shift' };
const about = (value: object): NonNullable<FactLiterals['about']> => ({ state: 'present', value });

/** Three days old, one version, no repository, unused; but for what is given. */
const judge = (facts: FactLiterals = {}, more: Omit<RuleInput, 'facts'> = {}) =>
  runRule(rule, {
    ...more,
    subject: { ...more.subject, dependency: { name: 'react-codeshift' } },
    facts: {
      package: packageOf('2026-03-07T12:00:00Z'),
      adoption: { state: 'present', value: unused },
      meaning: meaningOf(meant),
      about: about({}),
      ...facts,
    },
  });

describe('a name that exists', () => {
  it('is told with its shape, its age, what it lacks, and what was meant', () => {
    expect(judge()).toMatchObject([
      {
        severity: 'high',
        confidence: 'high',
        message:
          'react-codeshift looks invented: it joins the names of two packages. It was first published 3 days ago (2026-03-07 12:00 UTC), and is in no list of used names, has 1 version, names no repository.',
        remediation: expect.stringContaining('jscodeshift'),
      },
    ]);
  });

  const jscodeshift = { name: 'jscodeshift', status: 'active', versions: [], removedVersions: [] } as const;
  const target = (more: object): NonNullable<FactLiterals['target']> => ({
    state: 'present',
    value: { ...jscodeshift, firstPublishedAt: '2015-01-01T00:00:00Z', ...more },
  });

  it('is offered what was meant only where that was found to be there for long', () => {
    expect(judge({ target: target({}) })).toMatchObject([
      { suggestion: { replacement: 'jscodeshift' }, remediation: expect.stringMatching(/^Write jscodeshift if /) },
    ]);
  });

  it.each<[string, FactLiterals]>([
    ['no registry has confirmed that it exists', {}],
    ['no registry has confirmed that it exists', { target: target({ name: 'codeshift' }) }],
    ['its registry has no package of that name', { target: { state: 'absent', proof: '404' } }],
    ['it is not known to be 90 days old', { target: target({ firstPublishedAt: '2026-03-01T00:00:00Z' }) }],
    ['it is not known to be 90 days old', { target: target({ firstPublishedAt: undefined }) }],
    ['it is a placeholder', { target: target({ about: { placeholder: 'security-holding' } }) }],
    ['its status is quarantined', { target: target({ status: 'quarantined' }) }],
  ])('is told what was meant with what stands against it: %s', (words, facts) => {
    const [draft] = judge(facts);
    expect(draft?.remediation).toBe(
      `Make sure who publishes this one and why; jscodeshift may have been meant, but ${words}.`,
    );
    expect(draft).not.toHaveProperty('suggestion');
  });

  it('is not to be replaced by what it adds a word to', () => {
    const added = meaningOf({ ...meant, kind: 'extra-affix' });
    const [draft] = judge({ meaning: added, target: target({}) });
    expect(draft?.remediation).toMatch(/^Make sure that not jscodeshift was meant, and who/);
    expect(draft).not.toHaveProperty('suggestion');
  });

  it('is cleared by the account that may publish what was meant, too, and by no repository that anyone can name', () => {
    const both = { publishers: ['acme'], ...linked };
    const owned = target({ about: both });
    expect(judge({ target: owned, about: about({ publishers: ['acme'] }) })).toMatchObject([
      { severity: 'info', message: expect.stringContaining('acme may publish both, it and jscodeshift.') },
    ]);
    expect(judge({ target: owned, about: about({ publishers: ['mallory'], ...linked }) })).toMatchObject([
      { severity: 'high', confidence: 'high', message: expect.stringContaining('names the repository of another') },
    ]);
  });

  it.each<[string, FactLiterals, string, string]>([
    ['with a repository', { about: about(linked) }, 'high', 'medium'],
    ['of unknown repository', { about: { state: 'unknown', reason: '503' } }, 'high', 'medium'],
    ['with many versions', { package: packageOf('2026-03-07T12:00:00Z', 9) }, 'high', 'medium'],
    ['with both', { package: packageOf('2026-03-07T12:00:00Z', 9), about: about(linked) }, 'high', 'low'],
    ['of a common shape', { meaning: meaningOf(meant, 'plugin') }, 'high', 'medium'],
    [
      'of a common shape, with many versions',
      { meaning: meaningOf(meant, 'plugin'), package: packageOf('2026-03-07T12:00:00Z', 9) },
      'high',
      'medium',
    ],
    ['with a number more', { meaning: numbered }, 'high', 'medium'],
    ['of two months', { package: packageOf('2026-01-09T12:00:00Z') }, 'medium', 'high'],
    [
      'that once was another, which nobody used',
      { adoption: { state: 'present', value: { ...unused, isKnown: true, isOfFormer: true } } },
      'high',
      'high',
    ],
  ])('%s', (_, facts, severity, confidence) => {
    expect(judge(facts)).toMatchObject([{ severity, confidence }]);
  });

  it.each<[string, FactLiterals]>([
    [
      'of what was in use under another owner',
      { adoption: { state: 'present', value: { ...unused, isKnown: true, isUsed: true, isOfFormer: true } } },
    ],
    ['used', { adoption: { state: 'present', value: { ...unused, isKnown: true, isUsed: true } } }],
    ['established', { adoption: { state: 'present', value: { ...unused, isKnown: true, isEstablished: true } } }],
    ['old', { package: packageOf('2025-11-01T12:00:00Z') }],
    ['of unknown age', { package: packageOf() }],
    ['of a common shape, with a repository', { meaning: meaningOf(meant, 'conflation'), about: about(linked) }],
    ['another in numbers only, with a repository', { meaning: numbered, about: about(linked) }],
    ['of no shape', { meaning: { state: 'unknown', reason: 'nothing is like it' } }],
    ['not there', { package: { state: 'absent', proof: '404' } }],
    [
      'told as a lookalike',
      {
        lookalike: {
          state: 'present',
          value: {
            name: 'x',
            purl: purl('npm', 'x'),
            rank: 9,
            kind: 'swap',
            words: '',
            isOffered: true,
            confidence: 'high',
          },
        },
      },
    ],
  ])('is silent for one that is %s', (_, facts) => {
    expect(judge(facts)).toEqual([]);
  });

  it.each([{ own: true }, { ownScope: true }, { privateBy: 'react-*' }, { newToRepository: false }])(
    'is silent for %j',
    (subject) => {
      expect(judge({}, { subject })).toEqual([]);
    },
  );
});

describe('a placeholder', () => {
  const guard = {
    state: 'present',
    value: { ...unused, isKnown: true, isEstablished: true, placeholder: 'reserved' },
  } as const;

  it('is named as such by the list, or by what it says of itself', () => {
    const facts = { adoption: guard, package: packageOf('2020-01-01T00:00:00Z') };
    expect(judge(facts)).toMatchObject([{ severity: 'medium', message: expect.stringContaining('reserves the name') }]);
    expect(
      judge({ package: packageOf('2020-01-01T00:00:00Z'), about: about({ placeholder: 'parked' }) }),
    ).toMatchObject([{ severity: 'medium', message: expect.stringContaining('parks the name') }]);
  });

  it('is no excuse for a young one: anyone can write that', () => {
    expect(judge({ about: about({ placeholder: 'confusion-guard' }) })).toMatchObject([
      { severity: 'high', message: expect.stringContaining('By its summary it is a placeholder that keeps') },
    ]);
  });

  it('is told of a former name however many use it, with what it stands for', () => {
    const value = { ...guard.value, placeholder: 'redirect', isUsed: true } as const;
    const facts = { adoption: { state: 'present', value }, package: packageOf('2020-01-01T00:00:00Z') } as const;
    expect(judge(facts)).toMatchObject([
      {
        severity: 'low',
        message: expect.stringContaining('stands for another package'),
        remediation: expect.stringContaining('jscodeshift'),
      },
    ]);
    expect(judge({ ...facts, adoption: { state: 'present', value: { ...value, isOfFormer: true } } })).toEqual([]);
  });

  it('is none where many use it', () => {
    const adoption = { state: 'present', value: { ...guard.value, isUsed: true } } as const;
    expect(judge({ adoption, package: packageOf('2020-01-01T00:00:00Z') })).toEqual([]);
  });
});

describe('names known to be invented', () => {
  const plain: FactLiterals = {
    package: packageOf('2020-01-01T00:00:00Z'),
    meaning: { state: 'unknown', reason: 'nothing is like it' },
  };

  it.each([['react-codeshift'], ['pkg:npm/react-codeshift']])('are told whatever they look like: %s', (entry) => {
    expect(judge(plain, { options: { 'known-invented': [entry] } })).toMatchObject([
      { severity: 'medium', confidence: 'high' },
    ]);
  });

  it('stay so when they are no longer young', () => {
    const young = { ...plain, package: packageOf('2026-03-09T12:00:00Z') };
    expect(judge(young, { options: { 'known-invented': ['react-codeshift'] } })).toMatchObject([
      {
        severity: 'high',
        course: [
          { at: '2026-04-08T12:00:00.000Z', severity: 'medium' },
          { at: '2026-06-07T12:00:00.000Z', severity: 'medium' },
        ],
      },
    ]);
  });

  it.each([
    ['pkg:pypi/Huggingface_CLI', 'huggingface-cli'],
    ['Unused_Imports', 'unused-imports'],
    ['PKG://PyPI/Unused.Imports/', 'unused-imports'],
  ])('are the same in any spelling: %s', (entry, name) => {
    const subject = { dependency: { ecosystem: 'pypi', name } };
    const options = { 'known-invented': [entry] };
    expect(
      runRule(rule, { subject, facts: { ...plain, adoption: { state: 'present', value: unused } }, options }),
    ).toHaveLength(1);
  });

  it.each([['pkg:pypi/react-codeshift'], ['react'], ['constructor']])('are others: %s', (entry) => {
    expect(judge(plain, { options: { 'known-invented': [entry] } })).toEqual([]);
  });

  it('are refused with their line and the remedy', async () => {
    const text =
      'version: 1\nrules:\n  hallucinated-name:\n    known-invented:\n      - react-codeshift\n      - pkg:nope/x\n';
    await expect(readPolicy(text, 'gazetteer.yml')).rejects.toThrow(
      /gazetteer\.yml:6.*known-invented\[1\].*must be of an ecosystem that is known here: .*npm/s,
    );
  });

  it('are told of no adopted name', () => {
    const adoption = { state: 'present', value: { ...unused, isKnown: true, isUsed: true } } as const;
    expect(judge({ ...plain, adoption }, { options: { 'known-invented': ['react-codeshift'] } })).toEqual([]);
  });

  it.each([
    ['pkg:npm/a@1.0.0', 'known-invented[0]'],
    ['pkg:npm', 'known-invented[0]'],
    ['', 'known-invented[0]'],
    ['x'.repeat(301), 'known-invented[0]'],
    ['pkg:nope/react-codeshift', 'known-invented[0]'],
    [' react-codeshift ', 'known-invented[0]'],
    ['pkg:npm/%20x', 'known-invented[0]'],
    ['pkg:npm/x?repository_url=https://npm.acme.example', 'known-invented[0]'],
  ])('are refused where they are none: %s', (entry, key) => {
    expect(() => rule.options({ 'known-invented': [entry] }, ecosystems)).toThrow(
      expect.objectContaining({ name: 'OptionError', key }),
    );
  });
});

it('is told with the signs of the release, unless the same people clear it', () => {
  expect(judge()[0]?.signal).toEqual({
    words: 'its name looks invented: it joins the names of two packages',
    countsAs: 'nothing',
  });
  const target = packageOf('2014-01-01T00:00:00Z');
  const own = target.state === 'present' ? { ...target.value, about: { publishers: ['acme'] } } : undefined;
  const [cleared] = judge({
    about: about({ publishers: ['acme'] }),
    target: { state: 'present', value: own ?? never() },
  });
  expect(cleared?.severity).toBe('info');
  expect(cleared).not.toHaveProperty('signal');
});

function never(): never {
  throw new Error('the literal has a value');
}
