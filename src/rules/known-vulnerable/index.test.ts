import { expect, it } from 'vitest';
import { type FactLiterals, runRule } from '../../../test/support/rules.ts';
import type { AdvisorySeverity, Vulnerability } from '../../model/advisory.ts';
import type { VulnerabilitiesFact } from '../../model/rule.ts';
import { rule } from './index.ts';

const dependency = { version: '1.3.0' };
const one = (id: string, patch: Partial<Vulnerability> = {}): Vulnerability => ({ id, aliases: [], ...patch });
const facts = (value: VulnerabilitiesFact): FactLiterals => ({ vulnerabilities: { state: 'present', value } });
const check = (value: VulnerabilitiesFact, more: FactLiterals = {}) =>
  runRule(rule, { subject: { dependency }, facts: { ...facts(value), ...more } });

it.each<[AdvisorySeverity | undefined, string]>([
  ['critical', 'medium'],
  ['high', 'medium'],
  ['medium', 'low'],
  ['low', 'info'],
  [undefined, 'info'],
])('grades %s as %s', (severity, graded) => {
  const list = [one('GHSA-1', severity === undefined ? {} : { severity }), one('GHSA-2')];
  expect(check({ list })).toMatchObject([{ severity: graded, version: '1.3.0' }]);
});

it('names three and counts the others, with all of them in the evidence', () => {
  const list = ['1', '2', '3', '4', '5'].map((id) =>
    one(`GHSA-${id}`, {
      severity: 'high',
      aliases: [`CVE-2026-${id}`, 'OSV-1'],
      fixedIn: '1.4.0',
      summary: 'a\n flaw.',
    }),
  );
  const [draft] = check({ list, fixedIn: '1.4.0' });
  expect(draft?.message).toBe(
    'left-pad 1.3.0 has 5 known vulnerabilities: GHSA-1 (CVE-2026-1, high), GHSA-2 (CVE-2026-2, high), GHSA-3 (CVE-2026-3, high) and 2 more.',
  );
  expect(draft?.evidence[0]?.value).toContain('GHSA-5 (CVE-2026-5, high): fixed in 1.4.0: a flaw');
  expect(draft?.remediation).toBe('Take 1.4.0 or later: it is the lowest version that fixes all of them.');
});

it.each<[string, readonly (boolean | undefined)[], string]>([
  ['brings it in', [true], 'left-pad 1.3.0 has a known vulnerability: GHSA-0 (no severity); the change brings it in.'],
  ['brings them in', [true, true], '; the change brings them in.'],
  ['brings in some', [true, false, true], '; the change brings in 2 of them.'],
  ['brings in none', [false, false], '; the version before had the same.'],
  ['may bring them in', [true, undefined], 'GHSA-1 (no severity).'],
])('says that the change %s', (_, fresh, words) => {
  const list = fresh.map((isNew, at) => one(`GHSA-${at}`, isNew === undefined ? {} : { isNew }));
  const [draft] = check({ list });
  expect(draft?.message).toContain(words);
  expect(draft?.remediation).toContain('No later version');
});

it('speaks of the release that would be installed', () => {
  const release: FactLiterals = { release: { state: 'present', value: { version: '1.3.7' } } };
  expect(check({ list: [one('GHSA-1')] }, release)).toMatchObject([{ version: '1.3.7' }]);
});

it('bounds what records of anybody bring into a message', () => {
  const long = 'x'.repeat(100_000);
  const aliases = [`CVE-${long}`];
  const list = Array.from({ length: 500 }, (_, at) => one(`${at}${long}`, { aliases, summary: long, fixedIn: long }));
  const [draft] = check({ list, fixedIn: long });
  expect(draft?.message.length).toBeLessThan(400);
  expect(draft?.remediation.length).toBeLessThan(200);
  expect(draft?.evidence[0]?.value.length).toBeLessThan(600);
});

it.each<[string, object, FactLiterals]>([
  ['a clean release', {}, facts({ list: [] })],
  ['an unknown one', {}, { vulnerabilities: { state: 'unknown', reason: 'it is silent' } }],
  ['no release of a registry', { registries: [] }, facts({ list: [one('GHSA-1')] })],
])('is silent on %s', (_, subject, literals) => {
  expect(runRule(rule, { subject: { dependency, ...subject }, facts: literals })).toEqual([]);
});
