import { describe, expect, it } from 'vitest';
import { type FactLiterals, type RuleInput, runRule } from '../../../test/support/rules.ts';
import { names } from '../../app/names.ts';
import { purl } from '../../model/purl.ts';
import { rule } from './index.ts';

const unused = { isKnown: false, isUsed: false, isEstablished: false, errorRate: 0 } as const;
const like = {
  name: 'requests',
  purl: purl('pypi', 'requests'),
  rank: 6,
  kind: 'swap',
  words: 'two letters are swapped',
  isGrave: true,
  isOffered: true,
  confidence: 'high',
} as const;
const { isGrave: _, ...light } = like;
const twoDaysOld = '2026-03-08T12:00:00Z';

const packageOf = (name: string, firstPublishedAt?: string, more = {}): NonNullable<FactLiterals['package']> => ({
  state: 'present',
  value: {
    name,
    status: 'active',
    versions: [],
    removedVersions: [],
    ...(firstPublishedAt === undefined ? {} : { firstPublishedAt }),
    ...more,
  },
});

/** A young lookalike of `requests`, but for what is given. */
const judge = (facts: FactLiterals = {}, subject: RuleInput['subject'] = {}) =>
  runRule(rule, {
    subject: { ...subject, dependency: { ecosystem: 'pypi', name: 'reqeusts' } },
    facts: {
      package: packageOf('reqeusts', twoDaysOld),
      lookalike: { state: 'present', value: like },
      adoption: { state: 'present', value: unused },
      target: packageOf('requests', '2011-02-14T00:00:00Z'),
      ...facts,
    },
  });

/** Of the less grave sort. */
const likeness = (more: object): FactLiterals => ({ lookalike: { state: 'present', value: { ...light, ...more } } });
const since = (firstPublishedAt?: string): FactLiterals => ({ package: packageOf('reqeusts', firstPublishedAt) });

describe('a package', () => {
  it('is told with the kind, the ranks and the age, and the other name is offered', () => {
    const [draft] = judge();
    expect(draft).toMatchObject({
      confidence: 'high',
      suggestion: { purl: 'pkg:pypi/requests', replacement: 'requests' },
    });
    expect(draft?.message).toBe(
      'reqeusts is not requests: two letters are swapped. It was first published 2 days ago (2026-03-08 12:00 UTC), in no list of used names; requests has rank 6.',
    );
  });

  it('is told with the signs of the release as long as it is grave', () => {
    expect(judge()[0]?.signal).toEqual({
      words: 'its name is like requests: two letters are swapped',
      countsAs: 'nothing',
    });
    const old = { ...since('2020-01-01T00:00:00Z'), ...likeness({}) };
    expect(judge(old)[0]?.severity).toBe('low');
    expect(judge(old)[0]).not.toHaveProperty('signal');
  });

  it('may say that it comes from the future', () => {
    expect(judge({ package: packageOf('reqeusts', '2026-11-27T00:00:00Z') })[0]?.message).toContain(
      'It was first published at a time that lies in the future (2026-11-27 00:00 UTC), in no list',
    );
  });

  const unlisted = { adoption: { state: 'unknown', reason: '' } } as const;
  const used = { ...unused, isKnown: true, isUsed: true } as const;
  const adopted = (more: object): FactLiterals => ({ adoption: { state: 'present', value: { ...used, ...more } } });
  const doubled = likeness({ kind: 'doubled', name: 'requuests' });
  const [months, year] = [since('2025-12-01T00:00:00Z'), since('2025-03-01T00:00:00Z')];

  it.each<[string, FactLiterals, string | undefined, string?]>([
    ['young', {}, 'high'],
    ['a lesser likeness', likeness({ confidence: 'medium' }), 'medium'],
    ['of unknown age', { ...since(), ...doubled }, 'medium'],
    ['of unknown age and use', { ...since(), ...unlisted, ...doubled }, 'low'],
    ['months old', { ...months, ...doubled }, 'low', 'medium'],
    ['a year old', { ...year, ...doubled }, 'low', 'low'],
    ['a grave slip, a year old', year, 'medium'],
    ['a grave slip of unknown age', since(), 'medium'],
    ['a swap that is not grave', { ...year, ...likeness({}) }, 'low', 'low'],
    ['a version sibling', likeness({ kind: 'added-last-digit', name: 'requests1' }), 'low', 'medium'],
    ['one by its name', likeness({ kind: 'affix', name: 'reqeusts-v2' }), 'low', 'medium'],
    ['used', adopted({}), undefined],
    ['used, as many slips are', { ...adopted({}), ...likeness({ isGrave: true, ifUsed: 'low' }) }, 'low'],
    [
      'old, but not used',
      { ...year, ...adopted({ isUsed: false, isEstablished: true }), ...likeness({ isGrave: true, ifUsed: 'low' }) },
      'medium',
    ],
    ['only registered', adopted({ isUsed: false }), 'high'],
    ['used under a former owner', adopted({ isOfFormer: true }), 'high'],
    ['withdrawn', { package: packageOf('reqeusts', twoDaysOld, { status: 'security-placeholder' }) }, undefined],
  ])('that is %s', (_, facts, confidence, severity = 'high') => {
    const expected = confidence === undefined ? [] : [{ severity, confidence }];
    expect(judge(facts)).toMatchObject(expected);
    expect(judge(facts)).toHaveLength(expected.length);
  });

  it('is as young as its oldest version of today', () => {
    const versions = [{ version: '2.0.0', publishedAt: twoDaysOld }];
    expect(judge({ package: packageOf('reqeusts', '2014-01-01T00:00:00Z', { versions }) })).toMatchObject([
      { confidence: 'high' },
    ]);
  });

  it.each<[string, FactLiterals]>([
    ['is not there', { target: { state: 'absent', proof: '404' } }],
    ['was not asked for', { target: { state: 'unknown', reason: 'offline' } }],
    ['is young', { target: packageOf('requests', '2026-01-01T00:00:00Z') }],
    ['is of unknown age', { target: packageOf('requests') }],
    ['is withdrawn', { target: packageOf('requests', '2011-02-14T00:00:00Z', { status: 'quarantined' }) }],
    ['is another', { target: packageOf('request', '2011-02-14T00:00:00Z') }],
    [
      'is a placeholder',
      { target: packageOf('requests', '2011-02-14T00:00:00Z', { about: { placeholder: 'reserved' } }) },
    ],
    ['too few use', { lookalike: { state: 'present', value: { ...like, isOffered: false } } }],
  ])('is offered no name that %s', (_, facts) => {
    expect(judge(facts)).toMatchObject([{ confidence: 'high', remediation: expect.stringMatching(/^Make sure who/) }]);
    expect(judge(facts)[0]).not.toHaveProperty('suggestion');
  });

  it.each([{ own: true }, { ownScope: true }, { privateBy: 'req*' }, { newToRepository: false }, { registries: [] }])(
    'is silent for what is known: %j',
    (subject) => {
      expect(judge({}, subject)).toEqual([]);
    },
  );
});

