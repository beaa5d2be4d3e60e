import { describe, expect, it } from 'vitest';
import { names } from '../app/names.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { assessName } from './assess-name.ts';
import { judgeName, type NameAnswer } from './judge-name.ts';
import { readAsked } from './read-asked.ts';

const context = {
  ecosystems,
  now: new Date('2027-03-01T00:00:00Z'),
  ignoresAdoption: false,
  sayPlaceholder: (kind: string) => `is ${kind}`,
};

const judge = (line: string, ignoresAdoption = false): NameAnswer =>
  judgeName(assessName(readAsked(line, ecosystems), names, { ...context, ignoresAdoption }), undefined);

const isSpelling = expect.stringMatching(/only capitals differ|other forms of Unicode/);

describe('names that differ in capitals or forms of characters alone', () => {
  it.each([
    ['npm Lodash', 'pkg:npm/lodash', 'replaced-case', 'suspicious'],
    ['npm React', 'pkg:npm/react', 'replaced-case', 'suspicious'],
    ['npm @Babel/core', 'pkg:npm/%40babel/core', 'replaced-case', 'suspicious'],
    ['npm @types/Node', 'pkg:npm/%40types/node', 'replaced-case', 'suspicious'],
    ['npm ｒeact', 'pkg:npm/react', 'confusable', 'absent'],
    ['npm Ｅxpress', 'pkg:npm/express', 'confusable', 'absent'],
    ['pypi ｒequests', 'pkg:pypi/requests', 'confusable', 'absent'],
  ] as const)('%s is told so, and the plain name alone is meant', (line, target, kind, verdict) => {
    const { lookalike, suggestions, ...answer } = judge(line);
    expect(lookalike).toEqual({ target, kind, confidence: 'high' });
    expect(suggestions).toEqual([{ purl: target, why: isSpelling }]);
    expect([answer.verdict, answer.reasons.at(-1)]).toEqual([verdict, expect.stringMatching(/^it resembles /)]);
  });

  it.each([
    ['npm JSONStream', 'a name of its own that is used'],
    ['npm Express', 'an old name of its own'],
    ['pypi ReQuests', 'one name to the registry'],
    ['pypi Zope.Interface', 'one name to the registry'],
    ['githubactions Actions/Checkout', 'one name to the registry'],
  ])('%s is %s', (line) => {
    expect(judge(line)).toMatchObject({ known: true, lookalike: null, verdict: 'unremarkable' });
  });

  it('is judged as if new where the use of the name is left out of account', () => {
    expect(judge('npm Express', true).lookalike).toEqual({
      target: 'pkg:npm/express',
      kind: 'replaced-case',
      confidence: 'high',
    });
  });
});

describe('what a line tells without a network', () => {
  it('names the lookalike first among what may be meant', () => {
    for (const line of ['npm raect', 'pypi reqeusts', 'githubactions actions/chekout']) {
      const { lookalike, suggestions } = judge(line);
      expect(lookalike).not.toBeNull();
      expect(suggestions[0]?.purl).toBe(lookalike?.target);
      expect(new Set(suggestions.map(({ purl }) => purl)).size).toBe(suggestions.length);
    }
  });

  it.each([
    'npm ..',
    'npm __proto__',
    'npm _react',
    'npm .lodash',
    'npm re act',
    'pypi requests-',
    'npm express\u0000',
  ])('%j is none, and like nothing', (line) => {
    expect(judge(line)).toMatchObject({
      verdict: 'absent',
      lookalike: null,
      reasons: [expect.stringMatching(/^(?!it res)/)],
    });
  });

  it.each([
    ['npm l\u043edash', 'pkg:npm/lodash'],
    ['npm react\u200b', 'pkg:npm/react'],
    ['npm _React', 'pkg:npm/react'],
  ])('%j is none, and looks like one', (line, target) => {
    expect(judge(line)).toMatchObject({ verdict: 'absent', lookalike: { target } });
  });

  it('tells a name that is held in the place of another', () => {
    const held = { ...names, placeholderClassOf: () => 'security-holding' as const };
    const assessment = assessName({ ecosystem: 'npm', name: 'xqvzk-held' }, held, context);
    const { verdict, reasons } = judgeName(assessment, undefined);
    expect([verdict, reasons.at(-1)]).toEqual(['suspicious', 'by its summary it is security-holding']);
    const used = assessName({ ecosystem: 'npm', name: 'express' }, held, context);
    expect(judgeName(used, undefined).reasons).toEqual([]);
  });

  it.each([
    ['npm zzqvrk', 'nobody was asked, and it is not among the bundled names'],
    ['jsr @zzqvrk/none', 'nobody was asked, and no list of names of JSR is bundled'],
    ['cargo serde', 'no ecosystem cargo is known here'],
    ['serde', 'neither a purl nor an ecosystem and a name'],
    ['', 'neither a purl nor an ecosystem and a name'],
    [
      'pkg:npm/react@18?repository_url=https://npm.acme.example',
      'its repository_url names another source, and what the registry has under the name says nothing of that',
    ],
  ])('%j is open: %s', (line, reason) => {
    expect(judge(line)).toMatchObject({ known: false, verdict: 'unknown', reasons: [reason] });
  });
});
