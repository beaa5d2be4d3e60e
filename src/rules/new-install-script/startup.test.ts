import { describe, expect, it } from 'vitest';
import { now, type RuleInput, runRule } from '../../../test/support/rules.ts';
import type { Fact, Unknown } from '../../model/fact.ts';
import type { StartupFact } from '../../model/registry.ts';
import { day } from '../durations.ts';
import { rule } from './index.ts';

type Facts = NonNullable<RuleInput['facts']>;
type Given<N extends keyof Facts> = NonNullable<Facts[N]>;

const ago = (age: number): string => new Date(Date.parse(now) - age).toISOString();
const fileOf = (...files: readonly string[]): StartupFact => ({ files, archives: 1, skipped: 0 });
const release: Given<'release'> = {
  state: 'present',
  value: { version: '2.0.1', publishedAt: ago(day), archives: ['py3-none-any'] },
};
const predecessor: Given<'predecessor'> = {
  state: 'present',
  value: { basis: 'base', release: { version: '2.0.0', archives: ['py3-none-any'] } },
};
const none: Given<'predecessor'> = { state: 'absent', proof: 'no release of it is older' };
const silent: Unknown = { state: 'unknown', reason: 'timed out', source: 'archives' };

const startup = (files: readonly string[], past: readonly string[] | Fact<StartupFact>): Given<'startup'> => ({
  state: 'present',
  value: {
    release: fileOf(...files),
    predecessor: 'state' in past ? past : { state: 'present', value: fileOf(...past), source: 'archives' },
  },
});
const packageOf = (age: number): Given<'package'> => ({
  state: 'present',
  value: {
    name: 'left-pad',
    status: 'active',
    versions: [{ version: '2.0.1', publishedAt: ago(age) }],
    removedVersions: [],
  },
});
const adoption = (isUsed: boolean): Given<'adoption'> => ({
  state: 'present',
  value: { isKnown: isUsed, isUsed, isEstablished: isUsed, errorRate: 0 },
});

const run = (facts: Facts, subject: RuleInput['subject'] = {}) =>
  runRule(rule, { subject: { newToRepository: false, ...subject }, facts: { release, predecessor, ...facts } });

describe('a file that runs at each start', () => {
  it('is a sign where the release before lacked it, and both are named', () => {
    const [draft, ...more] = run({ startup: startup(['litellm_init.pth'], []) });
    expect(more).toEqual([]);
    expect(draft).toMatchObject({
      message:
        'left-pad 2.0.1 brings a file that the interpreter runs whenever it starts, litellm_init.pth, which 2.0.0 lacked.',
      signal: { words: 'it brings a file that the interpreter runs whenever it starts: litellm_init.pth' },
      version: '2.0.1',
    });
    expect(draft?.severity).toBeUndefined();
    expect(draft?.evidence.map(({ fact, value }) => [fact, value])).toEqual([
      ['startup', 'litellm_init.pth'],
      ['predecessor', '2.0.0 has none'],
    ]);
  });

  it.each<[string, readonly string[], readonly string[], string | undefined]>([
    ['that was there', ['a1_coverage.pth'], ['a1_coverage.pth'], undefined],
    ['that is called by its version', ['x-1.1-py3.13-nspkg.pth'], ['x-1.0-py3.12-nspkg.pth'], undefined],
    ['that is gone', [], ['a.pth'], undefined],
    ['beside one that was there', ['a.pth', 'b.pth'], ['a.pth'], 'b.pth'],
    ['beside one that differs in a number alone', ['a1.pth', 'a2.pth'], ['a1.pth'], 'a2.pth'],
    ['beside one that is called by its version', ['x-1.1.pth', 'x-9.pth'], ['x-1.0.pth'], 'x-9.pth'],
    ['of another name', ['b.pth'], ['a.pth'], 'b.pth'],
    ['of several', ['b.pth', 'c.pth'], [], 'b.pth and 1 more'],
  ])('%s', (_, files, past, expected) => {
    const [draft] = run({ startup: startup(files, past) });
    if (expected === undefined) expect(draft).toBeUndefined();
    else expect(draft?.message).toContain(`, ${expected}, which 2.0.0 lacked.`);
  });

  it('is hardly a sign where nobody knows whether it is new', () => {
    const half: Fact<StartupFact> = {
      state: 'present',
      value: { ...fileOf('a.pth'), unread: silent },
      source: 'archives',
    };
    for (const past of [silent, half]) {
      const [draft] = run({ startup: startup(['a.pth'], past) });
      expect(draft).toMatchObject({ severity: 'low', message: expect.stringContaining('is not known') });
      expect(draft).not.toHaveProperty('signal');
    }
  });

  it('claims no more of many wheels than was looked at', () => {
    const past: Fact<StartupFact> = { state: 'present', value: { ...fileOf(), skipped: 3 }, source: 'archives' };
    const [draft] = run({ startup: startup(['a.pth'], past) });
    expect(draft?.message).toContain('which the archives of 2.0.0 that were looked into lacked.');
    expect(draft).toHaveProperty('signal');
  });

  it.each<[string, Facts, boolean]>([
    ['young', { package: packageOf(day), adoption: adoption(false) }, true],
    ['in no list', { package: packageOf(2_000 * day), adoption: adoption(false) }, true],
    ['in use', { package: packageOf(day), adoption: adoption(true) }, false],
    ['of unknown use', {}, false],
  ])('of a package that is new here is a sign where nothing speaks for it: %s', (_, facts, isSign) => {
    for (const before of [none, predecessor]) {
      const [draft] = run(
        { predecessor: before, startup: startup(['a.pth'], silent), ...facts },
        { newToRepository: true },
      );
      expect(draft?.severity).toBe(isSign ? undefined : 'low');
      expect(draft !== undefined && 'signal' in draft).toBe(isSign);
    }
  });

  it('of a package that is new here is nothing where it always had it', () => {
    const facts = { startup: startup(['a.pth'], ['a.pth']), adoption: adoption(false), package: packageOf(day) };
    expect(run(facts, { newToRepository: true })).toEqual([]);
  });

  it.each<[string, Facts, RuleInput['subject']?]>([
    ['nothing is known of its archives', { startup: { state: 'unknown', reason: 'timed out' } }],
    ['there are none', { startup: startup([], []) }],
    [
      'the package is a member of the workspace',
      { startup: startup(['a.pth'], []) },
      { own: true, fromWorkspace: true },
    ],
  ])('is not told where %s', (_, facts, subject = {}) => {
    expect(run(facts, subject)).toEqual([]);
  });

  it('keeps the report whole, however it is called', () => {
    const [draft] = run({
      startup: startup([`${'x'.repeat(5_000)}\n.pth`, ...Array<string>(900).fill('y'.repeat(200))], []),
    });
    expect(draft?.message.length).toBeLessThan(300);
    expect(draft?.message).not.toContain('\n');
    expect(Math.max(...(draft?.evidence ?? []).map(({ value }) => value.length))).toBeLessThan(600);
  });
});
