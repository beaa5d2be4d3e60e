import { describe, expect, it } from 'vitest';
import { auditWith, sign, told } from '../../test/support/signs.ts';
import type { AnyRule } from '../model/rule.ts';

describe('what honest projects do, too', () => {
  const does = (id: string): AnyRule =>
    sign(id, { severity: 'low', signal: { words: '', countsAs: 'ordinary' }, message: `${id} saw it, as usual.` });
  const [native, handed, byHand] = [does('new-install-script'), does('new-publisher'), does('lost-provenance')];
  const week = '2026-03-17T12:00:00Z';
  const isYoung = (many?: { readonly message: string; readonly remediation: string }): AnyRule =>
    sign('recent-release', {
      ...(many && { cause: { key: 'young', name: 'left-pad', many } }),
      course: [{ at: week, severity: 'low' }],
      signal: { words: '', until: week, countsAs: 'age' },
    });
  const waits = isYoung({ message: 'wait.', remediation: 'Wait.' });

  it.each<[string, readonly AnyRule[], readonly string[]]>([
    ['nothing alone', [native], ['low new-install-script']],
    ['nothing beside an age', [native, isYoung()], ['medium new-install-script']],
    ['one beside another sign', [native, sign('new-publisher')], ['high new-publisher']],
    ['one beside a sign and an age', [native, sign('new-publisher'), isYoung()], ['critical new-publisher']],
    ['one beside several signs', [native, handed, sign('lost-provenance')], ['high lost-provenance']],
    ['one where there are two', [native, handed], ['low new-install-script']],
    ['one where there are two beside an age', [native, handed, isYoung()], ['high new-install-script']],
    ['one where there are three', [native, handed, byHand, isYoung()], ['high new-install-script']],
    ['nothing beside a sign of the same rule', [native, sign('new-install-script')], ['medium new-install-script']],
  ])('counts as %s', (_, rules, expected) => {
    for (const order of [rules, rules.toReversed()]) {
      const found = told(auditWith(order));
      expect(found.filter((one) => !one.startsWith('low') || expected.includes(one))).toEqual(expected);
    }
  });

  it('leaves a release that merely waits to the list of those that do, unless there are two', () => {
    expect(told(auditWith([native, waits]))).toEqual(['medium recent-release', 'low new-install-script']);
    const [one, ...more] = auditWith([native, handed, waits]);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ ruleId: 'new-install-script', severity: 'high', recheckAt: week });
  });

  it('is told with what makes it ordinary', () => {
    const [one] = auditWith([native, sign('new-publisher')]);
    expect(one?.message).toBe('Told by new-publisher. Also: new-install-script saw it, as usual (new-install-script).');
  });
});
