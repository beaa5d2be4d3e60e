import { describe, expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { type RuleInput, subjectOf } from '../../test/support/rules.ts';
import type { AdvisoryFact, RangeEvent } from '../model/advisory.ts';
import { absent, type Fact, present, unknown } from '../model/fact.ts';
import { type Question, questionKey } from '../model/question.ts';
import type { DependencySubject } from '../model/subject.ts';
import { facts } from './index.gen.ts';
import type { FactKind } from './kind.ts';
import { fact as malware } from './malware.ts';
import { fact as vulnerabilities } from './vulnerabilities.ts';
import { fact as wasVulnerable } from './was-vulnerable.ts';

const source = 'https://osv.acme.example';
const registry = 'https://registry.npmjs.org';
const now = new Date('2026-06-15T12:00:00Z');

/** `1.0.0-2.0.0`, or `1.0.0-` where nothing ends it; several are parted by spaces. */
const rangesOf = (text: string): AdvisoryFact['ranges'] =>
  text
    .split(' ')
    .filter((part) => part !== '')
    .map((part): readonly RangeEvent[] => {
      const [introduced = '', end = ''] = part.split('-');
      if (end === '') return [{ kind: 'introduced', version: introduced }];
      const kind = end.startsWith('=') ? 'last_affected' : 'fixed';
      // Their order in the record means nothing.
      return [
        { kind, version: end.replace('=', '') },
        { kind: 'introduced', version: introduced },
      ];
    });

const advisory = (id: string, ranges: string, more: Partial<AdvisoryFact> = {}): AdvisoryFact => ({
  id,
  aliases: [],
  isMalware: false,
  isReviewed: id.startsWith('GHSA-'),
  isWide: false,
  ranges: rangesOf(ranges),
  ...more,
});

interface World {
  readonly subject?: RuleInput['subject'];
  /** By version: ids, or that nobody answered. */
  readonly ids?: Readonly<Record<string, readonly string[] | 'silent'>>;
  readonly records?: readonly AdvisoryFact[];
  /** Records that nobody answered for. */
  readonly unread?: readonly string[];
  readonly published?: string;
  readonly versions?: readonly string[];
}

/** What a fact comes to where all that it plans is answered, and how often it had to plan. */
function ask<N extends 'malware' | 'vulnerabilities' | 'was-vulnerable'>(kind: FactKind<N>, world: World) {
  const subject: DependencySubject = {
    ...subjectOf({
      fileRole: 'lockfile',
      ...world.subject,
      dependency: { version: '1.5.0', ...world.subject?.dependency },
    }),
    registries: [{ url: registry, public: true, trusted: true, origin: 'test' }],
    ...(world.subject?.registries === undefined ? {} : { registries: world.subject.registries }),
  };
  const listed = (world.versions ?? ['1.5.0', '1.6.0', '2.0.0', '2.1.0', '3.0.0']).map((version) => ({ version }));
  const pkg = { name: 'left-pad', status: 'active', versions: listed, removedVersions: [] } as const;
  const release = { version: '1.5.0', publishedAt: world.published ?? '2026-06-14T12:00:00Z' };
  const answerTo = (question: Question): Fact<unknown> => {
    if (question.kind === 'package') return present(pkg, registry);
    if (question.kind === 'advisories') {
      const ids = world.ids?.[question.version ?? ''] ?? [];
      return ids === 'silent' ? unknown('it is silent', source) : present({ ids }, source);
    }
    if (question.kind !== 'advisory') return unknown('it was not asked', 'test');
    if (world.unread?.includes(question.id) === true) return unknown('too many', 'limit');
    const record = world.records?.find(({ id }) => id === question.id);
    return record === undefined ? absent('it was withdrawn', source) : present(record, source);
  };
  const answers = new Map<string, Fact<unknown>>();
  const context = factContext({
    answer: (question) =>
      (question.kind === 'package' ? answerTo(question) : answers.get(questionKey(question))) as never,
    fact: (name) => (name === 'package' ? present(pkg, registry) : present(release, registry)) as never,
    now,
  });
  const asked: Question[] = [];
  for (let round = 0; round < 3; round++) {
    for (const question of kind.plan(subject, context)) {
      const key = questionKey(question);
      if (!answers.has(key)) asked.push(question);
      answers.set(key, answerTo(question));
    }
  }
  return { fact: kind.resolve(subject, context), asked };
}

const asked = (questions: readonly Question[]): readonly string[] =>
  questions.map((question) =>
    'id' in question ? question.id : `${question.name}@${'version' in question ? question.version : ''}`,
  );

const lodash = [
  advisory('GHSA-aaaa-aaaa-aaaa', '0-1.6.0 2.0.0-2.1.0', { aliases: ['CVE-2024-1'], severity: 'low', summary: 'a' }),
  advisory('GHSA-bbbb-bbbb-bbbb', '0-2.0.0', { severity: 'critical' }),
  advisory('PYSEC-2024-1', '0-1.6.0', { aliases: ['CVE-2024-1', 'OSV-1'], severity: 'medium' }),
];
const ids = lodash.map(({ id }) => id);

describe('vulnerabilities', () => {
  it('joins what has the same names, the gravest first, and finds the lowest version without any', () => {
    const { fact, asked: questions } = ask(vulnerabilities, { ids: { '1.5.0': ids }, records: lodash });
    expect(asked(questions)).toEqual(['left-pad@1.5.0', ...ids]);
    expect(fact).toEqual({
      state: 'present',
      source,
      value: {
        list: [
          { id: 'GHSA-bbbb-bbbb-bbbb', aliases: [], severity: 'critical', fixedIn: '2.0.0', isNew: true },
          {
            id: 'GHSA-aaaa-aaaa-aaaa',
            aliases: ['CVE-2024-1', 'OSV-1', 'PYSEC-2024-1'],
            summary: 'a',
            severity: 'medium',
            fixedIn: '1.6.0',
            isNew: true,
          },
        ],
        fixedIn: '2.1.0',
      },
    });
  });

  it.each<[string, readonly string[], string | undefined]>([
    ['the end of its own range', ['1.0.0-1.6.0', '0-=1.5.5 2.0.0-2.1.0'], '1.6.0'],
    ['no version of a range without an end', ['1.0.0-'], undefined],
    ['none where one is not fixed', ['1.0.0-', '1.0.0-1.6.0'], undefined],
    ['none below', ['0-1.4.0 1.5.0-'], undefined],
    ['the next that is there', ['0-1.5.9', '0-1.6.0'], '1.6.0'],
    ['none that cannot be installed', ['0-1.5.9'], undefined],
    ['none where versions are named one by one', [''], undefined],
  ])('offers %s', (_, ranges, expected) => {
    const records = ranges.map((text, at) => advisory(`GHSA-${at}`, text));
    const { fact } = ask(vulnerabilities, { ids: { '1.5.0': records.map(({ id }) => id) }, records });
    expect(fact.state === 'present' && fact.value.list).toHaveLength(ranges.length);
    expect(fact.state === 'present' && fact.value.fixedIn).toBe(expected);
  });

  it.each<[string, RuleInput['subject'], World['ids'], boolean | undefined]>([
    ['one that is new', {}, {}, true],
    ['one that stands elsewhere too', { newToRepository: false }, {}, undefined],
    ['a version that had it', { previous: { version: '1.4.0' } }, { '1.4.0': ['GHSA-1'] }, false],
    ['a version that had it under another name', { previous: { version: '1.4.0' } }, { '1.4.0': ['PYSEC-1'] }, false],
    ['a version that had another', { previous: { version: '1.4.0' } }, { '1.4.0': ['GHSA-2'] }, true],
    ['a version that nobody answered for', { previous: { version: '1.4.0' } }, { '1.4.0': 'silent' }, undefined],
    ['no version', { previous: {} }, {}, undefined],
    ['another source', { previous: { version: '1.4.0', source: { kind: 'git', url: 'x' } } }, {}, undefined],
    ['another package', { previous: { version: '1.4.0', name: 'other' } }, {}, undefined],
  ])('says whether the change brings it in, after %s', (_, subject, former, expected) => {
    const records = [
      advisory('GHSA-1', '0-1.6.0', { aliases: ['CVE-1'] }),
      advisory('PYSEC-1', '', { aliases: ['CVE-1'] }),
    ];
    const world = { ids: { '1.5.0': ['GHSA-1', 'PYSEC-1'], ...former }, records, ...(subject && { subject }) };
    const { fact } = ask(vulnerabilities, world);
    expect(fact.state === 'present' && fact.value.list).toHaveLength(1);
    expect(fact.state === 'present' && fact.value.list[0]?.isNew).toBe(expected);
  });

  it('knows the clean, the unread and the withdrawn apart', () => {
    const two = { ids: { '1.5.0': ['GHSA-1', 'GHSA-2'] }, records: [advisory('GHSA-1', '0-1.6.0')] };
    expect(ask(vulnerabilities, {}).fact).toMatchObject({ state: 'present', value: { list: [] } });
    expect(ask(vulnerabilities, { ids: { '1.5.0': ['GHSA-9'] } }).fact).toMatchObject({ value: { list: [] } });
    expect(ask(vulnerabilities, { ids: { '1.5.0': 'silent' } }).fact.state).toBe('unknown');
    expect(ask(vulnerabilities, { ids: { '1.5.0': ['GHSA-9'] }, unread: ['GHSA-9'] }).fact.state).toBe('unknown');
    const partly = ask(vulnerabilities, { ...two, unread: ['GHSA-2'] }).fact;
    expect(partly).toMatchObject({ value: { list: [{ id: 'GHSA-1' }], unread: { reason: 'too many' } } });
    expect(ask(vulnerabilities, two).fact).not.toHaveProperty('value.unread');
  });

  it('leaves malware to the other fact, and reads none of its records', () => {
    const records = [advisory('GHSA-1', '0-', { isMalware: true, isWide: true }), advisory('MAL-1', '0-')];
    const { fact, asked: questions } = ask(vulnerabilities, { ids: { '1.5.0': ['GHSA-1', 'MAL-1'] }, records });
    expect(asked(questions)).toEqual(['left-pad@1.5.0', 'GHSA-1']);
    expect(fact).toMatchObject({ state: 'present', value: { list: [] } });
  });

  it.each<[string, RuleInput['subject']]>([
    ['from no registry', { registries: [] }],
    ['from a private one', { registries: [{ url: registry, public: false, trusted: true, origin: 'test' }] }],
    ['that is private', { privateBy: 'left-*' }],
    ['that is a tag of a repository', { dependency: { ecosystem: 'githubactions', name: 'acme/x', version: 'v4' } }],
  ])('asks nobody of a package %s', (_, subject) => {
    const { fact, asked: questions } = ask(vulnerabilities, subject === undefined ? {} : { subject });
    expect(questions).toEqual([]);
    expect(fact.state).toBe('unknown');
  });
});

describe('malware', () => {
  it('reads the records of the collection, and knows those that others of its advisories turned out to be', () => {
    const records = [
      advisory('MAL-1', '', { isMalware: true, isWide: true }),
      advisory('MAL-2', '', { isMalware: true }),
    ];
    const world: World = { ids: { '1.5.0': ['GHSA-1', 'MAL-1', 'MAL-2'] }, records };
    const { fact, asked: questions } = ask(malware, world);
    expect(asked(questions)).toEqual(['left-pad@1.5.0', 'MAL-1', 'MAL-2']);
    expect(fact).toEqual({ state: 'present', source, value: { ids: ['MAL-1', 'MAL-2'] } });
    const wide = ask(malware, { ids: { '1.5.0': ['MAL-1'] }, records }).fact;
    expect(wide).toEqual({ state: 'present', source, value: { ids: ['MAL-1'], isWide: true } });
  });

  it('claims neither malware nor its absence where the record was not read', () => {
    const records = [advisory('MAL-1', '', { isMalware: true })];
    const unread = ['MAL-2'];
    expect(ask(malware, { ids: { '1.5.0': ['MAL-2'] }, records, unread }).fact.state).toBe('unknown');
    expect(ask(malware, { ids: { '1.5.0': ['MAL-1', 'MAL-2'] }, records, unread }).fact).toMatchObject({
      value: { ids: ['MAL-1'] },
    });
    expect(ask(malware, { ids: { '1.5.0': ['MAL-3'] } }).fact).toMatchObject({ value: { ids: [] } });
  });
});

describe('what the replaced version had', () => {
  it('is read after what the release itself has, where there is more than may be read', () => {
    const order = facts.map(({ name }) => name);
    expect(order.indexOf('was-vulnerable')).toBeGreaterThan(order.indexOf('vulnerabilities'));
  });

  const subject = { previous: { version: '1.4.0' } };
  const records = [
    advisory('GHSA-1', '0-1.4.2 1.4.2-1.5.0'),
    advisory('PYSEC-1', '0-'),
    advisory('GHSA-2', '0-', { isMalware: true }),
  ];
  const former = { '1.4.0': ['GHSA-1', 'GHSA-2', 'PYSEC-1'] };

  it('tells what fixes it, and whether people looked at it', () => {
    const { fact, asked: questions } = ask(wasVulnerable, { subject, ids: former, records });
    expect(asked(questions)).toEqual(['left-pad@1.4.0', 'GHSA-1', 'GHSA-2', 'PYSEC-1']);
    expect(fact).toEqual({
      state: 'present',
      source,
      value: {
        version: '1.4.0',
        list: [
          { id: 'GHSA-1', fixed: ['1.4.2', '1.5.0'], reviewed: true },
          { id: 'PYSEC-1', fixed: [], reviewed: false },
        ],
      },
    });
  });

  it.each<[string, World, number]>([
    ['no version before', {}, 0],
    ['an old release', { subject, published: '2026-01-01T00:00:00Z' }, 1],
    ['a release of unknown age', { subject, published: '' }, 1],
    ['a silent service', { subject, ids: { '1.4.0': 'silent' } }, 1],
    ['unread records', { subject, unread: ['GHSA-1', 'GHSA-2', 'PYSEC-1'], ids: former }, 4],
  ])('knows nothing after %s', (_, world, questions) => {
    const { fact, asked: all } = ask(wasVulnerable, { records, ids: former, ...world });
    expect([fact.state, all.length]).toEqual(['unknown', questions]);
  });
});
