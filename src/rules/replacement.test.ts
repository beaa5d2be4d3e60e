import { expect, it } from 'vitest';
import { factsOf, subjectOf } from '../../test/support/rules.ts';
import type { Dependency } from '../model/dependency.ts';
import type { DependencySubject } from '../model/subject.ts';
import { propose } from './replacement.ts';

const target = {
  state: 'present',
  value: {
    name: 'lodash',
    status: 'active',
    versions: [],
    removedVersions: [],
    firstPublishedAt: '2012-04-23T00:00:00Z',
  },
} as const;
const proposeFor = (patch: Partial<DependencySubject>, dependency: Partial<Dependency> = {}) => {
  const subject = subjectOf({ ...patch, dependency: { name: 'lodahs', ...dependency } } as Parameters<
    typeof subjectOf
  >[0]);
  return propose(subject, factsOf({ target }), 'lodash', 'make sure who publishes it');
};
const beside = (patch: Partial<Dependency> & { name: string }): Partial<DependencySubject> => ({
  beside: [subjectOf({ dependency: { name: 'lodahs' } }).dependency, subjectOf({ dependency: patch }).dependency],
});

it.each<[string, Partial<DependencySubject>]>([
  ['alone in its manifest', {}],
  ['beside others', beside({ name: 'left-pad' })],
  ['beside an override', beside({ name: 'lodash', direct: false })],
  ['in a script that installs the other one, too', { ...beside({ name: 'lodash' }), fileRole: 'script' }],
])('a name %s is to be replaced', (_, patch) => {
  expect(proposeFor(patch)).toEqual({
    remediation: 'Write lodash if that is the package that was meant, else make sure who publishes it.',
    suggestion: { purl: 'pkg:npm/lodash', replacement: 'lodash' },
  });
});

it.each<[string, Partial<DependencySubject>, Partial<Dependency>]>([
  ['in a lockfile', { fileRole: 'lockfile', ...beside({ name: 'lodash' }) }, {}],
  ['with the hash of its archive', {}, { integrity: ['sha256:00'] }],
])('no text replaces a name %s: the rest is of the other package', (_, patch, dependency) => {
  expect(proposeFor(patch, dependency)).toEqual({
    remediation: 'Lock anew with lodash if that is the package that was meant, else make sure who publishes it.',
  });
});

it('no name is written where the file has it already', () => {
  const remediation = 'Remove the entry: the file asks for lodash already.';
  expect(proposeFor(beside({ name: 'lodash' }))).toEqual({ remediation });
});

it('no key is written twice: another package may stand under it', () => {
  expect(proposeFor(beside({ name: 'acme-lodash', rawName: 'lodash' }))).toEqual({
    remediation: 'Write lodash if that is the package that was meant, else make sure who publishes it.',
  });
});

it.each<[string, Partial<DependencySubject>]>([
  ['asks for the wrong one by the key of the right one', { beside: [] }],
  ['has it for another purpose', beside({ name: 'lodash', scope: 'dev' })],
])('a name is to be replaced where the file %s', (_, patch) => {
  const dependency = 'beside' in patch && patch.beside?.length === 0 ? { name: 'lodahs', rawName: 'lodash' } : {};
  const all = patch.beside?.length === 0 ? { beside: [subjectOf({ dependency }).dependency] } : patch;
  expect(proposeFor(all, dependency).suggestion).toMatchObject({ replacement: 'lodash' });
});
