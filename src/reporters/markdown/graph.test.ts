import { expect, it } from 'vitest';
import { readReport } from '../../../test/golden/context.ts';
import type { Finding } from '../../model/finding.ts';
import { purl } from '../../model/purl.ts';
import { graphSection } from './graph.ts';

const [sample] = readReport('pep440').findings as [Finding];
const brought = (name: string, ...parents: readonly string[]): Finding => ({
  ...sample,
  package: { purl: purl('npm', name, '1.0.0'), ecosystem: 'npm', name, version: '1.0.0' },
  introducedBy: parents.map((one) => purl('npm', one, '2.0.0')),
});

it('draws how packages come in, ways that begin alike as one', () => {
  const lines = graphSection([brought('leaf', 'parent', 'between'), brought('other', 'parent')]);
  expect(lines.filter((line) => line.includes('["'))).toEqual([
    '  n["this repository"]',
    '  nx0["parent#64;2.0.0"]',
    '  nx0x0["between#64;2.0.0"]',
    '  nx0x0x0["leaf#64;1.0.0"]:::critical',
    '  nx0x1["other#64;1.0.0"]:::critical',
  ]);
  expect(lines).toContain('  nx0x0 --> nx0x0x0');
});

it('is left out where nothing is transitive', () => {
  expect(graphSection([sample])).toEqual([]);
});

it('keeps names text, and the picture small enough to be drawn', () => {
  const hostile = `a"]\n\`\`\`\n::error::<b> #quot; ${'\u{1f4a9}'.repeat(200)}`;
  const lines = graphSection(Array.from({ length: 500 }, (_, at) => brought(`${hostile}${at}`, `${at}`, hostile)));
  const picture = lines.join('\n').split('```mermaid')[1] ?? '';
  expect(picture.split('```')).toHaveLength(2);
  expect(picture).not.toMatch(/::error|<b>|"]\n`/);
  expect(picture.length).toBeLessThan(50_000);
  expect(lines.at(-2)).toBe('475 more packages: see the JSON report.');
});
