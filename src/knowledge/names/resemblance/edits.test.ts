import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editOf } from './edits.ts';
import { distance } from './spelling.ts';

describe('editOf', () => {
  it.each([
    ['reqeusts', 'requests', 'swap'],
    ['ernest', 'renest', 'swap-first'],
    ['lib21', 'lib12', 'swap-digits'],
    ['ab-c', 'a-bc', 'swap-separator'],
    ['expresss', 'express', 'doubled'],
    ['expres', 'express', 'undoubled'],
    ['reqests', 'requests', 'dropped-vowel'],
    ['reuests', 'requests', 'dropped'],
    ['equests', 'requests', 'dropped-first'],
    ['reac', 'react', 'dropped-last'],
    ['lib1x', 'lib12x', 'dropped-digit'],
    ['boto', 'boto3', 'dropped-last-digit'],
    ['leftpad', 'left-pad', 'dropped-separator'],
    ['request', 'requests', 'singular'],
    ['reactz', 'react', 'added-last'],
    ['reacte', 'react', 'added-ending'],
    ['xreact', 'react', 'added-first'],
    ['repact', 'react', 'added'],
    ['rewact', 'react', 'added-neighbour'],
    ['re2act', 'react', 'added-digit'],
    ['react2', 'react', 'added-last-digit'],
    ['re-act', 'react', 'added-separator'],
    ['reacts', 'react', 'plural'],
    ['rexct', 'reqct', 'replaced'],
    ['xeact', 'react', 'replaced-first'],
    ['reacm', 'react', 'replaced-last'],
    ['lovash', 'locash', 'neighbour'],
    ['teact', 'react', 'neighbour-first'],
    ['reacr', 'react', 'neighbour-last'],
    ['roact', 'react', 'vowel'],
    ['l0dash', 'lodash', 'lookalike-letter'],
    ['lib2', 'lib3', 'other-digit'],
    ['x2ct', 'xbct', 'digit-for-letter'],
    ['left_pad', 'left-pad', 'other-separator'],
    ['left-ad', 'leftpad', 'separator-for-letter'],
  ])('%s for %s: %s', (name, target, kind) => {
    expect(editOf(name, target)).toBe(kind);
  });

  it('tells one edit exactly', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', '-'), maxLength: 6 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(editOf(one, other) !== undefined).toBe(distance(one, other, 1) === 1);
      }),
    );
  });
});
