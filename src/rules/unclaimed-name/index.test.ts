import { describe, expect, it } from 'vitest';
import type { ChoiceLiteral, IndexLiteral } from '../../../test/support/choices.ts';
import {
  type FactLiterals,
  privateRegistry,
  publicRegistry,
  type RuleInput,
  runRule,
} from '../../../test/support/rules.ts';
import { rule } from './index.ts';

const free = { 'public-twin': { state: 'absent', proof: '404, asked twice' } } as const;
const run = (subject: RuleInput['subject'], facts: RuleInput['facts'] = free) =>
  runRule(rule, { subject: { privateBy: 'left-*', registries: [privateRegistry], ...subject }, facts });

it('says that anybody can register the name, and how that is known', () => {
  expect(run({})).toMatchObject([
    {
      message:
        'left-pad is meant to be private (left-*), but anybody can register it on the npm registry (404, asked twice).',
      evidence: [{ fact: 'public-twin', observed: 'absent' }],
    },
  ]);
});

it('says that the public registry is asked for it', () => {
  expect(run({ registries: [privateRegistry, publicRegistry] })[0]?.message).toContain('which is asked for it here');
});

it('counts a name whose every version was unpublished as free', () => {
  const value = { name: 'left-pad', status: 'unpublished', versions: [], removedVersions: ['1.0.0'] } as const;
  expect(run({}, { 'public-twin': { state: 'present', value } })[0]?.message).toContain(
    'every version was unpublished',
  );
});

it.each<[string, RuleInput['subject']]>([
  ['a namespace that hides its names', { mayHide: true }],
  ['an own name', { own: true }],
  ['a path', { registries: [] }],
])('is silent for %s', (_, subject) => {
  expect(run(subject)).toEqual([]);
});

it('is silent for a name that is not private', () => {
  expect(runRule(rule, { facts: free })).toEqual([]);
});

it('tells a redirect from a name whose account is gone: less where a commit is pinned, nothing where that is not known', () => {
  const moved = (isFree?: boolean): FactLiterals => ({
    package: {
      state: 'present',
      value: {
        name: 'gone/tool',
        status: 'active',
        versions: [],
        removedVersions: [],
        movedTo: { name: 'octo/tool', ...(isFree === undefined ? {} : { isFree }) },
      },
    },
  });
  const judge = (facts: FactLiterals, own = false) =>
    runRule(rule, { subject: { own, dependency: { ecosystem: 'githubactions', name: 'gone/tool' } }, facts });
  expect(judge(moved(true))).toMatchObject([{ severity: 'medium', message: expect.stringContaining('octo/tool') }]);
  const commit = { state: 'present', value: { ref: 'tag v1' } } as const;
  expect(judge({ ...moved(true), commit })).toMatchObject([{ severity: 'low' }]);
  expect([judge(moved(false)), judge(moved()), judge(moved(true), true)]).toEqual([[], [], []]);
});

const open = { url: 'https://pypi.example/simple', weight: 'default', public: true } as const;
const inner = { url: 'https://pypi.acme.example/simple', weight: 'extra' } as const;

type Index = Partial<IndexLiteral>;
type Told = Partial<ChoiceLiteral>;

const choiceOf = (other: Index, everyone: Index = {}, told: Told = {}): ChoiceLiteral => ({
  client: 'pip',
  indexes: [
    { ...open, ...everyone },
    { ...inner, ...other },
  ],
  ...told,
});

const judge = (choice: ChoiceLiteral | readonly ChoiceLiteral[], subject: RuleInput['subject'] = {}) =>
  runRule(rule, { subject: { ...subject, dependency: { name: 'acme-utils' } }, facts: { choice } });

