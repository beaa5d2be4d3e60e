import { expect, it } from 'vitest';
import { type BaselineEntry, readBaseline, renderBaseline } from './baseline.ts';

const entry: BaselineEntry = { fingerprint: 'abc', rule: 'young-package', severity: 'high', path: 'package.json' };

it('is read as it was written, one finding a line', () => {
  const entries: readonly BaselineEntry[] = [entry, { ...entry, fingerprint: 'd', package: 'pkg:npm/a', count: 2 }];
  const text = renderBaseline(entries);
  expect(text.split('\n')).toHaveLength(5);
  expect(readBaseline(text, 'known.json')).toEqual(entries);
  expect(readBaseline(renderBaseline([]), 'known.json')).toEqual([]);
});

const withEntry = (patch: object) => JSON.stringify({ version: 1, findings: [{ ...entry, ...patch }] });

it.each([
  ['', 'is no JSON'],
  ['[]', 'is no baseline of version 1'],
  ['{ "version": 2, "findings": [] }', 'is no baseline'],
  ['{ "version": 1, "findings": {} }', 'is no baseline'],
  ['{ "version": 1, "findings": [null] }', 'findings[0] is no finding'],
  [withEntry({ severity: 'grave' }), 'findings[0] is no finding'],
  [withEntry({ fingerprint: 1 }), 'findings[0] is no finding'],
  [withEntry({ count: 0 }), 'findings[0] is no finding'],
  [withEntry({ package: 'x'.repeat(5000) }), 'findings[0] is no finding'],
])('is refused as %s', (text, problem) => {
  expect(() => readBaseline(text, 'known.json')).toThrow(`known.json: ${problem}`);
});
