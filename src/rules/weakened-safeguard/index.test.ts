import { describe, expect, it } from 'vitest';
import { type RuleInput, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

type Pair = NonNullable<RuleInput['safeguard']>;
const age = (strength: number) => ({
  setting: 'minimumReleaseAge',
  value: String(strength),
  guard: 'release-age' as const,
  strength,
  byDefault: 1440,
});
const client = (value: string) => ({
  setting: 'yarnPath',
  value,
  guard: 'client-code' as const,
  strength: 0,
  byDefault: 1,
});
const off = { strength: 0, byDefault: 1 };

it.each<[string, Pair, string]>([
  ['scripts', { after: off }, 'sets "ignore-scripts" to "false", so that code of packages can run'],
  ['a lowered age', { before: age(10_080), after: age(60) }, 'at an age of 60 minutes instead of 7 days.'],
  ['an age below the default', { after: age(120) }, 'at an age of 2 hours instead of 24 hours.'],
  ['no age', { after: age(0) }, 'of any age instead of 24 hours.'],
  [
    'an exception from the age',
    { after: { setting: 'minimumReleaseAgeExclude', value: 'x', guard: 'release-age', ...off } },
    'releases are taken that are younger than before.',
  ],
  ['an age taken away', { before: age(10_080) }, 'no longer sets "minimumReleaseAge" to "10080"'],
  [
    'verification',
    { after: { guard: 'verification', ...off } },
    'what differs from what was recorded or agreed is taken.',
  ],
  ['code inside the client', { after: client('x.cjs') }, 'code that is not its own runs inside the client.'],
  [
    'other code inside the client',
    { before: client('a.cjs'), after: client('b.cjs') },
    'to "b.cjs" instead of "a.cjs"',
  ],
  [
    'other bytes of a file that does nothing by itself',
    { before: { ...client('sha256 aa'), byDefault: 0 }, after: { ...client('sha256 bb'), byDefault: 0 } },
    'code that is not its own runs inside the client.',
  ],
  [
    'an address in place of a file',
    { before: client('.yarn/releases/yarn-4.0.0.cjs'), after: client('https://u:hunter2@evil.example/yarn-4.0.0.cjs') },
    '"https://***@evil.example/yarn-4.0.0.cjs"',
  ],
])('tells of %s', (_, safeguard, words) => {
  const drafts = runRule(rule, { safeguard });
  expect(drafts).toHaveLength(1);
  expect(drafts[0]?.message).toContain(words);
  expect(JSON.stringify(drafts)).not.toContain('hunter2');
});

it.each<[string, Pair, string, string]>([
  ['ignore-scripts', { after: {} }, '', 'installed, also where a user is stricter.'],
  [
    'enableScripts of Yarn',
    { after: { setting: 'enableScripts', value: 'true' } },
    '',
    'sets "enableScripts" to "true"',
  ],
  [
    'an age of nothing',
    { after: { ...age(0), byDefault: 0 } },
    'medium',
    'releases are taken that are younger than before, also where a user is stricter.',
  ],
])(
  'tells of a default that is newly said, for it comes before what a user sets: %s',
  (_, safeguard, severity, words) => {
    const drafts = runRule(rule, { safeguard });
    expect(drafts).toHaveLength(1);
    expect(drafts[0]?.severity ?? '').toBe(severity);
    expect(drafts[0]?.message).toContain(words);
  },
);

it.each<[string, Pair]>([
  ['other settings that say the default', { after: { setting: 'strict-dep-builds' } }],
  ['a default that was said before', { before: { value: '0' }, after: {} }],
  ['a default that is no longer said', { before: {} }],
  ['the default, written down', { after: age(1440) }],
  ['a higher age', { before: age(1440), after: age(10_080) }],
  ['a weakness that is taken away', { before: off }],
  ['the next release of a client', { before: client('yarn-4.0.0.cjs'), after: client('yarn-4.12.0.cjs') }],
  ['another value that protects as much', { before: { ...off, value: 'a' }, after: { ...off, value: 'b' } }],
  ['connections', { after: { guard: 'transport', ...off } }],
  ['nothing', {}],
])('is silent for %s', (_, safeguard) => {
  expect(runRule(rule, { safeguard })).toEqual([]);
});

describe('entries of a list', () => {
  const entry = (setting: string) => runRule(rule, { safeguard: { after: { setting, ...off } } })[0]?.cause;

  it('have one cause, and are told as one where they are many', () => {
    expect(entry('trustedDependencies esbuild')).toMatchObject({
      name: '"esbuild"',
      many: {
        least: 3,
        message:
          'entries of trustedDependencies in .npmrc are new or changed, so that code of packages can run while they are installed',
      },
    });
    expect(entry('trustedDependencies sharp')?.key).toBe(entry('trustedDependencies esbuild')?.key);
    expect(entry('allowBuilds sharp')?.key).not.toBe(entry('trustedDependencies esbuild')?.key);
    expect(JSON.stringify(entry('plugins https://u:hunter2@evil.example/x.cjs'))).not.toContain('hunter2');
  });

  it('are not what takes no list', () => {
    expect(entry('ignore-scripts')).toBeUndefined();
  });
});
