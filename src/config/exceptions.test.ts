import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Exception } from '../model/policy.ts';
import { applyExceptions, type ExceptionTarget } from './exceptions.ts';

const now = new Date('2027-01-31T23:59:59Z');

const exception = (parts: Partial<Exception>): Exception => ({
  rule: 'young-package',
  reason: 'reviewed',
  expires: '2027-06-30',
  ...parts,
});

const finding = (name: string, version?: string, ecosystem = 'npm'): ExceptionTarget => ({
  ruleId: 'young-package',
  package: { ecosystem, name, ...(version === undefined ? {} : { version }) },
  location: { path: 'services/api/package.json' },
});

const isAccepted = (one: Exception, target: ExceptionTarget): boolean =>
  applyExceptions([one], [target], now).suppressed.length === 1;

describe('applyExceptions', () => {
  it.each<[Partial<Exception>, ExceptionTarget]>([
    [{}, finding('left-pad')],
    [{ package: 'pkg:npm/left-pad' }, finding('left-pad', '1.3.0')],
    [{ package: 'pkg:npm/left-pad@1.3.0' }, finding('left-pad', '1.3.0')],
    [{ package: 'pkg:npm/%40acme/*' }, finding('@acme/tools', '1.0.0')],
    [{ package: 'pkg:npm/@acme/*' }, finding('@acme/tools')],
    [{ package: 'pkg:npm/*' }, finding('@acme/tools')],
    [{ package: 'pkg:npm/%40acme/t*s@1.0.0%2Bbuild' }, finding('@acme/tools', '1.0.0+build')],
    [{ package: 'pkg:npm/left-pad@1.3.0' }, { ...finding('left-pad'), basis: { lockedOnly: '1.3.0' } }],
    [{ path: 'services/**' }, finding('left-pad')],
    [{ path: '**/package.json', package: 'pkg:npm/left-*' }, finding('left-pad')],
    [{ expires: '2027-01-31' }, finding('left-pad')],
    [{}, { ...finding('x'), package: null }],
  ])('%j accepts %j', (parts, target) => {
    expect(isAccepted(exception(parts), target)).toBe(true);
  });

  it.each<[Partial<Exception>, ExceptionTarget]>([
    [{ rule: 'recent-release' }, finding('left-pad')],
    [{ package: 'pkg:npm/left-pad' }, finding('left-pad-2')],
    [{ package: 'pkg:npm/left-pad' }, finding('left-pad', '1.3.0', 'pypi')],
    [{ package: 'pkg:npm/left-pad@1.3.0' }, finding('left-pad', '1.3.1')],
    [{ package: 'pkg:npm/left-pad@1.3.0' }, finding('left-pad')],
    [{ package: 'pkg:npm/left-pad@1.3.0' }, { ...finding('left-pad'), basis: { lockedOnly: '1.3.1' } }],
    [{ package: 'pkg:npm/left-pad@1.3.0' }, { ...finding('left-pad', '1.3.1'), basis: { lockedOnly: '1.3.0' } }],
    [{ package: 'pkg:npm/left.pad' }, finding('leftxpad')],
    [{ package: 'pkg:npm/%40acme/*' }, finding('@acme-evil/tools')],
    [{ package: 'pkg:npm/*' }, { ...finding('x'), package: null }],
    [{ package: 'no purl' }, finding('left-pad')],
    [{ path: 'services/*.json' }, finding('left-pad')],
    [{ expires: '2027-01-30' }, finding('left-pad')],
  ])('%j does not accept %j', (parts, target) => {
    expect(isAccepted(exception(parts), target)).toBe(false);
  });

  it('tells what expired, what is unused and what gave the reason', () => {
    const first = exception({ package: 'pkg:npm/a' });
    const second = exception({ package: 'pkg:npm/*', path: 'services/**' });
    const expired = exception({ expires: '2026-12-31' });
    const unused = exception({ package: 'pkg:npm/z' });
    const kept = { ...finding('a'), ruleId: 'yanked-version' };
    const outcome = applyExceptions([expired, first, second, unused], [finding('a'), kept, finding('b')], now);
    expect(outcome).toEqual({
      kept: [kept],
      suppressed: [
        { finding: finding('a'), exception: first },
        { finding: finding('b'), exception: second },
      ],
      expired: [expired],
      unused: [unused],
    });
  });

  it('loses no finding and no exception', () => {
    const names = fc.constantFrom('a', 'b', '*', '__proto__');
    const exceptions = fc.array(
      fc.record({
        rule: fc.constantFrom('young-package', '__proto__'),
        package: names.map((name) => `pkg:npm/${name}`),
        reason: fc.constant('x'),
        expires: fc.constantFrom('2020-01-01', '2030-01-01'),
      }),
    );
    fc.assert(
      fc.property(exceptions, fc.array(names.map((name) => finding(name))), (written, findings) => {
        const { kept, suppressed, expired, unused } = applyExceptions(written, findings, now);
        expect(kept.length + suppressed.length).toBe(findings.length);
        expect(expired.length + unused.length).toBeLessThanOrEqual(written.length);
        for (const { exception: used } of suppressed) expect([...expired, ...unused]).not.toContain(used);
      }),
    );
  });
});
