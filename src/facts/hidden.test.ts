import { describe, expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { subjectOf } from '../../test/support/rules.ts';
import { present } from '../model/fact.ts';
import { startOf } from '../model/location.ts';
import type { Policy } from '../model/policy.ts';
import type { Question } from '../model/question.ts';
import type { RegistryCandidate } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { malwareListQuestion } from './advisories.ts';
import type { FactContext } from './kind.ts';
import { fact as malware } from './malware.ts';
import { smallQuestions } from './small.ts';
import { fact as vulnerabilities } from './vulnerabilities.ts';

const npm: RegistryCandidate = { url: 'https://registry.npmjs.org', public: true, trusted: true, origin: 'test' };
const mirror: RegistryCandidate = { ...npm, url: 'https://npm.acme.example' };
const own: RegistryCandidate = { ...mirror, public: false };
const claimedBy = { ecosystem: 'npm', url: own.url, role: 'explicit', location: startOf('.npmrc') } as const;

/** How each service is asked about a release of a lockfile that its registry has. */
const services: Readonly<Record<keyof Policy['services'], (at: Asked) => readonly Question[]>> = {
  osv: ({ subject, context }) =>
    [malware, vulnerabilities]
      .flatMap((kind) => kind.plan(subject, context))
      .filter(({ kind }) => kind === 'advisories'),
  'github-advisories': ({ subject, context }) => [malwareListQuestion(subject, context) ?? []].flat(),
  'deps-dev': ({ subject, context }) => smallQuestions(subject, context).filter(({ kind }) => kind === 'published'),
};

interface Asked {
  readonly subject: DependencySubject;
  readonly context: FactContext;
}

interface Scene extends Partial<DependencySubject> {
  readonly name?: string;
  readonly holder?: RegistryCandidate;
  readonly credentials?: boolean;
  readonly isOff?: boolean;
}

function ask(service: keyof Policy['services'], scene: Scene): readonly string[] {
  const { name = 'acme-part', holder = npm, credentials = false, isOff = false, ...more } = scene;
  const release = { version: '1.0.0' };
  const context = factContext({
    answer: ({ kind }) =>
      (kind === 'package'
        ? present({ name, status: 'active', versions: [release], removedVersions: [] }, holder.url)
        : kind === 'manifest'
          ? present(release, holder.url)
          : undefined) as never,
    publicRegistry: () => (holder.public ? holder.url : npm.url),
    publishesPublicly: (_, scope) => scope === '@types',
    authenticates: (registry) => credentials && registry === holder.url,
    consults: (one) => one !== service || !isOff,
  });
  const given = subjectOf({ fileRole: 'lockfile', newToRepository: false });
  const dependency = { ...given.dependency, name, rawName: name, ...release, direct: false };
  const subject = { ...given, ...more, dependency, registries: [holder] };
  return services[service]({ subject, context }).map((question) => question.name);
}

describe.each(Object.keys(services) as readonly (keyof Policy['services'])[])('%s', (service) => {
  it.each<[string, Scene]>([
    ['the public registry', {}],
    ['a mirror of it', { holder: mirror }],
    ['a mirror of it that asks for credentials', { holder: mirror, credentials: true }],
    [
      'the public registry, in a scope that publishes in public',
      { name: '@types/x', mayHide: true, credentials: true },
    ],
  ])('hears of what comes from %s', (_, scene) => {
    expect(new Set(ask(service, scene))).toEqual(new Set([scene.name ?? 'acme-part']));
  });

  it.each<[string, Scene]>([
    ['comes from a private registry', { holder: own }],
    ['the configuration calls private', { privateBy: 'acme-*' }],
    ['the configuration calls private, on a mirror', { privateBy: 'acme-*', holder: mirror }],
    ['credentials alone may show', { name: '@acme/x', mayHide: true, credentials: true }],
    ['is of the own scope, where credentials show more', { ownScope: true, credentials: true }],
    ['other settings send elsewhere', { claimedBy }],
    ['other settings send elsewhere, on a mirror', { claimedBy, holder: mirror }],
  ])('does not hear of what %s', (_, scene) => {
    expect(ask(service, scene)).toEqual([]);
  });
});

it.each(['github-advisories', 'deps-dev'] as const)('%s hears of nothing where it is switched off', (service) => {
  expect(ask(service, { isOff: true })).toEqual([]);
});
