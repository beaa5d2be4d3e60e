import { expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { publicRegistry, subjectOf } from '../../test/support/rules.ts';
import { type Fact, present } from '../model/fact.ts';
import { purl } from '../model/purl.ts';
import { type Question, questionKey } from '../model/question.ts';
import type { PackageFact, ReleaseFact } from '../model/registry.ts';
import { facts } from './index.gen.ts';
import { fact } from './sibling.ts';

const { url } = publicRegistry;
const first = '2026-03-07T12:00:00Z';

interface Scene {
  readonly own?: readonly string[] | undefined;
  readonly parents?: readonly string[] | undefined;
  /** When the release of what brings it in was published. */
  readonly released?: string;
  readonly introducedBy?: string;
  readonly registry?: string;
  /** Only the small documents of the parent's release were asked for. */
  readonly isSmall?: true;
}

function look(scene: Scene) {
  const { released = '2026-03-07T12:01:00Z', introducedBy = 'acme', registry = url } = scene;
  const own = 'own' in scene ? scene.own : ['alice'];
  const parents = 'parents' in scene ? scene.parents : ['bob', 'alice'];
  const about = (publishers: readonly string[] | undefined) =>
    publishers === undefined ? {} : { about: { publishers } };
  const packageOf = (name: string, publishers: typeof own, versions: readonly ReleaseFact[]): PackageFact => ({
    name,
    status: 'active',
    versions,
    removedVersions: [],
    ...about(publishers),
  });
  const name = 'acme-linux-loong64';
  const version = '2.0.0';
  const answers = new Map<string, Fact<unknown>>();
  const tell = (question: Question, value: unknown) => answers.set(questionKey(question), present(value, url));
  const ecosystem = 'npm';
  const child = { ...packageOf(name, own, [{ version, publishedAt: first }]), firstPublishedAt: first };
  tell({ kind: 'package', ecosystem, name, registry: url }, child);
  const releases = [
    { version: '1.0.0', publishedAt: '2020-01-01T00:00:00Z' },
    { version, publishedAt: released },
  ];
  if (scene.isSmall === true) {
    tell({ kind: 'manifest', ecosystem, name: 'acme', version, registry }, { version, ...about(parents) });
    tell({ kind: 'published', ecosystem, name: 'acme', version }, { publishedAt: released });
  } else tell({ kind: 'package', ecosystem, name: 'acme', registry }, packageOf('acme', parents, releases));
  const subject = subjectOf({
    dependency: { name, version, direct: false },
    introducedBy: [purl(ecosystem, introducedBy, version)],
  });
  const context = factContext({
    answers,
    kinds: facts,
    publicRegistry: () => url,
    now: new Date('2026-03-10T12:00:00Z'),
  });
  expect(fact.plan(subject, context)).toEqual([]);
  return fact.resolve(subject, context);
}

it.each<[string, Scene]>([
  ['in the same minute', {}],
  ['a day before it', { released: '2026-03-06T12:00:00Z' }],
  ['where only its small documents were read', { isSmall: true }],
])('is what brings the package in and was released by the same accounts %s', (_, scene) => {
  const publishedAt = scene.released ?? '2026-03-07T12:01:00Z';
  expect(look(scene)).toEqual(present({ name: 'acme', publishedAt }, url));
});

it.each<[string, Scene, Fact<unknown>['state']]>([
  ['of other accounts', { parents: ['bob'] }, 'absent'],
  ['of one account more than publish what brings it in', { own: ['alice', 'mallory'] }, 'absent'],
  ['of no account', { own: [] }, 'absent'],
  ['released another day', { released: '2026-03-08T12:00:01Z' }, 'absent'],
  ['without a time of the release', { released: '' }, 'absent'],
  ['of accounts that the registry does not tell', { own: undefined }, 'unknown'],
  ['brought in by accounts that the registry does not tell', { parents: undefined }, 'unknown'],
  ['brought in by what nobody was asked about', { introducedBy: 'other' }, 'unknown'],
  ['brought in by what another registry serves', { registry: 'https://npm.acme.example/' }, 'unknown'],
])('is none where the package is %s', (_, scene, state) => {
  expect(look(scene).state).toBe(state);
});
