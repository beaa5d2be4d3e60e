import { describe, expect, it } from 'vitest';
import { contextOf, readReport } from '../../../test/golden/context.ts';
import { purl } from '../../model/purl.ts';
import { reporter } from './index.ts';

const report = readReport('pep440');
const print = (patch: Parameters<typeof contextOf>[1]): string => reporter.render(report, contextOf('pep440', patch));

describe('text', () => {
  it('prints findings and the verdict alone when it is to be quiet', () => {
    const output = print({ quiet: true });
    expect(output).toContain('critical[nonexistent-package]');
    expect(output).not.toContain('suppressed');
    expect(output).not.toContain('requests');
    expect(output.trimEnd().split('\n').slice(-2).join(' ')).toMatch(/^Failed: 3 findings .* confidence\.$/);
  });

  it('names what nobody answered also when it is to be quiet', () => {
    const packages = [purl('npm', 'left-pad', '1.0.0')];
    const notifications = [
      { level: 'note', message: 'nobody knows', packages, unanswered: 'advisories' },
      { level: 'warning', message: 'all the same', packages },
    ] as const;
    const unverified = [{ purl: purl('npm', 'six'), question: 'age', source: 'npm.acme.example', reason: 'silent' }];
    const output = reporter.render({ ...report, notifications, unverified }, contextOf('pep440', { quiet: true }));
    expect(output).toContain('Notes\n  note: nobody knows\n    left-pad@1.0.0\n');
    expect(output).toContain('1 package (age): npm.acme.example: silent\n    six\n');
    expect(output).not.toContain('all the same');
  });

  it('prints evidence, changes, hosts and what is suppressed when it is to be verbose', () => {
    const output = print({ verbose: true });
    for (const words of [
      '= seen: package absent: 404',
      '+ pep440',
      'npm.acme.example: 9 requests, 31 kB, 400 ms, 3 cache hits, 1 retry',
      'until 2026-03-31: ',
    ]) {
      expect(output).toContain(words);
    }
  });

  it('lists what is suppressed with its reason, the first ten of many unless everything is asked for', () => {
    expect(print({})).toContain('Suppressed: 1 finding\n');
    const [item] = report.suppressed;
    if (item === undefined) throw new Error('nothing is suppressed');
    const suppressed = Array.from({ length: 1200 }, () => item);
    const many = (verbose: boolean) => reporter.render({ ...report, suppressed }, contextOf('pep440', { verbose }));
    const listed = (text: string) => text.split(`until ${item.exception.expires}: ${item.exception.reason}`).length - 1;
    expect(listed(many(false))).toBe(10);
    expect(many(false)).toContain('Suppressed: 1,200 findings\n');
    expect(many(false)).toContain('  1,190 more: --verbose lists them\n');
    expect(listed(many(true))).toBe(1200);
  });

  it('names the command that prints the page of a rule whose address nobody knows', () => {
    const findings = report.findings.map((finding) => ({ ...finding, helpUri: '' }));
    const output = reporter.render({ ...report, findings }, contextOf('pep440', {}));
    expect(output).toContain('= see: gazetteer explain nonexistent-package\n');
    expect(output).not.toContain('https://gazetteer.example');
  });

  it('lists the hosts where it is asked to, also when it is to be quiet', () => {
    expect(print({})).not.toContain('Hosts');
    const words = print({ explainRequests: true, quiet: true });
    expect(words).toContain('Hosts\n  npm.acme.example: 9 requests');
    expect(words).not.toContain('suppressed');
  });

  it('colours the severity and the underline, and nothing else changes', () => {
    const esc = String.fromCharCode(27);
    const output = print({ color: true });
    expect(output).toContain(`${esc}[1;31mcritical[nonexistent-package]${esc}[0m`);
    expect(output).toContain(`${esc}[1;31m^^^^^^${esc}[0m`);
    expect(output.replace(new RegExp(`${esc}\\[[0-9;]*m`, 'g'), '')).toBe(print({}));
  });

  it.each([50, 60, 80, 120])('keeps to %i columns, addresses apart', (width) => {
    const lines = print({ width, verbose: true }).split('\n');
    const wide = lines.filter((line) => line.length > width && !line.includes('https://') && !/^ {2}[+~-] /.test(line));
    expect(wide).toEqual([]);
  });

  it('leaves out the excerpt where the line is not at hand', () => {
    const output = print({ line: () => undefined });
    expect(output).toContain('--> package.json:7:6');
    expect(output).not.toContain('^^^');
  });

  it('fills its lines with names, however many there are', () => {
    const unverified = Array.from({ length: 300 }, (_, at) => ({
      purl: purl('npm', `package-${at}`),
      ...{ question: 'existence', source: 'npm.acme.example', reason: 'silent' },
    }));
    const output = reporter.render({ ...report, unverified }, contextOf('pep440'));
    const names = output.split('\n').filter((line) => line.startsWith('    package-'));
    expect(names.slice(0, -1).filter((line) => line.length < 65)).toEqual([]);
    expect(names.join(' ').match(/package-\d+/g)).toHaveLength(300);
  });

  it('counts one place as one', () => {
    const [first] = report.findings;
    if (first === undefined) throw new Error('the report holds no finding');
    const places = Array.from({ length: 6 }, (_, at) => ({ ...first.location, startLine: at + 1, message: 'here' }));
    const findings = [{ ...first, relatedLocations: places }];
    expect(reporter.render({ ...report, findings }, contextOf('pep440'))).toContain('= also: 1 more place\n');
  });
});
