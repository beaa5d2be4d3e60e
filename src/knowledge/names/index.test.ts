import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSlip, publishesPublicly } from './index.ts';
import { createSlipFinder } from './slips.ts';
import { npm, pypi } from './well-known.gen.ts';

describe('findSlip', () => {
  it.each([
    ['npm', 'exrpess', 'express', 'two letters swapped'],
    ['npm', 'reatc', 'react', 'two letters swapped'],
    ['npm', 'reactd-om', 'react-dom', 'a letter and a separator swapped'],
    ['npm', 'exppress', 'express', 'a letter written twice'],
    ['npm', 'expres', 'express', 'a double letter written once'],
    ['npm', 'comander', 'commander', 'a double letter written once'],
    ['npm', 'lodsh', 'lodash', 'a letter left out'],
    ['npm', 'chalj', 'chalk', 'a neighbouring key hit'],
    ['npm', 'react_dom', 'react-dom', 'another separator'],
    ['npm', 'reactdom', 'react-dom', 'a separator left out'],
    ['npm', '@type/node', '@types/node', 'a letter left out'],
    ['pypi', 'reqeusts', 'requests', 'two letters swapped'],
    ['githubactions', 'action/checkout', 'actions/checkout', 'a letter left out'],
    ['githubactions', 'githbu/codeql-action/init', 'github/codeql-action/init', 'two letters swapped'],
    [
      'githubactions',
      'awsactions/configure-aws-credentials',
      'aws-actions/configure-aws-credentials',
      'a separator left out',
    ],
    ['pypi', 'typingextensions', 'typing-extensions', 'a separator left out'],
  ])('%s: %s is %s (%s)', (ecosystem, name, target, slip) => {
    expect(findSlip(ecosystem, name)).toEqual({
      name: target,
      purl: `pkg:${ecosystem}/${encodeURIComponent(target).replaceAll('%2F', '/')}`,
      slip,
    });
  });

  it.each([
    ['npm', 'express', 'it is well known itself'],
    ['npm', 'expresss2', 'a digit was added'],
    ['npm', 'express2', 'a digit was added'],
    ['npm', 'lodash5', 'a digit was added'],
    ['npm', 'express-core', 'a word was added'],
    ['npm', 'lodas', 'the last letter is missing, as in an abbreviation'],
    ['npm', 'lo-dash', 'a separator was added'],
    ['npm', 'msx', 'too short'],
    ['npm', 'react-hallucinated-router', 'an invented name'],
    ['npm', 'pep440', 'a name of another ecosystem'],
    ['cargo', 'sedre', 'no list for the ecosystem'],
    ['npm', '', 'empty'],
    ['npm', '__proto__', 'a key of objects'],
    ['constructor', 'reqeusts', 'a key of objects'],
  ])('%s: %s is none: %s', (ecosystem, name) => {
    expect(findSlip(ecosystem, name)).toBeUndefined();
  });

  it('takes the most used of several targets', () => {
    expect(createSlipFinder(['board', 'beard'])('bgard')).toBeUndefined();
    expect(createSlipFinder(['wander', 'wonder'])('wnder')?.name).toBe('wander');
    expect(createSlipFinder(['wonder', 'wander'])('wnder')?.name).toBe('wonder');
  });

  it('never calls a well-known name a slip', () => {
    for (const [ecosystem, text] of [
      ['npm', npm],
      ['pypi', pypi],
    ] as const) {
      for (const name of text.trim().split('\n')) expect(findSlip(ecosystem, name)).toBeUndefined();
    }
  });

  it('answers any text, the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        expect(findSlip('npm', name)).toEqual(findSlip('npm', name));
      }),
    );
    expect(findSlip('npm', 'a'.repeat(1_000_000))).toBeUndefined();
  });
});

describe('publishesPublicly', () => {
  it.each(['@types', '@babel', '@angular', '@aws-sdk'])('knows %s', (scope) => {
    expect(publishesPublicly('npm', scope)).toBe(true);
  });

  it.each([
    ['npm', 'types'],
    ['npm', '@no-such-scope-anywhere'],
    ['npm', '@'],
    ['npm', '@constructor'],
    ['pypi', '@types'],
  ])('%s knows nothing of %s', (ecosystem, scope) => {
    expect(publishesPublicly(ecosystem, scope)).toBe(false);
  });
});
