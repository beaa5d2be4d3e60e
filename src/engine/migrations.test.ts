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

describe('many packages of one lockfile', () => {
  const out = (name: string, patch: Patch = {}) => moved(name, acme, endpoints.npm, patch);

  it('are one migration, and not told one by one', () => {
    const { subjects, migrations } = find(...many(10, out));
    expect(migrations).toEqual([
      {
        kind: 'migration',
        ecosystem: 'npm',
        from: 'npm.acme.example',
        to: hosts.npm,
        names: many(10, out).map(({ dependency }) => dependency.name),
        isExpected: true,
        isPublic: true,
        at: subjects[0]?.at,
      },
    ]);
    expect(subjects.every(({ isMigrated, leftPrivate }) => isMigrated === true && leftPrivate === undefined)).toBe(
      true,
    );
  });

  it('are told one by one where they are few', () => {
    const { subjects, migrations } = find(...many(9, out));
    expect(migrations).toEqual([]);
    expect(subjects.map(({ leftPrivate }) => leftPrivate)).toEqual(Array(9).fill('npm.acme.example'));
    expect(subjects.some(({ isMigrated }) => isMigrated === true)).toBe(false);
  });

  it('are counted by where they come from and go to, by lockfile and by ecosystem', () => {
    const elsewhere = { path: 'b/package-lock.json', startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };
    const groups = [
      ...many(9, out),
      ...many(9, (name) => out(name, { at: elsewhere })),
      ...many(9, (name) => moved(name, 'https://npm.b.example', endpoints.npm)),
      ...many(9, (name) => moved(name, acme, 'https://npm.b.example')),
      ...many(9, (name) => out(name, { dependency: { ecosystem: 'jsr' } })),
    ];
    expect(find(...groups).migrations).toEqual([]);
  });

  it('leave the others as they are', () => {
    const other = subjectOf({ dependency: { name: 'left-pad' } });
    const stays = moved('right-pad', endpoints.npm, endpoints.npm);
    const { subjects } = find(other, ...many(10, out), stays);
    expect(subjects[0]).toBe(other);
    expect(subjects.at(-1)).toBe(stays);
  });

  it.each<[string, (name: string, at: number) => Patch, { isExpected?: boolean; isPublic?: boolean }]>([
    ['with a host of archives that is in use', () => archive(true), { isExpected: true }],
    ['with one that is not, once', (_, at) => archive(at > 0), { isExpected: false }],
    ['with a registry that nothing names', () => ({ strayRegistry: privateRegistry }), { isExpected: false }],
    ['with other bytes, once', (_, at) => bytes(at === 0 ? 'BB' : 'AA'), { isPublic: true }],
    ['with the same bytes', () => bytes('AA'), { isPublic: false }],
  ])('are judged as a whole: %s', (_, patch, expected) => {
    const subjects = Array.from({ length: 12 }, (__, at) => out(`acme-${at}`, patch(`acme-${at}`, at)));
    expect(find(...subjects).migrations).toMatchObject([expected]);
  });
});

const archive = (expectedHost: boolean): Patch => ({ archive: { host: hosts.npm, expectedHost } });
const bytes = (digest: string): Patch => ({
  dependency: { version: '1.0.0', integrity: [`sha512-${digest}==`] },
  previous: { version: '1.0.0', integrity: ['sha512-AA=='] },
});
