import { describe, expect, it } from 'vitest';
import type { ChoiceLiterals, IndexLiteral } from '../../../test/support/choices.ts';
import { type FactLiterals, type RuleInput, runRule } from '../../../test/support/rules.ts';
import type { RegistryCandidate } from '../../model/registry.ts';
import { rule } from './index.ts';

const open = 'https://pypi.example/simple';
const inner = 'https://pypi.acme.example/simple';
const registryOf = (url: string): RegistryCandidate => ({
  url,
  public: url === open,
  trusted: true,
  origin: 'the lockfile',
});

type Subject = NonNullable<RuleInput['subject']>;

describe('a registry that a lockfile names', () => {
  const judge = (
    recorded: string,
    [theirs, everyone]: readonly [Partial<IndexLiteral>, Partial<IndexLiteral>],
    { client = 'uv', others = [], ...subject }: Subject & { client?: string; others?: readonly string[] } = {},
    wellKnown = false,
  ) => {
    const indexes: readonly IndexLiteral[] = [
      { url: inner, weight: 'extra', ...theirs },
      { url: open, weight: 'default', public: true, ...everyone },
    ];
    const choice: ChoiceLiterals = [client, ...others].map((id) => ({
      client: id,
      requirement: '<=9.0',
      wellKnown,
      indexes,
    }));
    const dependency = { name: 'acme-lib', version: '9.0', source: { kind: 'registry', url: recorded } } as const;
    return runRule(rule, {
      subject: {
        fileRole: 'lockfile',
        otherwise: { by: 'settings' },
        registries: [registryOf(recorded)],
        ...subject,
        dependency,
      },
      facts: { choice },
    });
  };

  const both = [{ versions: ['1.0', '2.0'] }, { versions: ['9.0'] }] as const;
  const hashed = { versions: [{ version: '9.0', hashes: ['sha256:aa'] }] };

  it('is not the one that the client would have taken', () => {
    expect(judge(open, both)).toMatchObject([
      {
        message: `acme-lib 9.0 would be installed from the registry ${open}, although the files in use let it come from pypi.acme.example.`,
        evidence: [{ fact: 'choice', observed: 'present', value: expect.stringContaining('uv: pypi.acme.example: 2') }],
      },
    ]);
  });

  it('may be a private one where the client takes the public one', () => {
    expect(judge(inner, [{ versions: ['1.0'] }, { versions: ['9.0'] }], { client: 'pip' })).toMatchObject([
      { message: expect.stringMatching(/let it come from pypi\.example\.$/) },
    ]);
  });

  it.each<[string, ReturnType<typeof judge>]>([
    ['it is the one', judge(inner, both)],
    ['one plausible client takes it', judge(open, both, { others: ['pip'] })],
    ['the other one gives no answer', judge(open, [{ unknown: 'it timed out' }, both[1]])],
    ['the other one may not be asked', judge(open, [{ ...both[0], trusted: false }, both[1]])],
    ['the other one refuses', judge(open, [{ status: 403 }, both[1]])],
    ['the other one does not have the name', judge(open, [{}, both[1]])],
    ['one is the mirror of the other', judge(open, [hashed, hashed])],
    ['many people use the package', judge(open, both, {}, true)],
    ['the name is known to be private', judge(open, both, { privateBy: 'acme-*' })],
    ['the name is the project’s own', judge(open, both, { own: true })],
  ])('is none where %s', (_, drafts) => {
    expect(drafts).toEqual([]);
  });
});

describe('a private registry that the change takes away', () => {
  type Package = NonNullable<FactLiterals['package']>;
  const taken = (...versions: readonly string[]): Package => ({
    state: 'present',
    value: {
      name: 'acme-lib',
      status: 'active',
      versions: versions.map((version) => ({ version })),
      removedVersions: [],
    },
  });
  const free: Package = { state: 'absent', proof: 'answered 404' };

  const judge = (index: Partial<IndexLiteral>, pkg: Package = taken('9.0'), subject: Subject = {}, wellKnown = false) =>
    runRule(rule, {
      subject: {
        otherwise: { by: 'base' },
        registries: [registryOf(open)],
        ...subject,
        dependency: { name: 'acme-lib' },
      },
      facts: {
        choice: { client: 'pip', wellKnown, indexes: [{ url: inner, weight: 'default', ...index }] },
        package: pkg,
      },
    });

  const served = { versions: ['1.0', '2.0'] };
  const pointed = { weight: 'explicit', includes: ['acme-lib'] } as const;
  const unclear: Package = { state: 'unknown', reason: 'it timed out' };

  it.each<[string, ReturnType<typeof judge>, object]>([
    ['which has the name, as the public one', judge(served), { severity: 'critical' }],
    ['which alone has the name', judge(served, free), { severity: undefined }],
    ['which has the name, and the public one is silent', judge(served, unclear), { severity: undefined }],
    ['the public one only keeps the name', judge(served, taken('0.0.1')), { severity: undefined }],
    ['what it has may be copies', judge(served, taken('1.0', '2.0')), { severity: undefined, confidence: 'low' }],
    ['to which the name points, without an answer', judge({ ...pointed, status: 401 }), { confidence: 'low' }],
  ])('is told: %s', (_, drafts, expected) => {
    const [draft, ...more] = drafts;
    expect(more).toEqual([]);
    expect({ severity: undefined, ...draft }).toMatchObject({ ...expected });
    expect(draft?.message).toContain('was to come from pypi.acme.example until now and would be installed from PyPI');
  });

  /** Beside the public one, which has the name too. */
  const judgeBeside = (client: string, index: Partial<IndexLiteral>, pkg: Package = taken('9.0')) =>
    runRule(rule, {
      subject: { otherwise: { by: 'base' }, registries: [registryOf(open)], dependency: { name: 'acme-lib' } },
      facts: {
        choice: {
          client,
          indexes: [
            { url: inner, weight: 'extra', ...index },
            { url: open, weight: 'default', public: true, versions: ['9.0'] },
          ],
        },
        package: pkg,
      },
    });

  it('is told where it stood before the public one, and the client took the first', () => {
    expect(judgeBeside('uv', served)).toMatchObject([{ severity: 'critical' }]);
  });

  it.each<[string, ReturnType<typeof judge>]>([
    ['it stood beside the public one, which won', judgeBeside('pip', served)],
    ['it stood beside the public one and did not have the name', judgeBeside('uv', {})],
    ['it stood beside the public one and gave no answer', judgeBeside('uv', { unknown: 'it timed out' })],
    ['it does not have the name', judge({})],
    ['it gives no answer, and serves all names', judge({ unknown: 'it timed out' })],
    ['it may not be asked', judge({ ...served, trusted: false })],
    ['many people use the package from the public one', judge(served, taken('9.0'), {}, true)],
    ['another rule tells that the name is private', judge(served, taken('9.0'), { privateBy: 'acme-*' })],
    ['the name is the project’s own', judge(served, taken('9.0'), { own: true })],
  ])('is nothing where %s', (_, drafts) => {
    expect(drafts).toEqual([]);
  });
});
