import { describe, expect, it } from 'vitest';
import { privateRegistry, publicRegistry, type RuleInput, runRule } from '../../../test/support/rules.ts';
import { purl } from '../../model/purl.ts';
import { rule } from './index.ts';

const missing = { package: { state: 'absent', proof: '404, asked twice' } } as const;
const slip = {
  slip: { state: 'present', value: { name: 'express', purl: purl('npm', 'express'), slip: 'one doubled letter' } },
} as const;

const only = (input: RuleInput) => {
  const drafts = runRule(rule, input);
  expect(drafts).toHaveLength(1);
  return drafts[0];
};

describe('what it says', () => {
  it('names the registry', () => {
    const draft = only({ subject: { dependency: { name: 'pep440' } }, facts: missing });
    expect(draft?.message).toBe('pep440 does not exist on the npm registry (asked twice).');
  });

  it('names every other ecosystem that has the name', () => {
    const found = [
      { ecosystem: 'pypi', title: 'PyPI', source: 'https://pypi.example/' },
      { ecosystem: 'cargo', title: 'crates.io', source: 'https://crates.example/' },
    ];
    const draft = only({ facts: { ...missing, elsewhere: { state: 'present', value: { found } } } });
    expect(draft?.message).toContain('; PyPI and crates.io have a package of that name.');
    expect(draft?.evidence.map(({ fact }) => fact)).toEqual(['package', 'elsewhere']);
  });

  it('does not speak of other ecosystems that did not answer', () => {
    const draft = only({ facts: { ...missing, elsewhere: { state: 'unknown', reason: '503' } } });
    expect(draft?.evidence.map(({ fact }) => fact)).toEqual(['package']);
  });

  it('names a private registry by its host, never by its address', () => {
    const registries = [{ ...privateRegistry, url: 'https://user:secret@npm.acme.example/path' }, publicRegistry];
    const draft = only({ subject: { registries, privateBy: 'left-*' }, facts: missing });
    expect(draft?.message).toBe('left-pad does not exist on npm.acme.example (asked twice).');
  });

  it('admits that a hidden package would answer alike', () => {
    const draft = only({ subject: { dependency: { name: '@acme/x' }, mayHide: true }, facts: missing });
    expect(draft).toMatchObject({ confidence: 'medium', message: expect.stringContaining('a private package') });
  });
});

describe('what it cites', () => {
  it('is the invented name, as a precondition', () => {
    const draft = only({ facts: missing });
    expect(draft?.atlas ?? rule.meta.atlas).toMatchObject({
      techniques: [{ id: 'AML.T0060', basis: 'case-study', stance: 'enables' }, { id: 'AML.T0062' }],
      caseStudies: ['AML.CS0022'],
    });
    expect(draft?.aboutAi ?? rule.meta.aboutAi).toBe(true);
    expect(draft?.suggestion).toBeUndefined();
  });

  it('is no invention where it plainly is a slip of the keyboard', () => {
    const draft = only({ subject: { dependency: { name: 'expresss' } }, facts: { ...missing, ...slip } });
    expect(draft?.atlas?.techniques.map(({ id }) => id)).toEqual(['AML.T0010.001', 'AML.T0074']);
    expect(draft?.atlas?.caseStudies).toEqual([]);
    expect(draft).toMatchObject({
      aboutAi: false,
      suggestion: { purl: 'pkg:npm/express', replacement: 'express' },
      message: expect.stringContaining('It differs from express by one doubled letter.'),
    });
  });
});

it.each([
  { own: true },
  { registries: [] },
  { privateBy: 'left-*' },
  { privateBy: 'left-*', registries: [publicRegistry] },
])('is silent for %j', (subject) => {
  expect(runRule(rule, { subject, facts: { ...missing, ...slip } })).toEqual([]);
});
