import { describe, expect, it } from 'vitest';
import { privateRegistry, publicRegistry, type RuleInput, subjectOf } from '../../test/support/rules.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { endpoints } from '../knowledge/endpoints.ts';
import type { DependencySubject } from '../model/subject.ts';
import { findMigrations } from './migrations.ts';

const acme = 'https://npm.acme.example/';
const hosts = { npm: new URL(endpoints.npm).host, pypi: new URL(endpoints.pypi).host };

type Patch = NonNullable<RuleInput['subject']>;

/** An entry of package-lock.json that came from one registry, and comes from another one. */
const moved = (name: string, from: string, to: string, { dependency, previous, ...patch }: Patch = {}) =>
  subjectOf({
    fileRole: 'lockfile',
    ...patch,
    dependency: { name, version: '1.1.0', resolved: `${to}/${name}/-/${name}-1.1.0.tgz`, ...dependency },
    previous: { version: '1.0.0', resolved: `${from}/${name}/-/${name}-1.0.0.tgz`, ...previous },
  });

const many = (amount: number, make: (name: string) => DependencySubject): readonly DependencySubject[] =>
  Array.from({ length: amount }, (_, at) => make(`acme-${at + 1}`));

const find = (...subjects: readonly DependencySubject[]) => findMigrations(subjects, ecosystems);
const leftIn = (...subjects: readonly DependencySubject[]) => find(...subjects).subjects.map((one) => one.leftPrivate);

describe('one package', () => {
  const out = (patch: Patch = {}) => moved('acme-utils', acme, endpoints.npm, patch);
  const same = { integrity: ['sha512-AA=='], version: '1.0.0' };

  it.each<[string, DependencySubject, string | undefined]>([
    ['from a private host to the public registry', out(), 'npm.acme.example'],
    ['from one private host to another', moved('acme-utils', acme, 'https://npm.b.example'), undefined],
    ['from the public registry to a private host', moved('acme-utils', endpoints.npm, acme), undefined],
    ['from a name of the public registry to another', moved('acme-utils', endpoints.yarn, endpoints.npm), undefined],
    ['nowhere', moved('acme-utils', acme, acme), undefined],
    ['in a manifest', out({ fileRole: 'manifest' }), undefined],
    [
      'that is new',
      subjectOf({ fileRole: 'lockfile', dependency: { resolved: `${endpoints.npm}/x/-/x-1.0.0.tgz` } }),
      undefined,
    ],
    ['with the bytes that it had', out({ dependency: same, previous: same }), undefined],
    [
      'with the hash that it had, and another one',
      out({ dependency: { ...same, integrity: ['sha512-AA==', 'sha512-BB=='] }, previous: same }),
      'npm.acme.example',
    ],
    [
      'with the hash of another version',
      out({ dependency: { ...same, version: '1.1.0' }, previous: same }),
      'npm.acme.example',
    ],
    ['without hashes', out({ dependency: { version: '1.0.0' } }), 'npm.acme.example'],
    [
      'to a repository, which is told otherwise',
      out({ dependency: { source: { kind: 'git', url: 'https://git.acme.example/x' } } }),
      undefined,
    ],
    ['with an address that is none', out({ previous: { resolved: 'npm.acme.example/x' } }), undefined],
  ])('%s', (_, subject, from) => {
    const { subjects, migrations } = find(subject);
    expect(subjects.map(({ leftPrivate }) => leftPrivate)).toEqual([from]);
    expect(migrations).toEqual([]);
  });

  it('may be told by its registry, not by its archive', () => {
    const registry = (url: string) => ({ source: { kind: 'registry', url } }) as const;
    const resolved = 'https://files.acme.example/acme-utils-1.0.tar.gz';
    const from = { ...registry('https://pypi.acme.example/simple'), resolved };
    const to = { ecosystem: 'pypi', name: 'acme-utils', ...registry(endpoints.pypi), resolved };
    expect(leftIn(subjectOf({ fileRole: 'lockfile', dependency: to, previous: from }))).toEqual(['pypi.acme.example']);
  });

  it('that records no host any more comes from the registry in use', () => {
    const silent = (registries: DependencySubject['registries']) =>
      leftIn(
        subjectOf({
          fileRole: 'lockfile',
          registries,
          dependency: { ecosystem: 'pypi', name: 'acme-utils', version: '2.0' },
          previous: { version: '1.0', source: { kind: 'registry', url: 'https://pypi.acme.example/simple' } },
        }),
      );
    expect(silent([publicRegistry])).toEqual(['pypi.acme.example']);
    expect(silent([privateRegistry])).toEqual([undefined]);
    expect(silent([privateRegistry, publicRegistry])).toEqual([undefined]);
    expect(silent([])).toEqual([undefined]);
  });
});

