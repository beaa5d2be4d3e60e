import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../test/support/rules.ts';
import { auditWith, ruleOf, sign, subject, told, type World } from '../../test/support/signs.ts';
import { defaultPolicy } from '../config/defaults.ts';
import type { Stance } from '../model/atlas.ts';
import type { Severity } from '../model/finding.ts';
import type { Exception } from '../model/policy.ts';
import type { AnyRule, Draft } from '../model/rule.ts';
import { fails, recheckTime } from './decide.ts';

describe('signs of one release', () => {
  it.each<[number, readonly string[], Severity]>([
    [1, ['new-publisher'], 'medium'],
    [2, ['new-publisher', 'recent-release'], 'high'],
    [3, ['new-publisher', 'recent-release', 'version-jump'], 'critical'],
    [5, ['new-publisher', 'recent-release', 'version-jump', 'lost-provenance', 'unadopted-package'], 'critical'],
  ])('of which there are %d are one finding', (_, ids, severity) => {
    const findings = auditWith(ids.map((id) => sign(id)));
    expect(findings.map((one) => one.severity)).toEqual([severity]);
  });

  it('are told by the most telling, with the words of the others in order', () => {
    const order = [
      'new-young-dependency',
      'new-install-script',
      'lost-provenance',
      'new-publisher',
      'version-jump',
      'version-downgrade',
      'unadopted-package',
      'recent-release',
    ];
    for (const ids of [order, order.toReversed()]) {
      const [one, ...more] = auditWith(ids.map((id) => sign(id)));
      expect(more).toEqual([]);
      expect(one).toMatchObject({
        ruleId: 'new-young-dependency',
        helpUri: 'https://rules.example/new-young-dependency',
        package: { purl: 'pkg:npm/left-pad@1.3.0' },
        message: `Told by new-young-dependency. Also: ${order
          .slice(1)
          .map((id) => `words of ${id} (${id})`)
          .join('; ')}.`,
        remediation: order.map((id) => `Do as ${id} says.`).join(' '),
      });
      expect(one?.evidence.map(({ value }) => value)).toEqual(order);
    }
    for (const [at, id] of order.slice(0, -1).entries())
      expect(
        auditWith(
          order
            .slice(at)
            .toReversed()
            .map((other) => sign(other)),
        )[0]?.ruleId,
      ).toBe(id);
  });

  it('are led by those that have a place before those that have none', () => {
    expect(told(auditWith([sign('acme-rule'), sign('recent-release')]))).toEqual(['high recent-release']);
  });

  it('never make a finding less grave, and are as sure as the least sure of them', () => {
    const findings = auditWith([
      sign('new-publisher', { severity: 'low', confidence: 'medium' }),
      sign('recent-release', { severity: 'critical' }),
    ]);
    expect(findings).toMatchObject([{ ruleId: 'new-publisher', severity: 'critical', confidence: 'medium' }]);
  });

  it('say the same evidence, remedy and place once', () => {
    const same: Partial<Draft> = {
      evidence: [{ fact: 'release', source: 'registry', observed: 'present', value: 'same' }],
      remediation: 'Wait.',
      related: [{ ...subject.at, message: 'the same line' }],
    };
    const [one] = auditWith([sign('new-publisher', same), sign('recent-release', same)]);
    expect(one?.evidence).toHaveLength(1);
    expect(one?.relatedLocations).toHaveLength(1);
    expect(one?.remediation).toBe('Wait.');
  });

  it('of other releases and packages are apart', () => {
    const subjects = [subject, subjectOf({ dependency: { name: 'right-pad', version: '1.3.0' } })];
    expect(told(auditWith([sign('new-publisher')], { subjects }))).toHaveLength(2);
    const rules = [sign('new-publisher'), sign('recent-release', { version: '1.4.0' })];
    expect(told(auditWith(rules))).toEqual(['medium new-publisher', 'medium recent-release']);
  });

  it('of a manifest and its lockfile are those of one release', () => {
    const location = { path: 'npm.lock', startLine: 9, startColumn: 1, endLine: 9, endColumn: 2 };
    const locked = subjectOf({
      fileRole: 'lockfile',
      at: location,
      dependency: { name: 'left-pad', version: '1.3.0', location },
    });
    const findings = auditWith([sign('new-publisher'), sign('recent-release')], { subjects: [locked, subject] });
    expect(findings).toMatchObject([{ severity: 'high', location: { path: 'package.json' } }]);
    expect(findings[0]?.relatedLocations.map(({ path }) => path)).toEqual(['npm.lock']);
  });
});

