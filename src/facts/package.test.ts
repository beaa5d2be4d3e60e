import { describe, expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { subjectOf } from '../../test/support/rules.ts';
import { absent, type Fact, present, unknown } from '../model/fact.ts';
import { questionKey } from '../model/question.ts';
import type { PackageFact, RegistryCandidate } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { fact } from './package.ts';

const here = present<PackageFact>(
  { name: 'x', status: 'active', versions: [], removedVersions: [] },
  'https://a.example',
);
const gone = absent('404', 'https://a.example');
const silent = unknown('answered 503', 'https://a.example');

const registry = (url: string, more: Partial<RegistryCandidate> = {}): RegistryCandidate => ({
  url,
  public: true,
  trusted: true,
  origin: 'the public default',
  ...more,
});

function resolve(
  subject: Partial<DependencySubject>,
  answers: Readonly<Record<string, Fact<PackageFact>>>,
  publicScopes: readonly string[] = [],
): Fact<PackageFact> {
  const whole = { ...subjectOf({}), ...subject };
  const { ecosystem, name } = whole.dependency;
  const known = new Map(
    Object.entries(answers).map(([url, answer]) => [
      questionKey({ kind: 'package', ecosystem, name, registry: url }),
      answer,
    ]),
  );
  const context = factContext({
    answers: known,
    publishesPublicly: (_, scope) => publicScopes.includes(scope),
  });
  return fact.resolve(whole, context);
}

const scoped = (more: Partial<DependencySubject>): Partial<DependencySubject> => {
  const subject = subjectOf({});
  return {
    dependency: { ...subject.dependency, name: '@acme/x', rawName: '@acme/x' },
    registries: [registry('https://a.example')],
    mayHide: true,
    ...more,
  };
};

describe('the package at its registries', () => {
  const [a, b] = ['https://a.example', 'https://b.example'];
  const both = { registries: [registry(a), registry(b)] };
  const substitute = { registries: [registry(a, { standsFor: [registry(b, { trusted: false })] })] };

  it.each<[string, Partial<DependencySubject>, Readonly<Record<string, Fact<PackageFact>>>, Fact<unknown>['state']]>([
    ['present where one has it', both, { [a]: gone, [b]: here }, 'present'],
    ['present although another is silent', both, { [a]: silent, [b]: here }, 'present'],
    ['absent only where all say so', both, { [a]: gone, [b]: gone }, 'absent'],
    ['unknown where one is silent', both, { [a]: gone, [b]: silent }, 'unknown'],
    ['unknown where one was not asked', both, { [a]: gone }, 'unknown'],
    [
      'unknown where one may not be contacted',
      { registries: [registry(a), registry(b, { trusted: false })] },
      { [a]: gone, [b]: gone },
      'unknown',
    ],
    ['unknown where one has it not in the place of such a one', substitute, { [a]: gone }, 'unknown'],
    ['present where one has it in the place of such a one', substitute, { [a]: here }, 'present'],
    ['unknown where no registry serves it', { registries: [] }, {}, 'unknown'],
    [
      'unproven by a public registry where the name is private',
      { registries: [registry(a), registry(b, { public: false })], privateBy: 'x' },
      { [a]: here, [b]: silent },
      'unknown',
    ],
    ['"absent or private" under a namespace that is not known', scoped({}), { [a]: gone }, 'unknown'],
  ])('is %s', (_, subject, answers, state) => {
    expect(resolve(subject, answers).state).toBe(state);
  });

  it('is absent under a namespace that publishes in public, unless it is the own one', () => {
    expect(resolve(scoped({}), { [a]: gone }, ['@acme']).state).toBe('absent');
    expect(resolve(scoped({ ownScope: true }), { [a]: gone }, ['@acme']).state).toBe('unknown');
  });

  it('remembers that a budget ended the question', () => {
    const ended = { ...silent, overBudget: true };
    expect(resolve(both, { [a]: gone, [b]: ended })).toMatchObject({ state: 'unknown', overBudget: true });
  });
});
