import { expect, it } from 'vitest';
import type { BaselineEntry } from '../config/baseline.ts';
import { defaultPolicy } from '../config/defaults.ts';
import { listKnown, openBaseline } from './baseline.ts';
import type { JudgedFinding } from './evaluate.ts';

const finding = (patch: Partial<JudgedFinding> = {}) =>
  ({
    ruleId: 'yanked-version',
    fingerprint: 'f1',
    severity: 'medium',
    location: { path: 'package.json' },
    package: null,
    ...patch,
  }) as JudgedFinding;

const open = (entries: readonly BaselineEntry[], locked: readonly string[] = []) =>
  openBaseline({ path: 'known.json', entries }, { ...defaultPolicy, locked });

it('takes as many as it counted, and none that is graver or of another rule', () => {
  const entries = listKnown([finding(), finding({ severity: 'low' })], defaultPolicy);
  expect(entries).toEqual([
    { fingerprint: 'f1', rule: 'yanked-version', severity: 'medium', path: 'package.json', count: 2 },
  ]);
  const { isKnown, notes } = open(entries);
  expect(isKnown(finding({ severity: 'high' }))).toBe(false);
  expect(isKnown(finding({ ruleId: 'young-package' }))).toBe(false);
  expect(notes()).toMatchObject([
    { path: 'known.json', message: expect.stringMatching(/^1 entry .*yanked-version of package/) },
  ]);
  expect([finding(), finding(), finding()].map(isKnown)).toEqual([true, true, false]);
  expect(notes()).toEqual([]);
});

it.each(['known-malicious', 'changed-integrity', 'gate-changed'])('neither lists nor takes %s', (ruleId) => {
  const one = finding({ ruleId });
  expect(listKnown([one], defaultPolicy)).toEqual([]);
  expect(open([{ fingerprint: 'f1', rule: ruleId, severity: 'critical', path: 'x' }]).isKnown(one)).toBe(false);
});

it('takes nothing of a rule whose exceptions are locked', () => {
  const entries = listKnown([finding()], defaultPolicy);
  expect(open(entries, ['exceptions.yanked-version']).isKnown(finding())).toBe(false);
  expect(open(entries, ['exceptions']).isKnown(finding())).toBe(false);
  expect(open(entries, ['exceptions.young-package']).isKnown(finding())).toBe(true);
});