it('lists what each rule says alone, and unites what they cite', () => {
  const technique = (id: string, stance: Stance) => ({ id, basis: 'asserted', stance }) as const;
  const citing = (id: string, stance: Stance) => ({
    techniques: [technique('AML.T0010.001', stance), technique(id, stance)],
    caseStudies: ['AML.CS0047'],
    mitigations: [{ id: 'AML.M0023', basis: 'asserted' } as const],
  });
  const [one] = auditWith([
    sign('recent-release', { atlas: citing('AML.T0060', 'enables'), cwe: ['CWE-1357'], attack: ['T1195.002'] }),
    sign('new-publisher', { atlas: citing('AML.T0062', 'indicates'), cwe: ['CWE-506', 'CWE-1357'], attack: ['T1059'] }),
  ]);
  expect(one?.signals).toMatchObject([
    { ruleId: 'new-publisher', severity: 'medium', message: 'Told by new-publisher.', evidence: [{}] },
    { ruleId: 'recent-release', severity: 'medium', helpUri: 'https://rules.example/recent-release' },
  ]);
  expect(one?.atlas.techniques.map(({ id, stance }) => `${id} ${stance}`)).toEqual([
    'AML.T0010.001 indicates',
    'AML.T0062 indicates',
    'AML.T0060 enables',
  ]);
  expect(one?.atlas.caseStudies).toHaveLength(1);
  expect(one?.atlas.mitigations).toHaveLength(1);
  expect([one?.cwe, one?.attack]).toEqual([
    ['CWE-506', 'CWE-1357'],
    ['T1059', 'T1195.002'],
  ]);
  expect(auditWith([sign('new-publisher')])[0]).not.toHaveProperty('signals');
});

describe('a discount', () => {
  const soon = '2026-03-11T00:00:00.000Z';
  const later = '2026-03-17T00:00:00.000Z';
  const whole = { severity: 'critical', course: [{ at: soon, severity: 'high' }, { at: later }] } as const;
  const discounted = sign('recent-release', {
    severity: 'high',
    course: [{ at: soon, severity: 'medium' }, { at: later }],
    signal: { words: '', undiscounted: whole },
  });

  it('is taken back by another sign', () => {
    expect(auditWith([discounted])).toMatchObject([{ severity: 'high', recheckAt: soon }]);
    const both = [discounted, sign('new-publisher', { severity: 'low' })];
    expect(auditWith(both)).toMatchObject([{ severity: 'critical', recheckAt: soon }]);
  });

  it('stays where the other one is no sign', () => {
    const both = [discounted, ruleOf('new-publisher', { severity: 'low' })];
    expect(auditWith(both)).toMatchObject([
      {
        ruleId: 'recent-release',
        severity: 'high',
        recheckAt: soon,
        message: 'Told by recent-release. Also: Told by new-publisher (new-publisher).',
      },
    ]);
  });

  it('never undoes what the configuration grades', () => {
    const policy = { rules: { 'recent-release': { severity: 'low' } } } as const;
    const both = [discounted, sign('new-publisher', { severity: 'low' })];
    expect(auditWith(both, { policy })).toMatchObject([{ severity: 'high', recheckAt: later }]);
  });
});