describe('what two packages have in common', () => {
  const repository = 'https://github.com/acme/requests';
  const target = packageOf('requests', '2011-02-14T00:00:00Z', { about: { publishers: ['acme'], repository } });
  const about = (value: object): FactLiterals => ({ about: { state: 'present', value }, target });

  it('clears by the account that may publish both, and says so', () => {
    expect(judge(about({ publishers: ['acme', 'other'] }))).toMatchObject([
      { severity: 'info', message: expect.stringContaining('acme may publish both.') },
    ]);
    expect(judge(about({ publishers: ['acme'] }))[0]).not.toHaveProperty('suggestion');
  });

  it('does not clear a young one by a repository that anyone can name', () => {
    const [draft] = judge(about({ publishers: ['mallory'], repository }));
    expect(draft?.severity).toBe('high');
    expect(draft?.message).toContain(`Both name the repository ${repository}, which anyone can write.`);
    const old = { ...about({ repository }), package: packageOf('reqeusts', '2020-01-01T00:00:00Z') };
    const affix = { state: 'present', value: { ...light, kind: 'affix', name: 'request' } } as const;
    expect(judge({ ...old, lookalike: affix })).toMatchObject([{ severity: 'info' }]);
    expect(judge(old)).toMatchObject([{ severity: 'high' }]);
  });

  it.each([{}, { publishers: ['mallory'] }, { repository: 'https://github.com/mallory/requests' }])(
    'is nothing where they differ: %j',
    (value) => {
      expect(judge(about(value))).toMatchObject([{ severity: 'high' }]);
    },
  );
});

describe('an action', () => {
  /** With what the bundled names say of it. */
  const factsOf = (name: string, firstPublishedAt = '2026-03-01T00:00:00Z'): FactLiterals => {
    const slip = names.findSlip('githubactions', name);
    return {
      package: packageOf(name, firstPublishedAt),
      ...(slip === undefined
        ? {}
        : {
            lookalike: {
              state: 'present',
              value: {
                name: slip.name,
                purl: purl('githubactions', slip.name),
                kind: 'slip',
                words: slip.slip,
                isOffered: true,
                confidence: 'medium',
              },
            },
            target: packageOf(slip.name, '2019-01-01T00:00:00Z'),
          }),
    };
  };
  const judgeAction = (name: string, facts = factsOf(name)) =>
    runRule(rule, { subject: { dependency: { ecosystem: 'githubactions', name } }, facts });

  it.each([
    ['action/checkout', 'actions/checkout'],
    ['actons/checkout', 'actions/checkout'],
    ['actionss/checkout', 'actions/checkout'],
    ['awsactions/configure-aws-credentials', 'aws-actions/configure-aws-credentials'],
    ['dokcer/build-push-action', 'docker/build-push-action'],
    ['githb/codeql-action/init', 'github/codeql-action/init'],
  ])('tells %s from %s', (name, target) => {
    expect(judgeAction(name)).toMatchObject([
      { confidence: 'medium', message: expect.stringContaining(target), suggestion: { replacement: target } },
    ]);
  });

  it.each([
    ['octo/checkout', 'the same repository of another owner'],
    ['actions/chekout', 'another repository of the same owner'],
    ['actions/checkout', 'the well-known one'],
    ['actoins/chekout', 'two slips'],
  ])('is silent for %s: %s', (name) => {
    expect(judgeAction(name)).toEqual([]);
  });

  it('is sure of young ones only, and silent where nobody says that it exists', () => {
    expect(judgeAction('actons/checkout', factsOf('actons/checkout', '2020-01-01T00:00:00Z'))).toMatchObject([
      { severity: 'low', confidence: 'low' },
    ]);
    const { package: _, ...slipOnly } = factsOf('actons/checkout');
    expect(judgeAction('actons/checkout', slipOnly)).toEqual([]);
  });
});
