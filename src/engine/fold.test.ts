import { describe, expect, it } from 'vitest';
import { readReport } from '../../test/golden/context.ts';
import { measureGrowth, nearlyLinear } from '../../test/support/growth.ts';
import type { Finding } from '../model/finding.ts';
import { purl } from '../model/purl.ts';
import type { JudgedFinding } from './evaluate.ts';
import { foldFindings, joinFindings } from './fold.ts';

const sample: Finding = findingIn('pep440');

function findingIn(name: string): Finding {
  const [first] = readReport(name).findings;
  if (first === undefined) throw new Error('the report holds no finding');
  return first;
}

const at = (path: string, startLine = 1) => ({ path, startLine, startColumn: 1, endLine: startLine, endColumn: 2 });
const isLockfile = (path: string) => path.endsWith('.lock');
const policy = { failOnConfidence: 'medium' } as const;
const fold = (...findings: readonly JudgedFinding[]) =>
  foldFindings(joinFindings(findings, isLockfile, policy), isLockfile);
const setting = { ...at('requirements.txt', 1), message: 'names the other index' };

/** A name on two indexes, by one line of settings. */
function collision(name: string, patch: Partial<JudgedFinding> = {}, key = 'one line'): JudgedFinding {
  const line = 2 + Number(/\d+$/.exec(name)?.[0] ?? 0);
  return {
    ...sample,
    ruleId: 'index-collision',
    severity: 'high',
    confidence: 'high',
    package: { purl: purl('pypi', name), ecosystem: 'pypi', name },
    location: at('requirements.txt', line),
    relatedLocations: [setting],
    message: `${name} is on both.`,
    evidence: [{ fact: 'choice', source: 'both', observed: 'present', value: name }],
    remediation: 'Let one serve it.',
    fingerprint: `of ${name}`,
    basis: {
      cause: {
        key,
        name,
        anyVersion: true,
        many: { message: 'names are on both', remediation: 'Let one serve them.' },
      },
      indexes: ['https://pypi.acme.example/simple'],
    },
    ...patch,
  };
}

const names = (amount: number, prefix = 'acme'): readonly string[] =>
  Array.from({ length: amount }, (_, index) => `${prefix}-${index + 1}`);
const critical = { severity: 'critical' } as const;
const told = (findings: readonly Finding[]) =>
  findings.map(({ severity, confidence, package: found, message }) => [severity, confidence, found?.name, message]);