describe('what is no sign', () => {
  const exception = (rule: string): Exception => ({
    rule,
    package: 'pkg:npm/left-pad',
    reason: 'known',
    expires: '2030-01-01',
  });
  const rules = [sign('new-publisher'), sign('recent-release')];
  const both = ['medium new-publisher', 'medium recent-release'];

  it.each<[string, readonly AnyRule[], World, readonly string[]]>([
    ['what is accepted', rules, { policy: { exceptions: [exception('new-publisher')] } }, ['medium recent-release']],
    [
      'what leads and is accepted',
      [...rules, sign('version-jump')],
      { policy: { exceptions: [exception('new-publisher')] } },
      ['high version-jump'],
    ],
    [
      'what is switched off',
      rules,
      { policy: { rules: { 'recent-release': { severity: 'off' } } } },
      ['medium new-publisher'],
    ],
    ['what is only observed', rules, { policy: { rules: { 'new-publisher': { mode: 'observe' } } } }, both],
    [
      'what is hardly sure',
      [sign('new-publisher', { confidence: 'low' }), sign('recent-release')],
      {},
      both.toReversed(),
    ],
    ['what its rule calls none', [ruleOf('new-publisher'), sign('recent-release')], {}, ['medium recent-release']],
    ['what its rule calls none, alone', [ruleOf('new-publisher')], {}, ['medium new-publisher']],
    [
      'what stands in text',
      rules,
      { subjects: [{ ...subject, fileRole: 'prose' }] },
      ['info new-publisher', 'info recent-release'],
    ],
  ])('is %s', (_, given, world, expected) => {
    expect(told(auditWith(given, world))).toEqual(expected);
  });

  it('is told apart from what merely waits, and with all else', () => {
    const many = { least: 4, message: 'wait', remediation: 'Wait.' };
    const held = sign('recent-release', { severity: 'high', cause: { key: 'a', name: 'a', many } });
    const quiet = ruleOf('new-publisher', { severity: 'low' });
    expect(told(auditWith([held, quiet]))).toEqual(['high recent-release', 'low new-publisher']);
    const [one, ...more] = auditWith([held, quiet, sign('version-jump')]);
    expect(more).toEqual([]);
    expect(one?.signals?.map(({ ruleId }) => ruleId)).toEqual(['version-jump', 'recent-release', 'new-publisher']);
    expect(one?.severity).toBe('high');
  });

  it('is what is less sure than what fails a run, which then fails as it does alone', () => {
    const rules = [
      sign('unadopted-package', { confidence: 'medium' }),
      sign('recent-release', { severity: 'high', course: [{ at: '2026-03-11T00:00:00.000Z' }] }),
    ];
    const whole = auditWith(rules);
    expect(whole.map(({ severity, confidence }) => [severity, confidence])).toEqual([['high', 'medium']]);
    const policy = { ...defaultPolicy, failOnConfidence: 'high' } as const;
    const apart = auditWith(rules, { policy });
    expect(told(apart)).toEqual(['high recent-release', 'medium unadopted-package']);
    expect(apart.map((one) => fails(one, policy))).toEqual([true, false]);
    expect(recheckTime(apart, policy)).toBe('2026-03-11T00:00:00.000Z');
  });

  it('keeps an observed finding observed', () => {
    const findings = auditWith([...rules, sign('version-jump')], {
      policy: { rules: { 'new-publisher': { mode: 'observe' } } },
    });
    expect(findings.map(({ ruleId, severity, observed }) => [ruleId, severity, observed])).toEqual([
      ['version-jump', 'high', undefined],
      ['new-publisher', 'medium', true],
    ]);
  });

  it('is still one where the configuration grades it lower', () => {
    const findings = auditWith(rules, { policy: { rules: { 'new-publisher': { severity: 'low' } } } });
    expect(told(findings)).toEqual(['high new-publisher']);
  });
});

describe('the time of the next look', () => {
  const soon = '2026-03-11T00:00:00.000Z';
  const later = '2026-03-17T00:00:00.000Z';

  it.each<[string, readonly AnyRule[], string | undefined]>([
    ['that of the sign that passes', [sign('new-publisher'), sign('recent-release', { course: [{ at: soon }] })], soon],
    ['none where all stay', [sign('new-publisher'), sign('version-jump')], undefined],
    [
      'the first of several',
      [sign('new-young-dependency', { course: [{ at: later }] }), sign('recent-release', { course: [{ at: soon }] })],
      soon,
    ],
    [
      'none where those that stay are as grave',
      [sign('new-publisher', { severity: 'high' }), sign('recent-release', { course: [{ at: soon }] })],
      undefined,
    ],
    [
      'that after which two are left of three',
      [sign('new-publisher'), sign('version-jump'), sign('recent-release', { course: [{ at: soon }] })],
      soon,
    ],
    [
      'none where three are left of four',
      [
        sign('new-publisher'),
        sign('version-jump'),
        sign('lost-provenance'),
        sign('recent-release', { course: [{ at: soon }] }),
      ],
      undefined,
    ],
    [
      'that at which the sign passes, and not that at which it softens',
      [
        sign('new-install-script'),
        sign('recent-release', { severity: 'high', course: [{ at: soon, severity: 'medium' }, { at: later }] }),
      ],
      later,
    ],
    [
      'that at which it is no sign any more, whatever grade it keeps',
      [sign('new-publisher'), sign('recent-release', { signal: { words: '', until: soon }, course: [{ at: later }] })],
      soon,
    ],
    [
      'the first after which less is left, whatever softens before',
      [
        sign('new-publisher', { severity: 'low' }),
        sign('recent-release', { severity: 'critical', course: [{ at: soon, severity: 'high' }, { at: later }] }),
      ],
      soon,
    ],
    ['its own where it is alone', [sign('recent-release', { course: [{ at: soon }] })], soon],
  ])('is %s', (_, rules, expected) => {
    expect(auditWith(rules).map(({ recheckAt }) => recheckAt)).toEqual([expected]);
  });
});

it('shows no credentials that signs speak of', () => {
  const words = 'brought by https://user:hunter2@npm.acme.example/x.tgz';
  const [one] = auditWith([sign('new-publisher'), ruleOf('recent-release', { words })]);
  expect(one?.message).toContain('npm.acme.example/x.tgz');
  expect(one?.message).not.toContain('hunter2');
});
