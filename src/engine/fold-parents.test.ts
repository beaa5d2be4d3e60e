import { describe, expect, it } from 'vitest';
import { readReport } from '../../test/golden/context.ts';
import type { Finding } from '../model/finding.ts';
import { purl } from '../model/purl.ts';
import { foldByParent } from './fold-parents.ts';

const [sample] = readReport('pep440').findings as [Finding];

const brought = (name: string, patch: Partial<Finding> = {}): Finding => ({
  ...sample,
  package: { purl: purl('npm', name, '1.0.0'), ecosystem: 'npm', name, version: '1.0.0' },
  message: `${name} does not exist.`,
  introducedBy: [purl('npm', 'parent', '2.0.0'), purl('npm', 'between', '1.0.0')],
  location: { ...sample.location, path: 'package-lock.json', startLine: name.length },
  fingerprint: `of ${name}`,
  ...patch,
});
const names = ['ash', 'birch', 'cedar', 'damson', 'elder', 'fir-tree', 'gorse'];

describe('what one parent brings in', () => {
  it('is one finding, with all names and places in it', () => {
    const [one, ...more] = foldByParent(names.map((name) => brought(name)));
    expect(more).toEqual([]);
    expect(one?.message).toBe(
      'ash does not exist. The same holds for 6 more that parent 2.0.0 brings in: birch 1.0.0, cedar 1.0.0, damson 1.0.0, elder 1.0.0, fir-tree 1.0.0 and 1 more.',
    );
    expect(one?.evidence[0]?.value).toBe(names.map((name) => `${name} 1.0.0`).join(', '));
    expect(one?.packages?.map(({ package: { name }, introducedBy }) => [name, introducedBy?.[0]])).toEqual(
      names.map((name) => [name, purl('npm', 'parent', '2.0.0')]),
    );
    expect(one?.relatedLocations.map(({ startLine }) => startLine)).toEqual(
      expect.arrayContaining(names.slice(1).map(({ length }) => length)),
    );
  });

  it.each<[string, readonly Finding[]]>([
    ['three', names.slice(0, 3).map((name) => brought(name))],
    ['other parents', names.map((name) => brought(name, { introducedBy: [purl('npm', name)] }))],
    ['other rules', names.map((name) => brought(name, { ruleId: name }))],
    ['another standing', names.map((name, at) => brought(name, at < 4 ? {} : { severity: 'low' })).slice(1)],
    [
      'direct ones',
      names.map((name) => {
        const { introducedBy: _, ...rest } = brought(name);
        return rest;
      }),
    ],
  ])('%s stay as they are', (_, findings) => {
    expect(foldByParent(findings)).toEqual(findings);
  });

  it('names the parent as text, whatever it is called', () => {
    const hostile = names.map((name) => brought(name, { introducedBy: [purl('npm', 'a`b\n::error::', '1')] }));
    expect(foldByParent(hostile)[0]?.message).not.toMatch(/\n/);
  });
});
