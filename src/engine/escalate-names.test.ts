import { describe, expect, it } from 'vitest';
import { factsOf, subjectOf } from '../../test/support/rules.ts';
import { auditWith, sign, subject, told } from '../../test/support/signs.ts';
import type { Severity } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { AnyRule, Draft } from '../model/rule.ts';

describe('what is about the name', () => {
  const cause = { key: 'left-pad', name: 'left-pad', anyVersion: true } as const;
  const aside = (id: string, draft: Partial<Draft> = {}): AnyRule =>
    sign(id, { severity: 'high', cause, ...draft, signal: { words: '', countsAs: 'nothing' } });
  const young = (draft: Partial<Draft> = {}): AnyRule =>
    sign('young-package', { severity: 'medium', cause, ...draft, signal: { words: '', countsAs: 'age' } });
  const aged = sign('recent-release', { signal: { words: '', countsAs: 'age' } });

  it('is told with the signs of the release, and raises their number by nothing', () => {
    const rules = [sign('version-jump'), aside('young-package'), aside('lookalike-name', { confidence: 'medium' })];
    const [one, ...more] = auditWith(rules);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      ruleId: 'lookalike-name',
      severity: 'high',
      confidence: 'medium',
      message:
        'Told by lookalike-name. Also: words of version-jump (version-jump); words of young-package (young-package).',
    });
    expect(auditWith([sign('version-jump'), aside('young-package', { severity: 'medium' })])).toMatchObject([
      { severity: 'medium' },
    ]);
  });

  it('is one finding where nothing speaks against the release', () => {
    expect(told(auditWith([aside('young-package'), aside('lookalike-name')]))).toEqual(['high lookalike-name']);
  });

  it.each<[string, readonly AnyRule[], Severity]>([
    ['the age of the name and that of the release', [young(), aged], 'medium'],
    ['an age and another sign', [young(), sign('version-jump')], 'high'],
    ['both ages and another sign', [young(), aged, sign('version-jump')], 'high'],
    ['both ages and two others', [young(), aged, sign('version-jump'), sign('new-install-script')], 'critical'],
  ])('counts once: %s', (_, rules, severity) => {
    expect(auditWith(rules).map((one) => one.severity)).toEqual([severity]);
  });

  it('falls when the last of what is as grave does', () => {
    const [week, month, quarter] = ['2026-03-17T00:00:00Z', '2026-04-09T00:00:00Z', '2026-06-09T00:00:00Z'];
    const rules = [
      young({ severity: 'high', course: [{ at: month, severity: 'medium' }, { at: quarter }] }),
      sign('recent-release', { course: [{ at: week }], signal: { words: '', until: week, countsAs: 'age' } }),
      sign('version-jump'),
    ];
    // With `version-jump` the age of the name is a second sign as long as it is told.
    expect(auditWith(rules)).toMatchObject([{ severity: 'high', recheckAt: quarter }]);
    expect(auditWith(rules.slice(0, 2))).toMatchObject([{ severity: 'high', recheckAt: month }]);
  });

  it('stands with the gravest release of several, and where the name is asked for', () => {
    const location = { path: 'npm.lock', startLine: 9, startColumn: 1, endLine: 9, endColumn: 2 };
    const lockedAs = (version: string) =>
      subjectOf({ fileRole: 'lockfile', at: location, dependency: { name: 'left-pad', version, location } });
    const { version: _, ...rest } = subject.dependency;
    const subjects = [{ ...subject, dependency: rest }, lockedAs('1.2.0'), lockedAs('1.3.0')];
    const only = (version: string, rule: AnyRule): AnyRule => ({
      ...rule,
      check: (one, facts, options) =>
        one.kind === 'dependency' && one.dependency.version === version
          ? rule.check(one, facts, options).map((draft) => ({ ...draft, version }))
          : [],
    });
    const named: AnyRule = {
      ...aside('lookalike-name'),
      check: () =>
        aside('lookalike-name')
          .check(subject, factsOf(), {})
          .map(({ version: __, ...draft }) => draft),
    };
    const findings = auditWith(
      [named, only('1.2.0', aged), only('1.3.0', aged), only('1.3.0', sign('new-publisher'))],
      { subjects },
    );
    expect(told(findings)).toEqual(['high lookalike-name', 'medium recent-release']);
    expect(findings[0]).toMatchObject({
      package: { purl: 'pkg:npm/left-pad@1.3.0' },
      location: { path: 'package.json' },
      signals: [{ ruleId: 'lookalike-name' }, { ruleId: 'new-publisher' }, { ruleId: 'recent-release' }],
    });
    expect(findings[0]?.relatedLocations.map(({ path }) => path)).toEqual(['npm.lock']);
  });

  it('takes no sign from one release where another one seems graver', () => {
    const of = (version: string) => subjectOf({ dependency: { name: 'left-pad', version } });
    const only = (version: string, rule: AnyRule): AnyRule => ({
      ...rule,
      check: (one, facts, options) =>
        one.kind === 'dependency' && one.dependency.version === version
          ? rule.check(one, facts, options).map((draft) => ({ ...draft, version }))
          : [],
    });
    const decoy = only('0.1.0', sign('recent-release', { signal: { words: '', countsAs: 'age' } }));
    const jump = only('99.9.9', sign('version-jump', { confidence: 'medium' }));
    const subjects = [of('0.1.0'), of('99.9.9')];
    expect(told(auditWith([young(), decoy, jump], { subjects }))).toEqual([
      'high version-jump',
      'medium recent-release',
    ]);
    // Both are graver by it: each is told it, under a rule and an id of its own.
    const others = ['new-publisher', 'lost-provenance'].map((id) => only('0.1.0', sign(id)));
    const rules = [young(), aside('lookalike-name', { severity: 'medium' }), decoy, jump, ...others];
    const findings = auditWith(rules, { subjects });
    expect(told(findings)).toEqual(['critical lookalike-name', 'high version-jump']);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
  });

  it('of another package is told apart', () => {
    const subjects = [subject, subjectOf({ dependency: { name: 'right-pad', version: '1.3.0' } })];
    const of = (name: string, rule: AnyRule): AnyRule => ({
      ...rule,
      check: (one, facts, options) =>
        one.kind === 'dependency' && one.dependency.name === name ? rule.check(one, facts, options) : [],
    });
    const rules = [of('left-pad', aside('lookalike-name')), of('right-pad', sign('new-publisher'))];
    expect(told(auditWith(rules, { subjects }))).toEqual(['high lookalike-name', 'medium new-publisher']);
  });

  it.each<[string, Partial<Policy>, readonly string[]]>([
    [
      'accepted',
      { exceptions: [{ rule: 'young-package', package: 'pkg:npm/left-pad', reason: 'known', expires: '2030-01-01' }] },
      ['high lookalike-name'],
    ],
    ['switched off', { rules: { 'young-package': { severity: 'off' } } }, ['high lookalike-name']],
    [
      'only observed',
      { rules: { 'young-package': { mode: 'observe' } } },
      ['high lookalike-name', 'high young-package'],
    ],
  ])('hides nothing else where it is %s', (_, policy, expected) => {
    const rules = [aside('lookalike-name'), aside('young-package'), sign('new-publisher'), aged];
    expect(told(auditWith(rules, { policy }))).toEqual(expected);
    const [one] = auditWith(rules, { policy });
    expect(one?.signals?.map(({ ruleId }) => ruleId)).toEqual(['lookalike-name', 'new-publisher', 'recent-release']);
  });
});