describe('names of one cause', () => {
  it('are one finding, with all of them in it', () => {
    const [one, ...more] = fold(...names(12).map((name) => collision(name)));
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      severity: 'high',
      package: null,
      location: at('requirements.txt', 3),
      message: '12 names are on both: acme-1, acme-10, acme-11, acme-12, acme-2 and 7 more.',
      remediation: 'Let one serve them.',
    });
    expect(one).not.toHaveProperty('basis');
    expect(one?.evidence[0]).toMatchObject({ fact: 'names', source: 'requirements.txt:3' });
    expect(one?.evidence[0]?.value.split(', ').sort()).toEqual([...names(12)].sort());
    expect(one?.relatedLocations[0]).toEqual(setting);
    expect(one?.relatedLocations.slice(1).map(({ message }) => message)).toEqual(names(12).slice(1));
  });

  it('are not put together with those of another cause or rule', () => {
    const all = [collision('a'), collision('b', {}, 'another line'), collision('c', { ruleId: 'unclaimed-name' })];
    expect(fold(...all)).toHaveLength(3);
  });

  it('are told by the gravest of them, which come first', () => {
    const all = [...names(7).map((name) => collision(name)), ...names(4, 'squat').map((n) => collision(n, critical))];
    const [one, ...more] = fold(...all);
    expect(more).toEqual([]);
    expect(told([one as Finding])).toEqual([
      [
        'critical',
        'high',
        undefined,
        '11 names are on both: critical: squat-1, squat-2, squat-3, squat-4; high: acme-1, acme-2, acme-3, acme-4, acme-5 and 2 more.',
      ],
    ]);
  });

  it('keep findings of their own where they are grave and few', () => {
    const all = [...names(7).map((name) => collision(name)), ...names(3, 'squat').map((n) => collision(n, critical))];
    expect(told(fold(...all)).map(([severity, , name]) => [severity, name])).toEqual([
      ['critical', 'squat-1'],
      ['critical', 'squat-2'],
      ['critical', 'squat-3'],
      ['high', undefined],
    ]);
  });

  it('lend no certainty to each other', () => {
    const unclear = { ...critical, confidence: 'low' } as const;
    const all = [
      ...names(2).map((name) => collision(name)),
      ...names(4, 'copy').map((name) => collision(name, unclear)),
    ];
    expect(told(fold(...all))).toEqual([
      ['critical', 'low', undefined, '4 names are on both: copy-1, copy-2, copy-3, copy-4.'],
      ['high', 'high', undefined, '2 names are on both: acme-1, acme-2.'],
    ]);
  });

  it('stay apart where they are fewer than their rule calls many', () => {
    const of = (name: string) => {
      const cause = { key: 'k', name, many: { least: 3, message: 'moved', remediation: '' } };
      return collision(name, { basis: { cause } });
    };
    expect(fold(of('a'), of('b'))).toHaveLength(2);
    expect(fold(of('a'), of('b'), of('c'))).toHaveLength(1);
  });

  it('stand on a line of the manifest, with those of the lockfile', () => {
    const locked = collision('acme-9', { location: at('a.lock', 1), fingerprint: 'locked' });
    const [one] = fold(locked, collision('acme-1'), collision('acme-1', { location: at('a.lock', 7) }));
    expect(one?.location).toEqual(at('requirements.txt', 3));
    expect(one?.message).toBe('2 names are on both: acme-1, acme-9.');
    expect(one?.relatedLocations).toMatchObject([
      setting,
      { ...at('a.lock', 7), message: 'also here' },
      at('a.lock', 1),
    ]);
  });

  it('have one identity, whichever they are and wherever they stand', () => {
    const identity = (...all: readonly JudgedFinding[]) => fold(...all).map(({ fingerprint }) => fingerprint);
    const [first] = identity(...names(3).map((name) => collision(name)));
    expect(identity(...names(9, 'other').map((name) => collision(name)))).toEqual([first]);
    expect(identity(...names(3).map((name) => collision(name, { confidence: 'low' })))).not.toEqual([first]);
    expect(identity(...names(3).map((name) => collision(name, {}, 'another line')))).not.toEqual([first]);
    expect(identity(collision('acme-1'))).toEqual(['of acme-1']);
  });

  it('are bounded where people read them, however many they are, and all listed for programs', () => {
    const [one] = fold(...names(20_000).map((name) => collision(name)));
    expect(one?.message).toMatch(/^20000 names are on both: acme-1, .* and 19995 more\.$/);
    expect(one?.message.length).toBeLessThan(300);
    expect(one?.evidence[0]?.value).toMatch(/ and \d{5} more$/);
    const { packages, ...words } = one ?? {};
    expect(JSON.stringify(words).length).toBeLessThan(30_000);
    expect(packages?.length).toBe(20_000);
  });

  it('speak of AI where one of them does', () => {
    const technique = sample.atlas.techniques[0]?.id ?? '';
    const [one] = fold(
      collision('a', { leadingReference: 'T1195.001' }),
      collision('b', { leadingReference: technique }),
    );
    expect(technique).not.toBe('');
    expect(one?.leadingReference).toBe(technique);
  });
});

