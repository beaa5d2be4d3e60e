import { describe, expect, it } from 'vitest';
import { privateRegistry, publicRegistry, type RuleInput, runRule } from '../../../test/support/rules.ts';
import { purl } from '../../model/purl.ts';
import { rule } from './index.ts';

const missing = { package: { state: 'absent', proof: '404, asked twice' } } as const;
const slip = {
  lookalike: {
    state: 'present',
    value: {
      name: 'express',
      purl: purl('npm', 'express'),
      rank: 30,
      kind: 'doubled',
      words: 'a letter stands twice',
      isOffered: true,
      confidence: 'high',
    },
  },
} as const;
const there = (name: string, firstPublishedAt: string) =>
  ({
    target: {
      state: 'present',
      value: { name, status: 'active', versions: [{ version: '1.0.0' }], removedVersions: [], firstPublishedAt },
    },
  }) as const;
const old = '2015-01-01T00:00:00Z';

/** Meanings, the likeliest first, and why the name looks invented. */
const meaningOf = (invention: { kind: string; words: string } | undefined, ...meant: [string, number, string?][]) =>
  ({
    meaning: {
      state: 'present',
      value: {
        ...(invention === undefined ? {} : { invention }),
        meanings: meant.map(([name, score, ecosystem = 'npm']) => ({
          name,
          ecosystem,
          purl: purl(ecosystem, name),
          kind: 'missing-affix',
          why: 'the same name with other words around it',
          score,
          isOffered: score >= 0.7,
        })),
      },
    },
  }) as const;

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
    const facts = { ...missing, ...slip, ...there('express', old) };
    const draft = only({ subject: { dependency: { name: 'expresss' } }, facts });
    expect(draft?.atlas?.techniques.map(({ id }) => id)).toEqual(['AML.T0010.001', 'AML.T0074']);
    expect(draft?.atlas?.caseStudies).toEqual([]);
    expect(draft).toMatchObject({
      aboutAi: false,
      suggestion: { purl: 'pkg:npm/express', replacement: 'express' },
      message: expect.stringContaining('It is like express, but for a slip: a letter stands twice.'),
    });
  });
});

it.each<[string, string, string, boolean]>([
  ['lodahs', 'lodash', 'word', true],
  ['lodash4', 'lodash', 'word', false],
  ['expresss-auth', 'express', 'affix-and-edit', false],
  ['rеact', 'react', 'confusable', true],
])('%s is a slip for %s where it is %s: %s', (own, name, kind, isSlip) => {
  const value = {
    name,
    purl: purl('npm', name),
    rank: 9,
    kind,
    words: '',
    isOffered: true,
    confidence: 'high',
  } as const;
  const facts = { ...missing, lookalike: { state: 'present', value }, ...there(name, old) } as const;
  expect(only({ subject: { dependency: { name: own } }, facts })?.message.includes('but for a slip')).toBe(isSlip);
});

describe('what was probably meant', () => {
  const conflation = { kind: 'conflation', words: 'it joins the names of two packages, "react" and "codeshift"' };

  it('is told with the reason, ranked, and the likeliest is offered', () => {
    const facts = {
      ...missing,
      ...meaningOf(conflation, ['jscodeshift', 0.9], ['requests', 0.8, 'pypi'], ['codeshift-cli', 0.6]),
      ...there('jscodeshift', old),
    };
    const draft = only({ subject: { dependency: { name: 'react-codeshift' } }, facts });
    expect(draft?.message).toBe(
      'react-codeshift does not exist on the npm registry (asked twice). It looks invented: it joins the names of two packages, "react" and "codeshift". Perhaps meant: jscodeshift, codeshift-cli.',
    );
    expect(draft).toMatchObject({
      suggestion: { purl: 'pkg:npm/jscodeshift', replacement: 'jscodeshift' },
      remediation: 'Write jscodeshift if that is the package that was meant, else remove the entry.',
    });
    expect(draft?.aboutAi ?? rule.meta.aboutAi).toBe(true);
    expect(draft?.evidence.map(({ fact }) => fact)).toEqual(['package', 'meaning']);
  });

  it.each([
    ['was not asked for', {}, 'no registry has confirmed that it exists'],
    ['is young', there('jscodeshift', '2026-02-01T00:00:00Z'), 'it is not known to be 90 days old'],
    ['is another', there('codeshift', old), 'no registry has confirmed that it exists'],
  ])('is offered as no replacement where it %s', (_, target, words) => {
    const draft = only({ facts: { ...missing, ...meaningOf(conflation, ['jscodeshift', 0.9]), ...target } });
    expect(draft?.message).toContain('jscodeshift');
    expect(draft?.remediation).toBe(`Remove the entry; jscodeshift may have been meant, but ${words}.`);
    expect(draft).not.toHaveProperty('suggestion');
  });

  it('is offered as no replacement where it is not likely', () => {
    const facts = { ...missing, ...meaningOf(conflation, ['jscodeshift', 0.6]), ...there('jscodeshift', old) };
    expect(only({ facts })).not.toHaveProperty('suggestion');
    expect(only({ facts })?.remediation).toMatch(/^Remove the entry, or take the name from the documentation/);
  });

  it('is nothing where the language itself brings it', () => {
    const module = { kind: 'standard-library', words: '"fs" is a module of Node itself: nothing is to be installed' };
    const draft = only({ facts: { ...missing, ...meaningOf(module, ['fs-extra', 0.9]), ...there('fs-extra', old) } });
    expect(draft?.message).toContain('nothing is to be installed.');
    expect(draft).not.toHaveProperty('suggestion');
    expect(draft?.remediation).toMatch(/^Remove the entry/);
  });

  it('is a slip, and no invention, where letters differ', () => {
    const typo = { kind: 'typo', words: '"express" may be meant: two letters swapped' };
    const draft = only({ facts: { ...missing, ...meaningOf(typo, ['express', 0.9]) } });
    expect(draft).toMatchObject({ aboutAi: false, message: expect.stringContaining('It looks mistyped') });
  });

  it('says less than another ecosystem that has the very name', () => {
    const found = [{ ecosystem: 'pypi', title: 'PyPI', source: 'https://pypi.example/' }];
    const facts = {
      ...missing,
      elsewhere: { state: 'present', value: { found } },
      ...meaningOf(conflation, ['pepjs', 0.6]),
    } as const;
    expect(only({ facts })?.message).not.toContain('pepjs');
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
