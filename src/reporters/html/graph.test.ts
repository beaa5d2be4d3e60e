import { expect, it } from 'vitest';
import { readReport } from '../../../test/golden/context.ts';
import type { Finding } from '../../model/finding.ts';
import { purl } from '../../model/purl.ts';
import { growGraph } from '../ways.ts';
import { graphSection } from './graph.ts';

const [sample] = readReport('releases').findings;
if (sample === undefined) throw new Error('the report holds no finding');

const through = (name: string, ...parents: readonly string[]): Finding => ({
  ...sample,
  package: { purl: purl('npm', name), ecosystem: 'npm', name },
  introducedBy: parents.map((one) => purl('npm', one)),
});
const boxes = (findings: readonly Finding[]): number => graphSection(findings)?.body.text.split('<rect ').length ?? 0;

it('joins ways as long as they are the same', () => {
  const root = growGraph([
    { steps: ['a', 'b', 'c'], severity: 'high' },
    { steps: ['a', 'b', 'd'], severity: 'low' },
    { steps: ['a', 'b'], severity: 'info' },
  ]);
  const [a] = root.children.values();
  const [b] = a?.children.values() ?? [];
  expect([root.children.size, a?.severity, b?.severity]).toEqual([1, undefined, 'info']);
  expect([...(b?.children.values() ?? [])].map(({ label, severity }) => [label, severity])).toEqual([
    ['c', 'high'],
    ['d', 'low'],
  ]);
});

it('is left out where nothing is transitive', () => {
  const { introducedBy: _, ...direct } = sample;
  expect(graphSection([direct])).toBeUndefined();
});

it('leaves out the middle of a long way', () => {
  const parents = Array.from({ length: 30 }, (_, at) => `parent-${at}`);
  const text = graphSection([through('leaf', ...parents)])?.body.text ?? '';
  expect(text).toContain('<code>… 26 between</code>');
  expect([0, 1, 28, 29].filter((at) => !text.includes(`<code>parent-${at}</code>`))).toEqual([]);
  expect(boxes([through('leaf', ...parents)]) - 1).toBe(7);
});

it('draws so many packages, and counts the others', () => {
  const findings = Array.from({ length: 5_000 }, (_, at) => through(`leaf-${at}`, 'parent'));
  const section = graphSection(findings);
  expect(section?.count).toBe(5_000);
  expect(boxes(findings) - 1).toBe(42);
  expect(section?.body.text).toContain('4,960 more packages: see the JSON report.');
});
