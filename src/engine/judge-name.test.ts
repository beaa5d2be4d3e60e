import { describe, expect, it } from 'vitest';
import { names } from '../app/names.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { assessName } from './assess-name.ts';
import { judgeName } from './judge-name.ts';

const now = new Date('2026-11-21T00:00:00Z');

function judge(ecosystem: string, name: string) {
  const assessment = assessName({ ecosystem, name }, names, { ecosystems, now, ignoresAdoption: false });
  const { verdict, known, suggestions } = judgeName(assessment, undefined, now);
  return { verdict, known, suggested: suggestions.map(({ purl }) => purl) };
}

describe('what is suggested', () => {
  it.each([
    ['odf', 'unremarkable', 'pkg:pypi/odfpy'],
    ['weaviate', 'unremarkable', 'pkg:pypi/weaviate-client'],
    ['sklearn', 'unremarkable', 'pkg:pypi/scikit-learn'],
    ['bs4', 'unremarkable', 'pkg:pypi/beautifulsoup4'],
    ['tdqm', 'suspicious', 'pkg:pypi/tqdm'],
    ['sklear', 'suspicious', 'pkg:pypi/scikit-learn'],
  ])('for %s, which is %s: %s', (name, verdict, first) => {
    const found = judge('pypi', name);
    expect(found).toMatchObject({ verdict });
    expect(found.suggested[0]).toBe(first);
    expect(found.suggested).not.toContain('pkg:pypi/sklearn');
  });

  it.each([
    ['pypi', 'requests'],
    ['pypi', 'scikit-learn'],
    ['npm', 'react'],
    ['npm', 'preact'],
    ['npm', 'request'],
  ])('is nothing for a name that is in use: %s %s', (ecosystem, name) => {
    expect(judge(ecosystem, name)).toEqual({ verdict: 'unremarkable', known: true, suggested: [] });
  });

  it('is nothing for a registered name whose meaning is not evident', () => {
    const found = judge('pypi', 'easy-ansi');
    expect(found).toEqual({ verdict: 'unremarkable', known: true, suggested: [] });
  });

  it('is a real scope for one with a slip', () => {
    expect(judge('npm', '@typs/node').suggested[0]).toBe('pkg:npm/%40types/node');
  });
});
