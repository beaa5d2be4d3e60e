import { describe, expect, it } from 'vitest';
import type { ChoiceLiteral, IndexLiteral } from '../../../test/support/choices.ts';
import {
  type FactLiterals,
  privateRegistry,
  publicRegistry,
  type RuleInput,
  runRule,
} from '../../../test/support/rules.ts';
import type { PackageFact } from '../../model/registry.ts';
import { rule } from './index.ts';

const both = [privateRegistry, publicRegistry];
const twinOf = (patch: Partial<PackageFact> = {}): Pick<FactLiterals, 'public-twin'> => ({
  'public-twin': {
    state: 'present',
    value: { name: 'left-pad', status: 'active', versions: [{ version: '9.0.0' }], removedVersions: [], ...patch },
  },
});

const run = (subject: RuleInput['subject'], patch: Partial<PackageFact> = {}) =>
  runRule(rule, { subject: { privateBy: 'left-*', ...subject }, facts: twinOf(patch) });

const held = { versions: [{ version: '0.0.1' }] };

it.each<[string, RuleInput['subject'], Partial<PackageFact>, string, string]>([
  ['both registries serve it', { registries: both }, {}, 'critical', 'which may serve it here'],
  ['only the public one is configured', { registries: [publicRegistry] }, {}, 'critical', 'which may serve it here'],
  ['only the private one serves it', { registries: [privateRegistry] }, {}, 'high', 'is on the npm registry.'],
  ['the public one is deprecated', { registries: both }, { status: 'deprecated' }, 'critical', 'may serve it here'],
  ['the public one is held', { registries: both }, { status: 'security-placeholder' }, 'high', 'empty placeholder'],
  ['the public one is quarantined', { registries: both }, { status: 'quarantined' }, 'high', 'quarantined'],
  ['the public one has no version', { registries: both }, { versions: [] }, 'high', 'is on the npm registry.'],
  ['the public one keeps the name', { registries: both }, held, 'high', 'by its look a placeholder, is on'],
  ['it does so, and is not asked', { registries: [privateRegistry] }, held, 'medium', 'by its look a placeholder, is'],
])('where %s', (_, subject, twin, severity, words) => {
  expect(run(subject, twin)).toMatchObject([{ severity, message: expect.stringContaining(words) }]);
});

it.each<[string, RuleInput['subject'], Partial<PackageFact>]>([
  ['an own name', { own: true }, {}],
  ['a path', { registries: [] }, {}],
  ['a name that is free again', { registries: both }, { status: 'unpublished', versions: [] }],
])('is silent for %s', (_, subject, twin) => {
  expect(run(subject, twin)).toEqual([]);
});

it('says by which pattern the name is private', () => {
  expect(run({ registries: both })[0]?.message).toMatch(/^left-pad is meant to be private \(left-\*\), but /);
});