describe('names of one registry', () => {
  const isQuiet = (found: ReturnType<typeof find>) =>
    found.migrations.length === 0 && found.subjects.every(({ leftPrivate }) => leftPrivate === undefined);
  const python = (url: string) => ({ ecosystem: 'pypi', source: { kind: 'registry', url } }) as const;

  it.each<[string, (name: string) => DependencySubject]>([
    ['of npm', (name) => moved(name, endpoints.npm, endpoints.yarn)],
    ['of npm, the other way', (name) => moved(name, endpoints.yarn, endpoints.npm)],
    [
      'of PyPI',
      (name) =>
        moved(name, '', '', { dependency: python(endpoints.pypi), previous: python(`${endpoints.pypiFormer}/simple`) }),
    ],
    [
      'of its archives',
      (name) => moved(name, endpoints.pypiFormer, endpoints.pypiFiles, { dependency: { ecosystem: 'pypi' } }),
    ],
  ])('are no move: %s', (_, move) => {
    expect(isQuiet(find(...many(40, move)))).toBe(true);
  });

  it('do not make a mirror one of them', () => {
    const mirror = (name: string) => moved(name, endpoints.npm, 'https://registry.mirror.example');
    expect(isQuiet(find(...many(40, mirror)))).toBe(false);
  });
});

describe('many packages of one lockfile', () => {
  const out = (name: string, patch: Patch = {}) => moved(name, acme, endpoints.npm, patch);
  const over = (name: string, patch: Patch = {}) => moved(name, acme, 'https://npm.b.example', patch);

  it('that leave a private host are marked one by one, to be accepted one by one', () => {
    const { subjects, migrations } = find(...many(12, out));
    expect(migrations).toEqual([]);
    expect(subjects.map(({ leftPrivate }) => leftPrivate)).toEqual(Array(12).fill('npm.acme.example'));
  });

  it('that are harmless are one migration', () => {
    const { subjects, migrations } = find(...many(10, over));
    expect(migrations).toEqual([
      {
        kind: 'migration',
        ecosystem: 'npm',
        from: 'npm.acme.example',
        to: 'npm.b.example',
        names: many(10, over).map(({ dependency }) => dependency.name),
        at: subjects[0]?.at,
      },
    ]);
  });

  it('that are harmless are nothing where they are few', () => {
    expect(find(...many(9, over)).migrations).toEqual([]);
  });

  it('are counted by where they come from and go to, by lockfile and by ecosystem', () => {
    const elsewhere = { path: 'b/package-lock.json', startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };
    const groups = [
      ...many(9, over),
      ...many(9, (name) => over(name, { at: elsewhere })),
      ...many(9, (name) => moved(name, 'https://npm.b.example', acme)),
      ...many(9, (name) => moved(name, 'https://npm.c.example', acme)),
      ...many(9, (name) => over(name, { dependency: { ecosystem: 'jsr' } })),
    ];
    expect(find(...groups).migrations).toEqual([]);
  });

  it('leave the others as they are', () => {
    const other = subjectOf({ dependency: { name: 'left-pad' } });
    const stays = moved('right-pad', endpoints.npm, endpoints.npm);
    const { subjects } = find(other, ...many(10, over), stays);
    expect(subjects[0]).toBe(other);
    expect(subjects.at(-1)).toBe(stays);
  });

  it.each<[string, (at: number) => Patch, number | undefined]>([
    ['with a host of archives that is in use', () => archive(true), 12],
    ['with one that is not, once', (at) => archive(at > 0), 11],
    ['with a registry that nothing names', () => ({ strayRegistry: privateRegistry }), undefined],
    ['with the same bytes', () => bytes('AA'), 12],
  ])('are told together as far as they are harmless: %s', (_, patch, amount) => {
    const subjects = Array.from({ length: 12 }, (__, at) => out(`acme-${at}`, { ...bytes('AA'), ...patch(at) }));
    expect(find(...subjects).migrations.map(({ names }) => names.length)).toEqual(amount === undefined ? [] : [amount]);
  });
});

const archive = (expectedHost: boolean): Patch => ({ archive: { host: hosts.npm, expectedHost } });
const bytes = (digest: string): Patch => ({
  dependency: { version: '1.0.0', integrity: [`sha512-${digest}==`] },
  previous: { version: '1.0.0', integrity: ['sha512-AA=='] },
});
