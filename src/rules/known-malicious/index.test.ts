import { expect, it } from 'vitest';
import { type FactLiterals, runRule } from '../../../test/support/rules.ts';
import type { PackageFact, ReleaseFact } from '../../model/registry.ts';
import type { AdoptionFact } from '../../model/rule.ts';
import { rule } from './index.ts';

const old = '2015-01-01T00:00:00Z';
const malware = { malware: { state: 'present', value: { ids: ['MAL-2026-1'] } } } as const;
const pkg = (patch: Partial<PackageFact> = {}): FactLiterals => ({
  package: {
    state: 'present',
    value: { name: 'left-pad', status: 'active', versions: [], removedVersions: [], firstPublishedAt: old, ...patch },
  },
});
const release = (patch: Partial<ReleaseFact> = {}): FactLiterals => ({
  release: { state: 'present', value: { version: '1.3.0', publishedAt: old, ...patch } },
});

it.each<[string, FactLiterals, string]>([
  ['a placeholder', pkg({ status: 'security-placeholder' }), 'replaced it'],
  ['a quarantine', pkg({ status: 'quarantined' }), 'quarantined it'],
  ['an unpublished package', pkg({ status: 'unpublished' }), 'unpublished'],
  ['a removed release', pkg({ removedVersions: ['1.3.0'] }), 'removed the release'],
  ['a young package', pkg({ firstPublishedAt: '2026-02-20T00:00:00Z' }), 'the package is younger'],
  ['a young release', { ...pkg(), ...release({ publishedAt: '2026-03-01T00:00:00Z' }) }, 'the release is younger'],
  ['a release of the future', { ...pkg(), ...release({ publishedAt: '2027-03-01T00:00:00Z' }) }, 'is younger'],
])('is critical with %s', (_, facts, words) => {
  const drafts = runRule(rule, { subject: { dependency: { version: '1.3.0' } }, facts: { ...malware, ...facts } });
  expect(drafts).toMatchObject([{ severity: 'critical', message: expect.stringContaining(words), version: '1.3.0' }]);
  expect(drafts[0]?.atlas?.techniques.map(({ stance }) => stance)).toEqual(['observed', 'observed']);
});

it.each<[string, FactLiterals]>([
  ['an old release of an old package', { ...pkg(), ...release() }],
  ['another removed version', { ...pkg({ removedVersions: ['1.2.0'] }), ...release() }],
  ['nothing else known', {}],
])('is high with %s', (_, facts) => {
  const drafts = runRule(rule, { subject: { dependency: { version: '1.3.0' } }, facts: { ...malware, ...facts } });
  expect(drafts).toMatchObject([
    { severity: 'high', message: expect.stringContaining('nothing else corroborates it') },
  ]);
  expect(drafts[0]?.atlas?.techniques.map(({ stance }) => stance)).toEqual(['indicates', 'indicates']);
});

it('names three advisories and counts the others', () => {
  const ids = ['MAL-1', 'MAL-2', 'MAL-3', 'MAL-4', 'MAL-5'];
  const [draft] = runRule(rule, { facts: { malware: { state: 'present', value: { ids } } } });
  expect(draft?.message).toContain('MAL-1, MAL-2, MAL-3 and 2 more');
  expect(draft?.evidence[0]?.value).toBe(ids.join(', '));
});

it('holds for first-party names too, and not for what no registry serves', () => {
  expect(runRule(rule, { subject: { own: true }, facts: malware })).toHaveLength(1);
  expect(runRule(rule, { subject: { registries: [] }, facts: malware })).toEqual([]);
});

const wide = { malware: { state: 'present', value: { ids: ['MAL-2026-1'], isWide: true } } } as const;
const served = pkg({ versions: [{ version: '1.3.0' }] });
const adoption = (patch: Partial<AdoptionFact> = {}): FactLiterals => ({
  adoption: {
    state: 'present',
    value: { isKnown: true, isUsed: true, isEstablished: true, errorRate: 0, ...patch },
  },
});

it.each<[string, FactLiterals, 'critical' | 'high', 'medium' | undefined]>([
  ['an old release, widely used and served', {}, 'high', 'medium'],
  ['an advisory on this very version', malware, 'high', undefined],
  ['a package that few use', adoption({ isUsed: false }), 'high', undefined],
  ['a package whose name another one had', adoption({ isOfFormer: true }), 'high', undefined],
  ['nothing known of its use', { adoption: { state: 'unknown', reason: 'no list' } }, 'high', undefined],
  ['a release that is served no more', pkg({ versions: [{ version: '1.2.0' }] }), 'high', undefined],
  ['a release that was removed', pkg({ removedVersions: ['1.3.0'] }), 'critical', undefined],
  ['a release without a time', release({ publishedAt: 'x' }), 'high', undefined],
  ['a young release', release({ publishedAt: '2026-03-01T00:00:00Z' }), 'high', 'medium'],
])('doubts what is said of every version, or not: %s', (_, facts, severity, confidence) => {
  const all = { ...wide, ...served, ...release(), ...adoption(), ...facts };
  const [draft] = runRule(rule, { subject: { dependency: { version: '1.3.0' } }, facts: all });
  expect([draft?.severity, draft?.confidence]).toEqual([severity, confidence]);
  expect(draft?.message.includes('look for a second source')).toBe(confidence === 'medium');
});
