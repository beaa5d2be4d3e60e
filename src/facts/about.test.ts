import { describe, expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { subjectOf } from '../../test/support/rules.ts';
import { type Fact, present, unknown } from '../model/fact.ts';
import type { AboutFact, PackageFact, ReleaseFact } from '../model/registry.ts';
import { fact } from './about.ts';

const silent = unknown('answered 503', 'https://a.example/x/1.0.0');
const packageOf = (about?: AboutFact): Fact<PackageFact> =>
  present(
    { name: 'x', status: 'active', versions: [], removedVersions: [], ...(about === undefined ? {} : { about }) },
    'https://a.example/x',
  );
const releaseOf = (about?: AboutFact): Fact<ReleaseFact> =>
  present({ version: '1.0.0', ...(about === undefined ? {} : { about }) }, 'https://a.example/x/1.0.0');

function resolve(pkg: Fact<PackageFact>, release: Fact<ReleaseFact>): Fact<AboutFact> {
  const facts = new Map<string, Fact<unknown>>([
    ['package', pkg],
    ['release', release],
  ]);
  const context = factContext({
    fact: (name) => facts.get(name) as never,
  });
  return fact.resolve(subjectOf({}), context);
}

describe('who is behind a package', () => {
  const [first, second] = [{ publishers: ['alice'] }, { publishers: ['bob'] }];

  it.each<[string, Fact<PackageFact>, Fact<ReleaseFact>, unknown]>([
    ['the document of the package says', packageOf(first), releaseOf(second), present(first, 'https://a.example/x')],
    ['that of the release says', packageOf(), releaseOf(second), present(second, 'https://a.example/x/1.0.0')],
    ['nothing says', packageOf(), releaseOf(), unknown('the registry does not tell', 'https://a.example/x')],
    ['nobody answered', packageOf(), silent, unknown('the registry does not tell', 'https://a.example/x')],
    ['there is no package', silent, releaseOf(second), unknown('there is no package', silent.source)],
  ])('is known as %s', (_, pkg, release, expected) => {
    expect(resolve(pkg, release)).toEqual(expected);
  });
});
