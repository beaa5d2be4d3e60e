import { describe, expect, it } from 'vitest';
import { factContext } from '../../test/support/facts.ts';
import { subjectOf } from '../../test/support/rules.ts';
import type { Dependency } from '../model/dependency.ts';
import { fact } from './execution.ts';

const resolve = (dependency: Partial<Dependency>, lockedVersion?: string) =>
  fact.resolve(
    subjectOf({ dependency: { ecosystem: 'pypi', ...dependency }, ...(lockedVersion && { lockedVersion }) }),
    factContext(),
  );
const idsOf = (dependency: Partial<Dependency>, lockedVersion?: string) => {
  const found = resolve(dependency, lockedVersion);
  return found.state === 'present' ? found.value.flaws.map(({ ids: [id] }) => id) : found.state;
};

describe('what is known of a package that runs what a model writes', () => {
  it('asks nobody', () => {
    expect(fact.plan(subjectOf({ dependency: { ecosystem: 'pypi', name: 'smolagents' } }), factContext())).toEqual([]);
  });

  it('comes from the bundled list, without flaws of other versions', () => {
    expect(resolve({ name: 'smolagents', version: '1.17.0' })).toMatchObject({
      state: 'present',
      value: { kind: 'purpose', flaws: [], entries: [{ path: 'smolagents.CodeAgent' }, {}, {}] },
      source: 'bundled packages that run what a model writes',
    });
    expect(resolve({ name: 'requests', version: '2.32.0' })).toMatchObject({ state: 'absent' });
    expect(resolve({ ecosystem: 'npm', name: 'smolagents', version: '1.0.0' })).toMatchObject({ state: 'absent' });
  });

  it.each([
    ['smolagents', '1.16.1', ['CVE-2025-5120']],
    ['pandasai', '0.8.0', ['CVE-2024-12366', 'CVE-2024-23752', 'CVE-2023-39660']],
    ['pandasai', '2.4.3', ['CVE-2024-12366']],
    ['pandasai', '3.0.0', ['CVE-2026-51898']],
    ['camel-ai', '0.2.91a2', ['CVE-2026-51857']],
    ['camel-ai', '0.2.90', []],
    [
      'langroid',
      '0.53.14',
      ['CVE-2026-55615', 'CVE-2026-54760', 'CVE-2026-25879', 'CVE-2026-25481', 'CVE-2025-46725', 'CVE-2025-46724'],
    ],
    ['langroid', '0.65.5', []],
    ['vanna', '0.5.5', ['CVE-2024-5565']],
    ['vanna', '2.0.2', ['CVE-2026-51911']],
  ])('knows the flaws of %s %s', (name, version, ids) => {
    expect(idsOf({ name, version })).toEqual(ids);
  });

  it('is about the versions that it is about', () => {
    expect(resolve({ name: 'langchain', version: '0.0.200' })).toMatchObject({ state: 'present' });
    expect(resolve({ name: 'langchain', version: '1.0.0' })).toMatchObject({ state: 'absent' });
    expect(resolve({ name: 'vanna', version: '0.7.9' })).toMatchObject({ value: { kind: 'purpose' } });
    expect(resolve({ name: 'vanna', version: '2.1.0' })).toMatchObject({ value: { kind: 'entries' } });
  });

  it('takes the version that the lockfile fixes, and of an unknown one the latest that is known of', () => {
    expect(idsOf({ name: 'smolagents', requirement: '>=1' }, '1.10.0')).toEqual(['CVE-2025-5120']);
    expect(idsOf({ name: 'smolagents', version: '1.16.0', requirement: '==1.16.0' })).toEqual(['CVE-2025-5120']);
    expect(idsOf({ name: 'smolagents', requirement: '>=1' })).toEqual([]);
    expect(resolve({ name: 'vanna' })).toMatchObject({ value: { kind: 'entries', flaws: [] } });
    expect(resolve({ name: 'langchain' })).toMatchObject({ state: 'absent' });
  });
});