it('says which project sends the name elsewhere, and where', () => {
  const location = { path: 'apps/shop/.npmrc', startLine: 2, startColumn: 1, endLine: 2, endColumn: 9 };
  const claimedBy = { ecosystem: 'npm', url: 'https://npm.acme.example/', role: 'explicit', location } as const;
  const subject = { dependency: { name: '@acme/utils' }, claimedBy };
  expect(runRule(rule, { subject, facts: twinOf() })).toMatchObject([
    {
      severity: 'critical',
      message: expect.stringMatching(
        /^@acme\/utils is meant to be private \(apps\/shop\/\.npmrc:2 sends it to npm\.acme/,
      ),
      related: [{ path: 'apps/shop/.npmrc', startLine: 2, message: 'names the other index' }],
    },
  ]);
});

const open = { url: 'https://pypi.example/simple', weight: 'default', public: true } as const;
const line = { path: 'requirements.txt', startLine: 1, startColumn: 1, endLine: 1, endColumn: 40 };
const inner = { url: 'https://pypi.acme.example/simple', weight: 'extra', at: line } as const;

type Index = Partial<IndexLiteral>;
type Told = Partial<ChoiceLiteral>;

const choiceOf = (other: Index, everyone: Index, told: Told = {}): ChoiceLiteral => ({
  client: 'pip',
  indexes: [
    { ...open, ...everyone },
    { ...inner, ...other },
  ],
  ...told,
});

const judge = (other: Index, everyone: Index, told: Told = {}, subject: RuleInput['subject'] = {}) =>
  runRule(rule, {
    subject: { ...subject, dependency: { name: 'acme-utils', ...subject.dependency } },
    facts: { choice: choiceOf(other, everyone, told) },
  });

/** Versions with a hash each. */
const hashed = (...list: readonly (readonly [string, string])[]): Index => ({
  versions: list.map(([version, digest]) => ({ version, hashes: [`sha256:${digest}`] })),
});

describe('two indexes that have the name', () => {
  it.each<[string, Index, Index, Told, string, string]>([
    [
      'the public one wins',
      { versions: ['1.2.0'] },
      { versions: ['9.0.0'] },
      {},
      'critical',
      'acme-utils is on PyPI and on pypi.acme.example, with different archives: pip takes 9.0.0 from PyPI.',
    ],
    [
      'the public one could win',
      { versions: ['1.2.0'] },
      { versions: ['1.0.0'] },
      {},
      'high',
      'different archives: pip takes 1.2.0 from pypi.acme.example today, but would take a release 1.2.1 from PyPI.',
    ],
    [
      'the public one could win once something fits',
      { versions: ['1.2.0'] },
      { versions: ['1.0.0'] },
      { requirement: '>=3' },
      'high',
      'different archives: nothing fits today, but pip would take a release 3.0.1 from PyPI.',
    ],
    [
      'every public release was withdrawn',
      { versions: ['1.2.0'] },
      { versions: [{ version: '9.0.0', yanked: true }] },
      {},
      'high',
      'pip takes 1.2.0 from pypi.acme.example today, but would take a release 1.2.1 from PyPI.',
    ],
    [
      'the requirement leaves only one of them today',
      { versions: ['2.1.0'] },
      { versions: ['1.0.0'] },
      { requirement: '~=2.1' },
      'high',
      'but would take a release 2.1.1 from PyPI.',
    ],
    [
      'another release of the same number',
      hashed(['1.0.0', 'aa']),
      hashed(['1.0.0', 'bb'], ['9.0.0', 'cc']),
      {},
      'critical',
      'with different archives: pip takes 9.0.0 from PyPI.',
    ],
    [
      'some copies, and some that differ',
      hashed(['1.0.0', 'aa'], ['1.1.0', 'bb']),
      hashed(['1.0.0', 'aa'], ['1.1.0', 'cc']),
      {
        indexes: [
          { ...inner, weight: 'default', ...hashed(['1.0.0', 'aa'], ['1.1.0', 'bb']) },
          { ...open, weight: 'extra', ...hashed(['1.0.0', 'aa'], ['1.1.0', 'cc']) },
        ],
      },
      'critical',
      'is on pypi.acme.example and on PyPI, with different archives: pip takes 1.1.0 from PyPI.',
    ],
    [
      'a client that is told to merge',
      { versions: ['1.2.0'] },
      { versions: ['9.0.0'] },
      { client: 'uv', strategy: 'unsafe-best-match' },
      'critical',
      'uv takes 9.0.0 from PyPI.',
    ],
    [
      'a client that asks the public one first',
      { versions: ['1.2.0'], weight: 'supplemental' },
      { versions: ['0.9.0'] },
      { client: 'poetry' },
      'critical',
      'Poetry takes 0.9.0 from PyPI.',
    ],
    [
      'a placeholder that would be taken',
      { versions: ['1.2.0'], weight: 'supplemental' },
      { versions: ['0.0.1'] },
      { client: 'poetry' },
      'high',
      'Poetry takes 0.0.1 from PyPI. The public package looks like a placeholder that keeps the name.',
    ],
    [
      'a placeholder',
      { versions: ['1.2.0'] },
      { versions: ['0.0.0', '0.0.1'] },
      {},
      'medium',
      'from PyPI. The public package looks like a placeholder that keeps the name.',
    ],
  ])('%s', (_, other, everyone, told, severity, words) => {
    const drafts = judge(other, everyone, told);
    expect(drafts).toMatchObject([{ severity, message: expect.stringContaining(words) }]);
    expect(drafts[0]).not.toHaveProperty('confidence');
  });

  it.each<[string, Index, Index, Told]>([
    ['a mirror', hashed(['1.0.0', 'aa']), hashed(['1.0.0', 'aa'], ['9.0.0', 'bb']), {}],
    ['a client that asks the other one first', { versions: ['1.2.0'] }, { versions: ['9.0.0'] }, { client: 'uv' }],
    ['a well-known name', { versions: ['1.2.0'] }, { versions: ['9.0.0'] }, { wellKnown: true }],
    ['a pinned local version', { versions: ['1.2.0+acme'] }, { versions: ['9.0.0'] }, { requirement: '==1.2.0+acme' }],
    ['a pin that the other one serves', { versions: ['1.2.0'] }, { versions: ['9.0.0'] }, { requirement: '==1.2.0' }],
    ['a hash', hashed(['1.2.0', 'aa']), { versions: ['9.0.0'] }, { hashes: ['sha256:aa'] }],
    ['a hash of the public archive', hashed(['1.2.0', 'aa']), hashed(['9.0.0', 'bb']), { hashes: ['sha256:bb'] }],
    ['nothing on the public one', { versions: ['1.2.0'] }, {}, {}],
    ['nothing on the other one', {}, { versions: ['9.0.0'] }, {}],
    ['no answer from the public one', { versions: ['1.2.0'] }, { unknown: 'it timed out' }, {}],
    ['no answer from the other one', { unknown: 'it timed out' }, { versions: ['9.0.0'] }, {}],
    ['a refusal by the other one', { status: 403 }, { versions: ['9.0.0'] }, {}],
    ['a failure of the other one', { status: 500 }, { versions: ['9.0.0'] }, {}],
    ['an index that is not trusted', { versions: ['1.2.0'], trusted: false }, { versions: ['9.0.0'] }, {}],
  ])('are no collision: %s', (_, other, everyone, told) => {
    expect(judge(other, everyone, told)).toEqual([]);
  });

  it('are told with the version, the line of the other index, and how it is kept', () => {
    expect(judge({ versions: ['1.2.0'] }, { versions: ['9.0.0'] })).toMatchObject([
      {
        version: '9.0.0',
        related: [{ ...line, message: 'names the other index' }],
        remediation:
          'Let pypi.acme.example alone serve it: install what comes from there in a run of its own with `--index-url https://pypi.acme.example/simple` alone, or give every requirement its `--hash`. Look for installations of the public package.',
        evidence: [
          {
            fact: 'choice',
            observed: 'present',
            source: 'https://pypi.example/simple, https://pypi.acme.example/simple',
            value: 'pip: pypi.example: 1 version, pypi.acme.example: 1 version; takes 9.0.0 from pypi.example',
          },
        ],
      },
    ]);
    expect(judge({ versions: ['1.2.0'] }, { versions: ['1.0.0'] })[0]).not.toHaveProperty('version');
  });

  it('do not point to their own line', () => {
    const subject = { at: { ...line, startColumn: 5 } };
    expect(judge({ versions: ['1.2.0'] }, { versions: ['9.0.0'] }, {}, subject)[0]).not.toHaveProperty('related');
  });

  it('tell the worst of several clients, with its condition', () => {
    const [other, everyone] = [{ versions: ['1.2.0'] }, { versions: ['9.0.0'] }];
    const choice = [choiceOf(other, everyone, { client: 'uv' }), choiceOf(other, everyone)];
    expect(runRule(rule, { facts: { choice } })).toMatchObject([
      {
        severity: 'critical',
        message: expect.stringContaining(': pip, where it installs this, takes 9.0.0 from PyPI.'),
      },
    ]);
    const old = { versions: ['0.5.0'] };
    const later = choiceOf({ ...other, weight: 'supplemental' }, old, { client: 'poetry' });
    const could = choiceOf(other, old);
    expect(runRule(rule, { facts: { choice: [could, later] } })[0]?.message).toContain(
      'Poetry, where it installs this, takes 0.5.0 from PyPI.',
    );
  });

  it('say what is known where a third index gives no answer', () => {
    const third = { url: 'https://wheels.example/simple', weight: 'extra', unknown: 'it timed out' } as const;
    const indexes = [{ ...open, versions: ['1.0.0'] }, { ...inner, versions: ['1.2.0'] }, third];
    const [draft] = judge({}, {}, { indexes });
    expect(draft).toMatchObject({ severity: 'high' });
    expect(draft?.message).toMatch(/with different archives: pip would take a release 1\.2\.1 from PyPI\.$/);
    expect(draft?.evidence[0]?.value).toContain(
      'what it takes is not known (https://wheels.example/simple: it timed out)',
    );
  });
});

describe('archives that nobody can compare', () => {
  it.each<[string, Index, Index, string | undefined]>([
    ['all versions are public', { versions: ['1.0.0'] }, { versions: ['1.0.0', '1.1.0'] }, 'low'],
    [
      'hashes of another kind',
      { versions: [{ version: '1.0.0', hashes: ['md5:aa'] }] },
      hashed(['1.0.0', 'aa'], ['2.0.0', 'bb']),
      'low',
    ],
    [
      'most versions are public',
      { versions: ['1.0.0', '1.1.0', '1.1.1'] },
      { versions: ['1.0.0', '1.1.0', '9.0.0'] },
      'low',
    ],
    ['few versions are public', { versions: ['1.0.0', '3.0.0', '4.0.0'] }, { versions: ['1.0.0', '9.0.0'] }, undefined],
    ['no version is public', { versions: ['2.0.0+0d7e753227'] }, { versions: ['3.0.0'] }, undefined],
  ])('%s', (_, other, everyone, confidence) => {
    const [draft] = judge(other, everyone);
    expect(draft?.severity).toBe('critical');
    expect(draft?.confidence).toBe(confidence);
    expect(draft?.message.includes('and no hash tells whether the archives are the same')).toBe(confidence === 'low');
  });
});

describe('a private name that the client may take from several indexes', () => {
  const told = { privateBy: 'acme-*' };

  it.each<[string, Index, Index, Told, string, string]>([
    [
      'the public one wins',
      { versions: ['1.2.0'] },
      { versions: ['9.0.0'] },
      {},
      'critical',
      'is on PyPI, and pip takes 9.0.0 from there.',
    ],
    [
      'it could win',
      { versions: ['1.2.0'] },
      { versions: ['1.0.0'] },
      {},
      'high',
      'PyPI, and pip would take a release 1.2.1 from there.',
    ],
    ['it cannot win', { versions: ['1.2.0'] }, { versions: ['9.0.0'] }, { client: 'uv' }, 'high', 'name is on PyPI.'],
    [
      'a hash is fixed',
      hashed(['1.2.0', 'aa']),
      { versions: ['9.0.0'] },
      { hashes: ['sha256:aa'] },
      'high',
      'name is on PyPI.',
    ],
    [
      'nobody knows which wins',
      { unknown: 'it timed out' },
      { versions: ['9.0.0'] },
      {},
      'critical',
      'PyPI, which may serve it here.',
    ],
    [
      'the other one may not be asked',
      { trusted: false },
      { versions: ['9.0.0'] },
      {},
      'critical',
      'PyPI, which may serve it here.',
    ],
    [
      'a hash is fixed, and nobody answers',
      { unknown: 'it timed out' },
      { versions: ['9.0.0'] },
      { hashes: ['sha256:aa'] },
      'high',
      'name is on PyPI.',
    ],
    [
      'the other one fails',
      { status: 500 },
      { versions: ['9.0.0'] },
      {},
      'critical',
      'and pip takes 9.0.0 from there.',
    ],
    [
      'it keeps the name',
      { versions: ['1.2.0'] },
      { versions: ['0.0.1'] },
      {},
      'medium',
      'by its look a placeholder, is on PyPI, and pip would take',
    ],
  ])('%s', (_, other, everyone, choice, severity, words) => {
    expect(judge(other, everyone, choice, told)).toMatchObject([{ severity, message: expect.stringContaining(words) }]);
  });

  it('is told with the safe form', () => {
    const [draft] = judge({ versions: ['1.2.0'] }, { versions: ['9.0.0'] }, {}, told);
    expect(draft).toMatchObject({ version: '9.0.0', related: [line] });
    expect(draft?.remediation).toMatch(/^Let pypi\.acme\.example alone serve it: .+`--hash`\. Look for installations/);
  });
});

describe('the cause', () => {
  const at = (path: string) => ({ path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 9 });
  const causeOf = (
    name: string,
    client = 'pip',
    path = 'requirements.txt',
    other = 'https://pypi.acme.example/simple',
  ) =>
    runRule(rule, {
      subject: { dependency: { name }, at: at(path) },
      facts: {
        choice: {
          client,
          ...(client === 'uv' ? { strategy: 'unsafe-best-match' } : {}),
          indexes: [
            { url: 'https://pypi.example/simple', weight: 'default', public: true, versions: ['9.0.0'] },
            { url: other, weight: 'extra', versions: ['1.2.0'] },
          ],
        },
      },
    })[0]?.cause;

  it('is that of other names, and of a lockfile beside the manifest', () => {
    const cause = causeOf('acme-utils');
    expect(cause).toMatchObject({ name: 'acme-utils', anyVersion: true });
    expect(cause?.many?.message).toBe(
      'names are on PyPI and on pypi.acme.example, with different archives; pip takes them from PyPI, or would take higher versions from there',
    );
    expect(cause?.many?.remediation).toMatch(/^Let pypi\.acme\.example alone serve them: /);
    expect(causeOf('acme-core')?.key).toBe(cause?.key);
    expect(causeOf('acme-core', 'pip', 'pylock.toml')?.key).toBe(cause?.key);
  });

  it('is another one for another client, folder or index', () => {
    const keys = [
      causeOf('acme-utils'),
      causeOf('acme-utils', 'uv'),
      causeOf('acme-utils', 'pip', 'b/requirements.txt'),
      causeOf('acme-utils', 'pip', 'requirements.txt', 'https://pypi.b.example/simple'),
    ].map((cause) => cause?.key);
    expect(new Set(keys).size).toBe(4);
  });
});
