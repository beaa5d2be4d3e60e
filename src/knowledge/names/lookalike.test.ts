import { describe, expect, it } from 'vitest';
import { readBundled } from '../../ports/bundled.ts';
import { createNames } from './index.ts';
import { findLookalike, judgeLookalike } from './lookalike.ts';

const names = createNames(readBundled);
const now = new Date('2026-11-15');

/** Each name with two neighbours swapped, at every place. */
const swapsOf = (name: string): readonly string[] =>
  Array.from({ length: name.length - 1 }, (_, at) => name.slice(0, at) + name[at + 1] + name[at] + name.slice(at + 2));

describe('findLookalike', () => {
  it.each(['npm', 'pypi'])('spares no name of %s that the comparison with all would tell', (ecosystem) => {
    const ranked = names.rankedNames(ecosystem);
    const tops = Array.from({ length: 40 }, (_, at) => ranked?.nameAt(at * 20 + 1) ?? '');
    const others = Array.from({ length: 300 }, (_, at) => ranked?.nameAt(at * 40 + 7) ?? '');
    const used = { isKnown: true, rank: 5_000, isExact: true, isEstablished: true };
    let told = 0;
    for (const name of [...tops.flatMap(swapsOf), ...tops.map((one) => one.replace('o', '0')), ...others]) {
      for (const adoption of [used, names.adoptionOf(ecosystem, name, now)]) {
        const found = findLookalike(names, ecosystem, name, adoption);
        expect(found, name).toEqual(judgeLookalike(names.resemblanceOf(ecosystem, name), adoption));
        if (found !== undefined) told++;
      }
    }
    expect(told).toBeGreaterThan(100);
  });

  it.each([
    ['plain-crypto-js', 'crypto-js'],
    ['crypto-js-plain', 'crypto-js'],
    ['plain-lodash', 'lodash'],
    ['easy-day-js', 'dayjs'],
  ])('names, of %s, what a reader would: %s', (name, target) => {
    expect(findLookalike(names, 'npm', name)?.target).toBe(target);
  });

  it.each([
    ['pypi', 'rеquests', 'requests'],
    ['npm', 'lοdash', 'lodash'],
    ['npm', 're\u200bact', 'react'],
    ['npm', '@bаbel/core', '@babel/core'],
    ['pypi', 'ｎｕｍｐｙ', 'numpy'],
  ])('of %s %s looks like %s, for certain', (ecosystem, name, target) => {
    expect(findLookalike(names, ecosystem, name)).toMatchObject({ target, kind: 'confusable', confidence: 'high' });
    const used = { isKnown: true, rank: 1, isExact: true, isEstablished: true };
    expect(findLookalike(names, ecosystem, name, used)).toMatchObject({ target, confidence: 'low' });
  });

  it.each([
    ['@babell/core', '@babel/core', 'high'],
    ['@typs/node', '@types/node', 'high'],
    ['@angulr/core', '@angular/core', 'high'],
    ['@nestjs-core/common', '@nestjs/common', 'medium'],
    ['rnaterial-ui', 'material-ui', 'high'],
  ])('of npm %s looks like %s', (name, target, confidence) => {
    expect(findLookalike(names, 'npm', name)).toMatchObject({ target, confidence });
  });

  it.each(['@acme/core', '@acme-tools/utils', '@babel/core', '@types/node', '@angular-eslint/utils'])(
    'of npm %s looks like no other',
    (name) => {
      expect(findLookalike(names, 'npm', name)).toBeUndefined();
    },
  );

  it.each([
    ['lo-dash', 'lodash'],
    ['cros-senv', 'cross-env'],
  ])('holds %s against %s, not against a slip of it', (name, target) => {
    expect(findLookalike(names, 'npm', name)).toMatchObject({
      target,
      targetRank: names.rankedNames('npm')?.rankOf(target),
    });
  });

  it('excuses by no use a pair of letters that stands for one of a name that everybody uses', () => {
    const [name, used] = ['rninimist', { isKnown: true, rank: 5_000, isExact: true, isEstablished: true }];
    expect(findLookalike(names, 'npm', name, used)).toMatchObject({ target: 'minimist', confidence: 'low' });
  });

  it('lets no use and no age speak for a name that the registry took from somebody', () => {
    const [name, used] = ['nodemailer.js', { isKnown: true, rank: 5_000, isExact: true, isEstablished: true }];
    expect(names.placeholderClassOf('npm', name)).toBe('security-holding');
    expect(findLookalike(names, 'npm', name, used)).toEqual(findLookalike(names, 'npm', name));
    expect(findLookalike(names, 'npm', name, used)).toMatchObject({ target: 'nodemailer' });
    expect(judgeLookalike(names.resemblanceOf('npm', 'nodemailer-js'), used)).toBeUndefined();
  });

  it.each([
    ['npm', 'lo-dash', 'lodash', 'a separator too many'],
    ['npm', 'cros-senv', 'cross-env', 'a letter and a separator are swapped'],
    ['pypi', 'sklear', 'scikit-learn', expect.stringMatching(/^by way of sklearn: .*the last letter is missing$/)],
  ])('of %s %s is like %s, not like what is like it: %s', (ecosystem, name, target, words) => {
    const targetRank = names.lists.rankOf(ecosystem, target);
    expect(targetRank).toBeDefined();
    expect(findLookalike(names, ecosystem, name)).toMatchObject({ target, targetRank, words });
  });

  it('gives no rank to a word that is no package', () => {
    expect(names.adoptionOf('pypi', 'python', now).isKnown).toBe(false);
    expect(findLookalike(names, 'pypi', 'pyhton')).toMatchObject({ target: 'python' });
    expect(findLookalike(names, 'pypi', 'pyhton')).not.toHaveProperty('targetRank');
  });

  it.each(['npm', 'pypi'])('of %s has no target that is told itself', (ecosystem) => {
    const ranked = names.rankedNames(ecosystem);
    const used = { isKnown: true, rank: 5_000, isExact: true, isEstablished: true };
    let told = 0;
    for (let rank = 3; rank < 1_000; rank += 20) {
      for (const name of swapsOf(ranked?.nameAt(rank) ?? '')) {
        const { target = '' } = findLookalike(names, ecosystem, `${name}s`) ?? {};
        if (target === '') continue;
        told++;
        expect([name, target, findLookalike(names, ecosystem, target, used)]).toEqual([name, target, undefined]);
        expect(names.lists.insteadOf(ecosystem, target)).toBeUndefined();
      }
    }
    expect(told).toBeGreaterThan(50);
  });

  it('tells a slip behind foreign letters, too', () => {
    expect(findLookalike(names, 'pypi', 'rеqeusts')).toMatchObject({ target: 'requests', kind: 'swap' });
  });

  it.each(['', '反应', '💥', 'е'.repeat(10_000), 'a'.repeat(10_000), '\uD800', '\0'])('says nothing of %j', (name) => {
    for (const ecosystem of ['npm', 'pypi', 'cargo']) expect(findLookalike(names, ecosystem, name)).toBeUndefined();
  });
});