describe('releases that are held', () => {
  const many = { least: 4, message: 'of 612 dependencies are younger than 24 hours', remediation: 'Wait.' };
  /** One that stands in the lockfile, and by its line in the manifest perhaps as well. */
  const held = (name: string, recheckAt: string, patch: Partial<JudgedFinding> = {}): JudgedFinding => ({
    ...collision(name),
    ruleId: 'recent-release',
    package: { purl: purl('npm', name, '1.0.0'), ecosystem: 'npm', name, version: '1.0.0' },
    location: at('a.lock', 3),
    relatedLocations: [],
    recheckAt,
    basis: { cause: { key: 'a.lock', name: `${name} 1.0.0`, many }, signal: { words: 'published 3 hours ago' } },
    ...patch,
  });
  const hours = [7, 5, 9, 6, 8].map((hour) => `2026-06-15T0${hour}:00:00.000Z`);
  const four = hours.slice(0, 4).map((moment, index) => held(`dep-${index + 1}`, moment));

  it('are one finding, which ends as soon as one of them does', () => {
    const [one, ...more] = fold(...four);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      severity: 'high',
      message: '4 of 612 dependencies are younger than 24 hours: dep-1 1.0.0, dep-2 1.0.0, dep-3 1.0.0, dep-4 1.0.0.',
      remediation: 'Wait.',
      recheckAt: hours[1],
    });
    expect(fold(...four.slice(1))).toHaveLength(3);
  });

  it('are counted in the lockfile, though some stand in a manifest, too', () => {
    const cause = { key: 'package.json', name: 'dep-1 1.0.0', many: { ...many, message: 'of 3 dependencies' } };
    const asked = held('dep-1', hours[0] ?? '', {
      location: at('package.json', 5),
      basis: { cause, signal: { words: 'x' } },
    });
    const [one, ...more] = fold(asked, ...four);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ location: at('package.json', 5), message: expect.stringMatching(/^4 of 612 dep/) });
  });

  it('stay apart with other signs, and where they are critical', () => {
    const sign = held('dep-1', '', { ruleId: 'new-publisher', severity: 'medium', basis: { signal: { words: 'y' } } });
    const { recheckAt: _, ...lasting } = sign;
    const graver = held('dep-5', hours[4] ?? '', critical);
    const all = fold(lasting, graver, ...four, held('dep-6', hours[4] ?? ''));
    expect(all.map(({ severity, package: found, message }) => [severity, found?.name, message.split(':')[0]])).toEqual([
      ['critical', 'dep-5', 'dep-5 is on both.'],
      ['high', 'dep-1', 'dep-1 is on both. Also'],
      ['high', undefined, '4 of 612 dependencies are younger than 24 hours'],
    ]);
  });
});

