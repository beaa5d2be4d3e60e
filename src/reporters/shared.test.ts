import { describe, expect, it } from 'vitest';
import { readReport } from '../../test/golden/context.ts';
import { reportOf } from '../../test/support/sinks/reports.ts';
import type { Finding } from '../model/finding.ts';
import { rankFindings } from '../model/finding.ts';
import { purl } from '../model/purl.ts';
import type { Notification, Verdict } from '../model/report.ts';
import { causeReason, causeSentence, firstSubjects, groupByCause, notedPackages, subjectLines } from './causes.ts';
import { bytes, coverageSentence, duration, moment, verdictSentence } from './phrases.ts';

const policy = { failOn: 'high', failOnConfidence: 'medium', onUnverified: 'fail' };
const [sample] = readReport('pep440').findings;
if (sample === undefined) throw new Error('the report holds no finding');
const at = (path: string, startLine: number) => ({ path, startLine, startColumn: 1, endLine: startLine, endColumn: 2 });

describe('rankFindings', () => {
  it('orders by severity, confidence and place', () => {
    const make = (severity: Finding['severity'], confidence: Finding['confidence'], path: string, line: number) => ({
      ...sample,
      severity,
      confidence,
      location: at(path, line),
    });
    const ranked = [
      make('critical', 'medium', 'z.json', 9),
      make('high', 'high', 'b.json', 1),
      make('high', 'medium', 'a.json', 1),
      make('high', 'medium', 'a.json', 2),
      make('info', 'high', 'a.json', 1),
    ];
    expect(rankFindings(ranked.toReversed())).toEqual(ranked);
  });
});

describe('groupByCause', () => {
  const ask = (name: string, question: string, reason: string) => ({
    purl: purl('npm', name),
    path: 'package.json',
    question,
    source: `https://npm.acme.example/${name}`,
    reason,
  });
  const file = (path: string, reason: string) => ({ path, question: 'content', source: path, reason });

  it('makes one of all that one host could not say for one reason', () => {
    const [cause, ...rest] = groupByCause([
      ask('b', 'existence', 'answered 503'),
      ask('a', 'existence', 'answered 503'),
      ask('a', 'age', 'answered 503'),
    ]);
    expect(rest).toEqual([]);
    expect(cause).toMatchObject({ kind: 'package', subjects: ['a', 'b'], questions: ['age', 'existence'] });
    expect(cause && causeSentence(cause)).toBe('2 packages could not be checked: npm.acme.example: answered 503');
    expect(cause && firstSubjects(cause, 1)).toBe('a and 1 more');
    expect(cause && [subjectLines(cause, 100), subjectLines(cause, 1)]).toEqual([['a, b'], ['a', 'b']]);
  });

  it('keeps reasons, hosts and files apart, the largest first', () => {
    const causes = groupByCause([
      file('a.json', 'too large'),
      ask('a', 'existence', 'timed out'),
      ask('b', 'existence', 'npm.acme.example answered 503'),
      ask('c', 'existence', 'npm.acme.example answered 503'),
      { question: 'content', source: 'change', reason: 'more than 3,000 files' },
    ]);
    expect(causes.map((cause) => `${cause.kind} ${causeReason(cause)}`)).toEqual([
      'package npm.acme.example answered 503',
      'file too large',
      'question more than 3,000 files',
      'package npm.acme.example: timed out',
    ]);
  });
});

