import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contextOf, readReport } from '../../../test/golden/context.ts';
import { reportOf } from '../../../test/support/sinks/reports.ts';
import type { Finding } from '../../model/finding.ts';
import { renderPage } from './page.ts';

const context = contextOf('releases');
const report = readReport('releases');
const [sample] = report.findings;
if (sample === undefined) throw new Error('the report holds no finding');

const hashOf = (text: string | undefined): string =>
  `'sha256-${createHash('sha256')
    .update(text ?? '')
    .digest('base64')}'`;
const times = (text: string, piece: string): number => text.split(piece).length - 1;
const many = (length: number, patch: Partial<Finding> = {}): readonly Finding[] =>
  Array.from({ length }, (_, at) => ({ ...sample, ...patch, fingerprint: String(at) }));

describe('the policy of the page', () => {
  it('lets in its own style and script by their hashes, and nothing else', () => {
    const page = renderPage(report, context);
    const [, style] = /<style>([^<]*)<\/style>/.exec(page) ?? [];
    const [, script] = /<script>([^<]*)<\/script>/.exec(page) ?? [];
    expect(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]).toBe(
      `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`,
    );
    expect([times(page, '<script'), times(page, '<style'), times(page, ' style=')]).toEqual([1, 1, 0]);
  });
});

describe('limits', () => {
  it('tell the gravest in full and count the others by rule', () => {
    const grave = many(100, { severity: 'critical' });
    const page = renderPage(
      reportOf({ verdict: 'fail', findings: [...many(1_400, { severity: 'low' }), ...grave] }),
      context,
    );
    expect(times(page, '<article ')).toBe(500);
    expect(times(page, 'class="finding critical"')).toBe(100);
    expect(page).toContain('1,000 more findings');
    expect(page).toContain(
      `<th scope="row">${sample.ruleId}</th><td>0</td><td>0</td><td>0</td><td>1,000</td><td>0</td>`,
    );
  });

  it('hold for all of the findings together, however much one says', () => {
    const item = { fact: 'x', source: 'y', observed: 'present', value: '<'.repeat(500) } as const;
    const evidence = Array.from({ length: 30 }, () => item);
    const page = renderPage(reportOf({ verdict: 'fail', findings: many(500, { evidence }) }), context);
    const shown = times(page, '<article ');
    expect(page.length).toBeLessThan(5_000_000);
    expect(shown).toBeGreaterThan(20);
    expect(page).toContain(`${500 - shown} more findings`);
  });

  it('name thousands of packages that are not verified, and count the others', () => {
    const unverified = Array.from({ length: 9_000 }, (_, at) => ({
      ...{ path: `file-${at}.json`, question: 'content', source: `file-${at}.json`, reason: 'it is too large' },
    }));
    const page = renderPage(reportOf({ verdict: 'incomplete', unverified }), context);
    expect(times(page, '<li><code>file-')).toBe(5_000);
    expect(page).toContain('4,000 more files: see the JSON report.');
  });
});

it('leaves out sections that have nothing to say', () => {
  const page = renderPage(reportOf({}), context);
  expect([...page.matchAll(/<section id="([a-z]+)"/g)].map(([, id]) => id)).toEqual(['findings', 'run']);
  expect(page).toContain('Nothing found.');
});

it('shows the line with what is meant, and lists no evidence twice', () => {
  const page = renderPage(report, context);
  expect(page).toContain('&quot;<mark>node_modules/left-flow</mark>&quot;');
  expect(times(page, 'postinstall: node setup.js')).toBe(1);
});

it('sets each technique under its tactics, in the order of ATLAS, and one that is unknown apart', () => {
  const technique = { id: 'AML.T9999', name: 'Unheard of', basis: 'asserted', stance: 'enables' } as const;
  const findings = [sample, { ...sample, atlas: { ...sample.atlas, techniques: [technique] } }];
  const page = renderPage(reportOf({ verdict: 'fail', findings }), context);
  const columns = [...page.matchAll(/<li class="(touched|untouched)"><h3>([^<]*)/g)].map(([, kind, name]) => [
    kind,
    name?.trim(),
  ]);
  expect(columns.slice(0, 4)).toEqual([
    ['untouched', 'Reconnaissance'],
    ['untouched', 'Resource Development'],
    ['touched', 'Initial Access'],
    ['untouched', 'AI Model Access'],
  ]);
  expect(columns).toHaveLength(17);
  expect(columns.at(-1)).toEqual(['touched', 'Of no tactic in this release']);
});