describe('a name that another index serves', () => {
  it.each<[string, Index, Told, string]>([
    ['pip', { versions: ['1.2.0'] }, {}, 'pip would take a release 1.2.1 from there.'],
    ['a local version', { versions: ['2.0.0+0d7e753227'] }, {}, 'pip would take a release 2.0.1 from there.'],
    ['a requirement', { versions: ['1.2.0'] }, { requirement: '<2' }, 'pip would take a release 1.2.1 from there.'],
    [
      'uv that merges',
      { versions: ['1.2.0'] },
      { client: 'uv', strategy: 'unsafe-best-match' },
      'uv would take a release 1.2.1 from there.',
    ],
    [
      'Poetry, which asks the public one first',
      { versions: ['1.2.0'], weight: 'supplemental' },
      { client: 'poetry' },
      'Poetry would take a release 1.2.1 from there.',
    ],
  ])('is told for %s', (_, other, told, words) => {
    const [draft, ...more] = judge(choiceOf(other, {}, told));
    expect(more).toEqual([]);
    expect(draft).not.toHaveProperty('severity');
    expect(draft).not.toHaveProperty('confidence');
    expect(draft?.message).toBe(
      `acme-utils comes from pypi.acme.example, but anybody can register it on PyPI: ${words}`,
    );
    expect(draft?.remediation).toMatch(/^Let pypi\.acme\.example alone serve it: .+[^.]\.$/);
  });

  it.each<[string, Index, Index, Told]>([
    ['uv as it is', { versions: ['1.2.0'] }, {}, { client: 'uv' }],
    ['a fixed hash', { versions: [{ version: '1.2.0', hashes: ['sha256:aa'] }] }, {}, { hashes: ['sha256:aa'] }],
    ['a pinned local version', { versions: ['1.2.0+acme'] }, {}, { requirement: '==1.2.0+acme' }],
    ['a pin that the other index serves', { versions: ['1.2.0'] }, {}, { requirement: '==1.2.0' }],
    ['a name that is taken', { versions: ['1.2.0'] }, { versions: ['1.0.0'] }, {}],
    ['a public index that does not answer', { versions: ['1.2.0'] }, { unknown: 'it timed out' }, {}],
    ['one that fails', { versions: ['1.2.0'] }, { status: 503 }, {}],
    ['a name that nobody has', {}, {}, {}],
  ])('is no finding for %s', (_, other, everyone, told) => {
    expect(judge(choiceOf(other, everyone, told))).toEqual([]);
  });

  it('is no finding for an own name, or inside a namespace', () => {
    const choice = choiceOf({ versions: ['1.2.0'] });
    expect(judge(choice, { own: true })).toEqual([]);
    expect(judge(choice, { mayHide: true })).toEqual([]);
  });
});

describe('an index that does not tell whether it has the name', () => {
  it.each<[string, Index]>([
    ['no answer', { unknown: 'it timed out' }],
    ['no trust', { versions: ['1.2.0'], trusted: false }],
    ['a refusal', { status: 403 }],
    ['a failure', { status: 500 }],
  ])('leaves the public side to argue from: %s', (_, other) => {
    const [draft] = judge(choiceOf(other));
    expect(draft).toMatchObject({ confidence: 'medium', evidence: [{ fact: 'choice', observed: 'present' }] });
    expect(draft?.message).toBe(
      'acme-utils can only come from pypi.acme.example today, but anybody can register it on PyPI: pip would then take it from there.',
    );
  });

  it('is not named where another one is known to have it', () => {
    const third = { url: 'https://wheels.example/simple', weight: 'extra', unknown: 'it timed out' } as const;
    const indexes = [open, third, { ...inner, versions: ['1.2.0'] }];
    expect(judge({ client: 'pip', indexes })[0]?.message).toMatch(/^acme-utils comes from pypi\.acme\.example, but/);
  });

  it('is named with the others, each once', () => {
    const silent = (url: string) => ({ url, weight: 'extra', unknown: 'it timed out' }) as const;
    const urls = [
      'https://a.example/cpu',
      'https://a.example/gpu',
      'https://b.example',
      'https://c.example',
      'https://d.example',
    ];
    const [draft] = judge({ client: 'pip', indexes: [open, ...urls.map(silent)] });
    expect(draft?.message).toMatch(/^acme-utils can only come from a\.example or b\.example or c\.example today, but/);
  });

  it('weighs less than one that has it, where clients differ', () => {
    const known = choiceOf({ versions: ['1.2.0'], weight: 'supplemental' }, {}, { client: 'poetry' });
    const wheels = { url: 'https://wheels.example/simple', weight: 'extra', unknown: 'it timed out' } as const;
    const [draft] = judge([{ client: 'pip', indexes: [open, wheels] }, known]);
    expect(draft?.message).toContain(': Poetry, where it installs this, would take a release 1.2.1 from there.');
  });
});

it('gives the safe form for a private name that a client would take', () => {
  const [draft] = judge(choiceOf({ versions: ['1.2.0'] }), { privateBy: 'acme-*' });
  expect(draft?.message).toContain('which is asked for it here');
  expect(draft?.remediation).toBe(
    'Register a placeholder for the name on PyPI, or make every client ask only the private registry for it: install what comes from there in a run of its own with `--index-url https://pypi.acme.example/simple` alone, or give every requirement its `--hash`.',
  );
});