describe('phrases', () => {
  it.each([
    [0, '0 B'],
    [34_300, '34 kB'],
    [999_600, '1.0 MB'],
    [1_240_000, '1.2 MB'],
  ])('%i bytes are %s', (n, said) => expect(bytes(n)).toBe(said));

  it.each([
    [85.4, '85 ms'],
    [1240, '1.2 s'],
  ])('%d ms are %s', (ms, said) => expect(duration(ms)).toBe(said));

  it.each([
    ['2026-04-05T08:30:00.000Z', '2026-04-05 08:30 UTC'],
    ['2026-04-05T08:30:00Z', '2026-04-05 08:30 UTC'],
    ['soon', 'soon'],
  ])('the moment %s is said as %s', (time, said) => expect(moment(time)).toBe(said));

  it.each([
    ['pass', [], [], 'Passed: nothing found.'],
    ['pass', ['low'], [], 'Passed: 1 finding (1 low), which does not fail this run.'],
    ['pass', [], ['a'], 'Passed: nothing found; 1 package not verified.'],
    ['incomplete', ['low'], ['a', 'b'], 'Incomplete: 2 packages not verified, 1 finding (1 low).'],
    [
      'fail',
      ['high', 'high', 'low'],
      ['a'],
      'Failed: 3 findings (2 high, 1 low), 1 package not verified. This run fails at high with at least medium confidence.',
    ],
  ] as const)('says of %s with %j and %j: %s', (verdict, severities, names, said) => {
    const findings = severities.map((severity) => ({ ...sample, severity }));
    const unverified = names.map((name) => ({ purl: purl('npm', name), question: 'age', source: 'x', reason: 'y' }));
    expect(verdictSentence(reportOf({ verdict, findings, unverified }), policy)).toBe(said);
  });

  const note = (unanswered: 'advisories' | 'details' | undefined, ...names: readonly string[]): Notification => ({
    level: 'warning',
    message: 'm',
    packages: names.map((name) => purl('npm', name)),
    ...(unanswered === undefined ? {} : { unanswered }),
  });

  it.each<[Verdict, readonly Notification[], string]>([
    ['pass', [note(undefined, 'a')], 'Passed: nothing found.'],
    ['pass', [note('advisories', 'a')], 'Passed: nothing found, but advisories of 1 package were not answered.'],
    [
      'pass',
      [note('advisories', 'a', 'b'), note('advisories', 'b', 'c'), note('details', 'a')],
      'Passed: nothing found, but advisories of 3 packages were not answered and details of 1 package are not known.',
    ],
    [
      'incomplete',
      [note('advisories', 'a')],
      'Incomplete: not everything could be checked, nothing found, and advisories of 1 package were not answered.',
    ],
    [
      'fail',
      [note('details', 'a')],
      'Failed: nothing found, and details of 1 package are not known. This run fails at high with at least medium confidence.',
    ],
  ])('says with the verdict %s what nobody answered', (verdict, notifications, said) => {
    expect(verdictSentence(reportOf({ verdict, notifications }), policy)).toBe(said);
  });

  it('names the first packages of a notification, and counts the others', () => {
    expect(notedPackages(note(undefined))).toBeUndefined();
    expect(notedPackages(note(undefined, 'b', 'a'), (name) => `<${name}>`)).toBe('<b>, <a>');
    const many = Array.from({ length: 1_022 }, (_, at) => `p${at}`);
    expect(notedPackages(note(undefined, ...many))).toBe('p0, p1, p2, p3, p4, p5, p6, p7, p8, p9 and 1,012 more');
  });

  it('says what was looked at and what was not', () => {
    expect(coverageSentence(reportOf({}))).toBe('No dependency file changed.');
    const file = { path: 'a', format: 'package-json', dependencies: 3, unparsed: 1 };
    const change = { purl: purl('npm', 'a'), scope: 'runtime', path: 'a', location: at('a', 1) } as const;
    const coverage = { files: [file], skipped: [{ path: 'b', reason: 'too large' }] };
    expect(coverageSentence(reportOf({ coverage }))).toBe(
      '1 dependency file read, no dependency added or changed. 1 entry not understood, 1 file skipped.',
    );
    const changes = [
      { ...change, kind: 'added', direct: true },
      { ...change, kind: 'added', direct: false },
      { ...change, kind: 'removed', direct: true },
    ] as const;
    expect(coverageSentence(reportOf({ coverage: { ...coverage, skipped: [] }, changes }))).toBe(
      '2 added or changed packages (1 transitive) in 1 file audited. 1 entry not understood.',
    );
  });
});
