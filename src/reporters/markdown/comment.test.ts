import { describe, expect, it } from 'vitest';
import { contextOf, readReport } from '../../../test/golden/context.ts';
import { purl } from '../../model/purl.ts';
import type { Report, Unverified } from '../../model/report.ts';
import { isTold, renderComment } from './comment.ts';

const context = contextOf('pep440');
const found = readReport('pep440');
const clean: Report = { ...readReport('clean'), suppressed: [] };
const unverified: Unverified = {
  purl: purl('npm', 'pep440'),
  question: 'existence',
  source: 'https://npm.acme.example/pep440',
  reason: 'answered 503',
};
const print = (report: Report, previous?: string): string =>
  renderComment(report, context, { run: undefined, previous });
const named = print(found);

describe('a comment', () => {
  it('says that what it named is resolved, once and for all runs that find nothing', () => {
    const resolved = print(clean, named);
    expect(resolved).toContain('## Gazetteer: resolved\n\nWhat this comment named before is not found any more.\n');
    expect(print(clean, resolved)).toBe(resolved);
    expect(print(clean, print(clean))).toContain('## Gazetteer: passed');
  });

  it('says so of what never failed the run, too', () => {
    const harmless: Report = { ...found, verdict: 'pass', findings: found.findings.slice(-1) };
    expect(print(harmless)).toContain('## Gazetteer: passed');
    expect(print(clean, print(harmless))).toContain('## Gazetteer: resolved');
  });

  it.each([
    ['a registry', { unverified: [unverified] }],
    [
      'an advisory service',
      { notifications: [{ level: 'warning', message: 'advisories were not consulted', unanswered: 'advisories' }] },
    ],
  ] as const)('resolves nothing while %s does not answer', (_who, patch) => {
    const comment = print({ ...clean, ...patch }, named);
    expect(comment).toContain('## Gazetteer: passed');
    expect(comment).not.toContain('is not found any more');
  });

  it('does not call gone what an exception accepts', () => {
    const suppressed = found.findings.map((one) => ({ ...one, exception: { reason: 'ours', expires: '2026-12-31' } }));
    expect(print({ ...clean, suppressed }, named)).toContain('is not found any more, or accepted by exceptions.');
  });

  it('is begun by what is found and by what could not be verified, whatever the verdict', () => {
    expect([found, { ...clean, unverified: [unverified] }, clean].map(isTold)).toEqual([true, true, false]);
  });
});
