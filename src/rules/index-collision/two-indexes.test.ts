import { describe, expect, it } from 'vitest';
import { choiceOf, hashed, type Index, inner, judge, line, open, type Told } from '../../../test/support/collisions.ts';
import { runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

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
