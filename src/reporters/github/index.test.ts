import { describe, expect, it } from 'vitest';
import { contextOf, readReport } from '../../../test/golden/context.ts';
import { readCommands } from '../../../test/support/sinks/runner.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import { readHoldTitle } from '../../model/hold.ts';
import { purl } from '../../model/purl.ts';
import type { Report, Unverified } from '../../model/report.ts';
import { reporter } from './index.ts';

const { recheckAt, ...base } = readReport('pep440');
const [sample] = base.findings;
if (sample === undefined) throw new Error('the report holds no finding');

const findingAt = (severity: Severity, line: number, patch: Partial<Finding> = {}): Finding => ({
  ...sample,
  severity,
  location: { path: 'package.json', startLine: line, startColumn: 2, endLine: line, endColumn: 5 },
  ...patch,
});
const unverifiedOf = (name: string, reason: string): Unverified => ({
  purl: purl('npm', name),
  question: 'existence',
  source: `https://npm.acme.example/${name}`,
  reason,
});
const commandsOf = (patch: Partial<Report>) =>
  readCommands(reporter.render({ ...base, ...patch }, contextOf('pep440'))).filter(
    ({ name }) => !name.endsWith('group'),
  );

describe('annotations', () => {
  it.each([
    ['critical', 'error'],
    ['high', 'error'],
    ['medium', 'warning'],
    ['low', 'notice'],
    ['info', 'notice'],
  ] as const)('show %s as %s', (severity, level) => {
    expect(commandsOf({ findings: [findingAt(severity, 3)] }).map(({ name }) => name)).toEqual([level]);
  });

  it('say for the whole run how long it is held, however many notices there are', () => {
    if (recheckAt === undefined) throw new Error('the report is not held');
    const low = Array.from({ length: 20 }, (_, i) => findingAt('low', i + 1));
    const shown = commandsOf({ findings: low, recheckAt });
    expect(shown).toHaveLength(10);
    const hold = shown.find(({ properties }) => readHoldTitle(properties.get('title') ?? '') !== undefined);
    expect(hold).toMatchObject({ name: 'notice', data: expect.stringContaining('run this again after that') });
    expect(readHoldTitle(hold?.properties.get('title') ?? '')).toEqual(new Date(recheckAt));
    expect(hold?.properties.has('file')).toBe(false);
  });

  it('never show as an error what a rule only observes', () => {
    expect(commandsOf({ findings: [findingAt('critical', 3, { observed: true })] })[0]?.name).toBe('warning');
  });

  it('show nine of a level, the gravest first, and count the rest', () => {
    const high = Array.from({ length: 20 }, (_, i) => findingAt('high', i + 1));
    const shown = commandsOf({ findings: [...high, findingAt('critical', 99)] });
    expect(shown.map(({ properties }) => properties.get('line'))).toEqual([
      '99',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      undefined,
    ]);
    expect(shown.at(-1)?.data).toBe('12 more errors: see the summary.');
  });

  it('leave room for what could not be checked, however many findings there are', () => {
    const findings = Array.from({ length: 20 }, (_, i) => findingAt('high', i + 1));
    const shown = commandsOf({ verdict: 'incomplete', findings, unverified: [unverifiedOf('a', 'answered 503')] });
    expect(shown.map(({ data }) => data.split('\n')[0])).toContain(
      '1 package could not be checked: npm.acme.example: answered 503.',
    );
    expect(shown).toHaveLength(10);
  });

  it('are one for each cause, an error only where the verdict is incomplete', () => {
    const unverified = [
      ...Array.from({ length: 20 }, (_, i) => unverifiedOf(`p${i}`, 'answered 503')),
      unverifiedOf('q', 'timed out'),
    ];
    for (const [verdict, level] of [
      ['incomplete', 'error'],
      ['fail', 'warning'],
      ['pass', 'warning'],
    ] as const) {
      const shown = commandsOf({ verdict, findings: [], unverified });
      expect(shown.map(({ name }) => name)).toEqual([level, level]);
      expect(shown[0]?.data).toMatch(
        /^20 packages could not be checked: npm\.acme\.example: answered 503\.\n.* and 15 more\.$/,
      );
    }
  });

  it.each([
    ['one line', { startLine: 3, startColumn: 2, endLine: 3, endColumn: 5 }, 'file line endLine col endColumn title'],
    ['several lines', { startLine: 3, startColumn: 2, endLine: 4, endColumn: 5 }, 'file line endLine title'],
    ['nothing', { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 }, 'file line endLine title'],
  ])('name the columns of %s as the runner takes them', (_case, region, properties) => {
    const [shown] = commandsOf({ findings: [findingAt('high', 1, { location: { path: 'a,b:c%.json', ...region } })] });
    expect([...(shown?.properties.keys() ?? [])].join(' ')).toBe(properties);
    expect(shown?.properties.get('file')).toBe('a,b:c%.json');
  });

  it('name every rule that tells a finding, however long the message is, and the log says what each tells', () => {
    const told = ['new-publisher', 'recent-release'].map((ruleId) => ({ ...sample, ruleId, message: `By ${ruleId}.` }));
    const finding = { ...sample, message: 'x'.repeat(9000), signals: told };
    const [shown] = commandsOf({ findings: [finding] });
    expect(shown?.data.split('\n')[1]).toBe('Told by new-publisher (critical), recent-release (critical).');
    const lines = reporter.render({ ...base, findings: [finding] }, contextOf('pep440')).split('\n');
    for (const { ruleId } of told) expect(lines.join('\n')).toContain(`critical  ${ruleId}  By ${ruleId}.`);
  });

  it('say what is only observed, in the log too, and how to print a page that has no address', () => {
    const findings = [{ ...sample, observed: true as const, helpUri: '' }];
    const [shown] = commandsOf({ findings });
    expect(shown?.data.split('\n').at(-1)).toBe('observed only · gazetteer explain nonexistent-package · AML.T0060');
    const log = reporter.render({ ...base, findings }, contextOf('pep440'));
    expect(log).toMatch(/^critical {2}\S+ {2}nonexistent-package {2}\(observed only\) pep440 does not exist/m);
  });

  it('say all of the action where the verdict is short, and never more than is read', () => {
    const remediation = `${'Take it from elsewhere. '.repeat(20)}End.`;
    const [short] = commandsOf({ findings: [{ ...sample, remediation }] });
    expect(short?.data.split('\n')[1]).toBe(remediation);
    const [long] = commandsOf({ findings: [{ ...sample, message: 'x'.repeat(9000), remediation: 'y'.repeat(9000) }] });
    expect(long?.data.split('\n').map(({ length }) => length)).toEqual([520, 260, 63]);
  });

  it('say the verdict first, then the action, then where to read more', () => {
    const [shown] = commandsOf({ findings: [sample] });
    expect(shown?.properties.get('title')).toBe('nonexistent-package: pep440');
    expect(shown?.data.split('\n')).toEqual([
      'pep440 does not exist on the npm registry (404, asked twice); a project of that name is on PyPI.',
      'Remove the entry: what is on PyPI is not what would be installed here.',
      'https://gazetteer.example/rules/nonexistent-package · AML.T0060',
    ]);
  });
});