describe('a finding that another one tells as well', () => {
  const mixture = (patch: Partial<JudgedFinding> = {}): JudgedFinding => ({
    ...collision('x'),
    ruleId: 'mixed-indexes',
    severity: 'medium',
    package: null,
    location: at('requirements.txt', 1),
    relatedLocations: [],
    message: 'pip merges both.',
    evidence: [],
    remediation: 'Name one.',
    fingerprint: 'mixture',
    basis: {
      indexes: ['https://pypi.example/simple', 'https://pypi.acme.example/simple'],
      toldBy: [{ rule: 'index-collision', hasRemedy: true }, { rule: 'registry-changed' }],
    },
    ...patch,
  });
  const registry = (patch: Partial<JudgedFinding> = {}): JudgedFinding => ({
    ...collision('x'),
    ruleId: 'registry-changed',
    package: null,
    location: at('requirements.txt', 1),
    relatedLocations: [],
    message: 'It adds one.',
    remediation: 'Ask who runs it.',
    fingerprint: 'registry',
    basis: { indexes: ['https://pypi.acme.example/simple'], toldBy: [{ rule: 'unexpected-source', hasRemedy: true }] },
    ...patch,
  });

  it('is part of that one, and named there', () => {
    const [one, ...more] = fold(mixture(), collision('acme-1', critical));
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      ruleId: 'index-collision',
      message: 'acme-1 is on both. This includes mixed-indexes (requirements.txt:1).',
      remediation: 'Let one serve it.',
      relatedLocations: [{ ...at('requirements.txt', 1), message: 'mixed-indexes: pip merges both.' }],
      fingerprint: 'of acme-1',
    });
  });

  it('is part of that at its own place where it is about no index', () => {
    const open = (line: number) => mixture({ location: at('requirements.txt', line), basis: { toldBy } });
    const toldBy = [{ rule: 'registry-changed', hasRemedy: true as const }];
    const [one, ...more] = fold(open(1), registry());
    expect([one?.ruleId, one?.message, more]).toEqual([
      'registry-changed',
      'It adds one. This includes mixed-indexes (requirements.txt:1).',
      [],
    ]);
    expect(fold(open(2), registry())).toHaveLength(2);
  });

  it('is part of what is told of many', () => {
    const [one, ...more] = fold(mixture(), ...names(4).map((name) => collision(name)));
    expect(more).toEqual([]);
    expect(one?.message).toMatch(/^4 names are on both: .*\. This includes mixed-indexes \(requirements\.txt:1\)\.$/);
  });

  it('adds its remedy where that one has another', () => {
    expect(fold(mixture(), registry())).toMatchObject([{ remediation: 'Ask who runs it. Name one.' }]);
  });

  it('may have parts of its own', () => {
    const loss = collision('acme-1', { ...critical, ruleId: 'unexpected-source' });
    const [one, ...more] = fold(loss, mixture(), registry());
    expect(more).toEqual([]);
    expect(one?.message).toBe(
      'acme-1 is on both. This includes registry-changed (requirements.txt:1), mixed-indexes (requirements.txt:1).',
    );
  });

  it.each<[string, JudgedFinding, JudgedFinding]>([
    ['is less grave', mixture(), collision('a', { severity: 'low' })],
    ['is less sure', mixture(), collision('a', { ...critical, confidence: 'low' })],
    ['only observes', mixture(), collision('a', { ...critical, observed: true })],
    ['is about other indexes', mixture(), collision('a', { basis: { indexes: ['https://other.example'] } })],
    ['stands in another file', mixture({ location: at('b/requirements.txt') }), collision('a')],
    ['is of a rule that does not tell it', mixture(), collision('a', { ruleId: 'recent-release' })],
  ])('stays where the other one %s', (_, part, whole) => {
    expect(fold(part, whole)).toHaveLength(2);
  });

  it('is part of what is said of the same release, whatever its index', () => {
    const vulnerable = (patch: Partial<JudgedFinding> = {}) =>
      collision('a', {
        ruleId: 'known-vulnerable',
        severity: 'medium',
        fingerprint: 'flaw',
        basis: { toldBy: [{ rule: 'executes-model-output', ofRelease: true }] },
        ...patch,
      });
    const runs = collision('a', {
      ruleId: 'executes-model-output',
      severity: 'medium',
      message: 'It runs.',
      basis: {},
    });
    expect(fold(vulnerable(), runs)).toMatchObject([
      { ruleId: 'executes-model-output', message: 'It runs. This includes known-vulnerable (requirements.txt:2).' },
    ]);
    const other = { purl: purl('pypi', 'a', '2.0'), ecosystem: 'pypi', name: 'a', version: '2.0' };
    expect(fold(vulnerable({ package: other }), runs)).toHaveLength(2);
    expect(fold(vulnerable({ package: null }), { ...runs, package: null })).toHaveLength(2);
    expect(fold(vulnerable({ severity: 'high' }), runs)).toHaveLength(2);
  });

  it('is found in linear time, however many there are of both', async () => {
    const make = (size: number) => {
      const lines = Array.from({ length: size }, (_, line) => line + 1);
      const toldBy = [{ rule: 'registry-changed' }];
      return [
        ...lines.map((line) => mixture({ location: at('a', line), fingerprint: `part ${line}`, basis: { toldBy } })),
        ...lines.map((line) => registry({ location: at('a', line), fingerprint: `${line}`, basis: {} })),
      ];
    };
    expect(foldFindings(make(3), isLockfile)).toHaveLength(3);
    expect(await measureGrowth(make, (all) => foldFindings(all, isLockfile), 4_000)).toBeLessThan(nearlyLinear);
  });

  it('is never part of itself, though its own rule tells such findings', () => {
    const move = registry({ ruleId: 'unexpected-source', severity: 'low', message: '12 packages move.' });
    expect(fold(move)).toMatchObject([{ message: '12 packages move.' }]);
    const loss = collision('acme-1', { ...critical, ruleId: 'unexpected-source' });
    expect(fold(move, loss)).toMatchObject([
      { message: 'acme-1 is on both. This includes unexpected-source (requirements.txt:1).' },
    ]);
  });

  it('is one of many in a bounded message', () => {
    const lines = names(200).map((name, line) =>
      mixture({ fingerprint: name, location: at('requirements.txt', line) }),
    );
    const [one, ...more] = fold(collision('acme-1', critical), ...lines);
    expect(more).toEqual([]);
    expect(one?.message).toMatch(/^.{0,160} and 197 more\.$/);
    expect(one?.relatedLocations).toHaveLength(50);
  });
});
