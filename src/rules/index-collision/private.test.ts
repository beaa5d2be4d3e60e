import { describe, expect, it } from 'vitest';
import { privateRegistry, type RuleInput, runRule } from '../../../test/support/rules.ts';
import type { PackageFact } from '../../model/registry.ts';
import { rule } from './index.ts';

const twin: PackageFact = {
  name: '@acme/utils',
  status: 'active',
  versions: [{ version: '9.0.0' }],
  removedVersions: [],
};

describe('a setting that a container is built without', () => {
  const at = (path: string, startLine: number) => ({
    path,
    startLine,
    startColumn: 1,
    endLine: startLine,
    endColumn: 9,
  });
  const use = {
    ecosystem: 'npm',
    url: 'https://npm.acme.example/',
    role: 'explicit',
    location: at('.npmrc', 2),
  } as const;
  const leftBehind = { use, command: at('Dockerfile', 4) };
  const judgeLeft = (subject: RuleInput['subject'] = {}, patch: Partial<PackageFact> = {}) =>
    runRule(rule, {
      subject: { dependency: { name: '@acme/utils' }, registries: [privateRegistry], leftBehind, ...subject },
      facts: { 'public-twin': { state: 'present', value: { ...twin, ...patch } } },
    });

  it('is told with its condition', () => {
    expect(judgeLeft()).toMatchObject([
      {
        severity: 'medium',
        confidence: 'low',
        message:
          '@acme/utils comes from npm.acme.example (.npmrc:2), and a package of that name is on the npm registry. Dockerfile:4 installs it where that file is not copied to: unless its image has such settings of its own, it gets that one.',
        related: [{ path: '.npmrc' }, { path: 'Dockerfile' }],
      },
    ]);
    expect(judgeLeft({}, { versions: [{ version: '0.0.1' }] })).toMatchObject([{ severity: 'low', confidence: 'low' }]);
  });

  it.each<[string, ReturnType<typeof judgeLeft>]>([
    ['a lockfile has the name', judgeLeft({ lockedVersion: '1.0.0' })],
    ['the public package is gone', judgeLeft({}, { status: 'unpublished', versions: [] })],
    ['the name is the project’s own', judgeLeft({ own: true })],
  ])('is nothing where %s', (_, drafts) => {
    expect(drafts).toEqual([]);
  });
});

describe('a private name whose bytes a hash fixes', () => {
  const judgeFixed = (digest: string) =>
    runRule(rule, {
      subject: { dependency: { name: 'acme-utils' }, privateBy: 'acme-*' },
      facts: {
        choice: {
          client: 'pip',
          requirement: '==1.0.0',
          hashes: [`sha256:${digest}`],
          indexes: [
            {
              url: 'https://pypi.example/simple',
              weight: 'default',
              public: true,
              versions: [{ version: '1.0.0', hashes: ['sha256:bb'] }],
            },
          ],
        },
      },
    });

  it('is critical where they are the public ones, and else high', () => {
    expect(judgeFixed('bb')).toMatchObject([
      { severity: 'critical', version: '1.0.0', message: expect.stringMatching(/pip takes 1\.0\.0 from there\.$/) },
    ]);
    expect(judgeFixed('aa')).toMatchObject([{ severity: 'high', message: expect.stringMatching(/is on PyPI\.$/) }]);
  });
});
