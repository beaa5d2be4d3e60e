import { describe, expect, it } from 'vitest';
import { factsOf, subjectOf } from '../../test/support/rules.ts';
import type { PackageFact } from '../model/registry.ts';
import { nearestVersion, requestedBy } from './requested.ts';

const subject = subjectOf();
const versions = factsOf().versions(subject);

describe('requestedBy', () => {
  it.each([
    [{ version: '1.3.0' }, '1.3.0', true],
    [{ version: '1.3.0' }, '1.3.1', false],
    [{ requirement: '^1.0.0' }, '1.4.0', true],
    [{ requirement: '^1.0.0' }, '2.0.0', false],
    [{ requirement: 'v1.4.0' }, '1.4.0', true],
    [{ requirement: 'x' }, '1.4.0', true],
    [{ requirement: 'X.x' }, '1.4.0', true],
  ])('compares %j with %s', (dependency, version, expected) => {
    expect(requestedBy(subjectOf({ dependency }), versions)?.matches(version)).toBe(expected);
  });

  it('takes versions that are written differently for the same', () => {
    const python = subjectOf({ dependency: { ecosystem: 'pypi', version: '1.0' } });
    expect(requestedBy(python, factsOf().versions(python))?.matches('1.0.0')).toBe(true);
  });

  it.each([
    ['==1.13.1', '1.13.1+cpu', 'manifest', true],
    ['==1.13.1+cpu', '1.13.1+cu117', 'manifest', false],
    ['===1.13.1', '1.13.1+cpu', 'manifest', false],
    ['==1.13.1', '1.13.1+cpu', 'lockfile', false],
  ] as const)('holds %s against %s as the client does, in a %s', (requirement, version, fileRole, expected) => {
    const dependency = { ecosystem: 'pypi', name: 'torch', version: requirement.replace(/^=+/, ''), requirement };
    const python = subjectOf({ dependency, fileRole });
    expect(requestedBy(python, factsOf().versions(python))?.matches(version)).toBe(expected);
  });

  it.each([{}, { requirement: '' }, { requirement: 'next' }, { requirement: 'xl' }, { requirement: ' vnext' }])(
    'cannot tell for %j',
    (dependency) => {
      expect(requestedBy(subjectOf({ dependency }), versions)).toBeUndefined();
    },
  );
});

describe('nearestVersion', () => {
  const pkg: PackageFact = {
    name: 'left-pad',
    status: 'active',
    versions: [
      { version: '1.10.0' },
      { version: '1.2.0' },
      { version: '1.9.0', yanked: '' },
      { version: '1.8.0', deprecated: 'broken' },
      { version: '2.0.0-rc.1' },
      { version: '3.0.0' },
    ],
    removedVersions: [],
  };

  it.each([
    ['1.9.5', '1.2.0'],
    ['1.10.0', '1.10.0'],
    ['2.5.0', '1.10.0'],
    ['0.1.0', '1.2.0'],
    ['9.0.0', '3.0.0'],
    [undefined, '3.0.0'],
  ])('of %s is %s', (wanted, nearest) => {
    expect(nearestVersion(pkg, versions, wanted)).toBe(nearest);
  });

  it('is none where every version is withdrawn', () => {
    expect(nearestVersion({ ...pkg, versions: [{ version: '1.0.0', yanked: 'x' }] }, versions)).toBeUndefined();
  });
});
