import { describe, expect, it } from 'vitest';
import { AuditError } from '../model/error.ts';
import { OptionError } from '../model/rule.ts';
import type { ConfigContext } from './context.ts';
import { defaultPolicy } from './defaults.ts';
import { loadPolicy } from './load.ts';

const plainRule = (id: string) => ({ meta: { id }, options: (raw: Readonly<Record<string, unknown>>) => raw });

const context: ConfigContext = {
  path: '.github/gazetteer.yml',
  ecosystems: ['npm', 'pypi'],
  rules: [
    ...['young-package', 'known-malicious', 'yanked-version'].map(plainRule),
    {
      meta: { id: 'recent-release' },
      options(raw) {
        if (Object.hasOwn(raw, 'grades')) throw new OptionError('grades[1].under', 'must be a duration');
        if (Object.hasOwn(raw, 'packages')) throw new OptionError('packages.pkg:npm/a.b', 'must be off');
        const surplus = Object.keys(raw)[0];
        if (surplus !== undefined) throw new OptionError(surplus, 'is not known here');
        return {};
      },
    },
    {
      meta: { id: 'broken-rule' },
      options() {
        throw new TypeError('a fault of the rule');
      },
    },
  ],
  normaliseName: (ecosystem, name) => (ecosystem === 'pypi' ? name.toLowerCase().replaceAll('_', '-') : name),
};

const full = `
version: 1
fail-on: medium
fail-on-confidence: low
on-unverified: warn
registries:
  npm: { url: "https://npm.acme.example/", mirrors-public: true }
  pypi:
    - { url: "https://pypi.acme.example/simple", role: primary }
    - { url: "http://127.0.0.1:8080/simple/", role: explicit, names: ["Acme_*"] }
trusted-registries: ["https://wheels.acme.example", "http://[::1]:4873/"]
private:
  npm: ["@acme/*", "acme-*"]
  pypi: [Acme_Tools]
first-party: { npm: ["@acme/*"], repository: "github.com/acme/*" }
services: { osv: false, github-advisories: false, deps-dev: false }
budget: { requests: 10, seconds: 5, bytes: 20MB }
rules:
  yanked-version: off
  young-package: { severity: low, mode: observe, days: { first: 3 } }
ignore-paths: ["test/fixtures/**"]
approved: [pkg:npm/left-pad, "pkg:pypi/Acme_*@1.0"]
denied: [pkg:npm/event-stream, { package: "pkg:npm/@acme/*@1.0.0", reason: withdrawn }]
inline-exceptions: [recent-release]
baseline: .github/gazetteer-baseline.json
locked: [fail-on, rules.young-package, denied]
exceptions:
  - rule: young-package
    package: pkg:npm/@acme/*
    path: services/api/**
    reason: " reviewed "
    expires: 2027-01-31
  - { rule: known-malicious, package: "pkg:pypi/Acme_Tools@1.0", reason: no, expires: "2028-02-29" }
`;

describe('loadPolicy', () => {
  it.each([undefined, '', '# nothing yet\n', 'version: 1'])('gives the defaults for %j', async (text) => {
    expect(await loadPolicy(text, context)).toEqual({ ...defaultPolicy, stated: new Set() });
  });

  it('reads every key', async () => {
    expect(await loadPolicy(full, context)).toEqual({
      failOn: 'medium',
      failOnConfidence: 'low',
      onUnverified: 'warn',
      stated: new Set(['failOn', 'failOnConfidence', 'onUnverified']),
      registries: {
        npm: [{ url: 'https://npm.acme.example/', role: 'primary', mirrorsPublic: true }],
        pypi: [
          { url: 'https://pypi.acme.example/simple', role: 'primary', mirrorsPublic: false },
          { url: 'http://127.0.0.1:8080/simple/', role: 'explicit', names: ['acme-*'], mirrorsPublic: false },
        ],
      },
      trustedRegistries: ['https://wheels.acme.example', 'http://[::1]:4873/'],
      private: { npm: ['@acme/*', 'acme-*'], pypi: ['acme-tools'] },
      firstParty: { npm: ['@acme/*'] },
      firstPartyRepository: 'github.com/acme/*',
      services: { osv: false, 'github-advisories': false, 'deps-dev': false },
      budget: { requests: 10, seconds: 5, bytes: 20_000_000 },
      rules: {
        'yanked-version': { severity: 'off' },
        'young-package': { severity: 'low', mode: 'observe', options: { days: { first: 3 } } },
      },
      ignorePaths: ['test/fixtures/**'],
      approved: ['pkg:npm/left-pad', 'pkg:pypi/acme-*@1.0'],
      denied: [{ package: 'pkg:npm/event-stream' }, { package: 'pkg:npm/%40acme/*@1.0.0', reason: 'withdrawn' }],
      inlineExceptions: ['recent-release'],
      baseline: '.github/gazetteer-baseline.json',
      locked: ['fail-on', 'rules.young-package', 'denied', 'rules.denied-package', 'exceptions.denied-package'],
      exceptions: [
        {
          rule: 'young-package',
          package: 'pkg:npm/%40acme/*',
          path: 'services/api/**',
          reason: 'reviewed',
          expires: '2027-01-31',
          line: 28,
        },
        { rule: 'known-malicious', package: 'pkg:pypi/acme-tools@1.0', reason: 'no', expires: '2028-02-29', line: 33 },
      ],
    });
  });

  it('keeps what the file leaves out of a mapping', async () => {
    const policy = await loadPolicy('budget: { seconds: 5 }\nservices: {}', context);
    expect(policy.budget).toEqual({ ...defaultPolicy.budget, seconds: 5 });
    expect(policy.services).toEqual(defaultPolicy.services);
  });

  it.each<[string, string | false]>([
    ['true', defaultPolicy.services['github-advisories']],
    ['false', false],
    ['"https://github.acme.example/api/v3"', 'https://github.acme.example/api/v3'],
  ])("asks for GitHub's advisories where it is told to: %s", async (value, expected) => {
    const { services } = await loadPolicy(`services: { github-advisories: ${value} }`, context);
    expect(services).toEqual({ ...defaultPolicy.services, 'github-advisories': expected });
  });

  it('finds nothing under names of objects', async () => {
    const { registries, rules } = await loadPolicy(full, context);
    expect([registries['constructor'], rules['hasOwnProperty'], defaultPolicy.private['toString']]).toEqual(
      Array(3).fill(undefined),
    );
  });

  it('does not take a fault of a rule for a fault of the file', async () => {
    await expect(loadPolicy('rules: { broken-rule: {} }', context)).rejects.toThrow(TypeError);
  });
});

const acceptance = (text: string) => `exceptions:\n  - ${text}`;

/** text, message after the path, part of the remedy */
const faults: readonly (readonly [string, string, string])[] = [
  ['version: 1\nfail-onn: high', '2: fail-onn: unknown key "fail-onn"', 'did you mean fail-on?'],
  ['__proto__: 1', '1: __proto__: unknown key', 'known are version'],
  ['[]', '1: must be a mapping of', 'a mapping'],
  ['just text', '1: must be a mapping of', 'a mapping'],
  ['baseline: /etc/known.json', '1: baseline: must be relative', 'write it like .github/gazetteer-baseline.json'],
  [
    'rules: { recent-release: { modus: observe } }',
    '1: rules.recent-release.modus',
    'gazetteer explain recent-release lists',
  ],
  ['version: 2', '1: version: must be 1, not 2', ''],
  ['fail-on: severe', '1: fail-on: must be one of info, low, medium, high, critical, never, not "severe"', ''],
  ['fail-on: [high]', '1: fail-on: must be one of', ''],
  ['fail-on:', '1: fail-on: must be one of info, low, medium, high, critical, never, not empty', 'remove the key'],
  ['on-unverified: true', '1: on-unverified: must be one of fail, warn, not true', ''],
  ['extends: acme/policy/gazetteer.yml@main', '1: extends: another repository cannot be read here', 'remove'],
  ['extends: acme/policy/gazetteer.yml', '1: extends: is no file in a repository', '@<commit>'],
  ['extends: acme/policy/../x.yml@main', '1: extends: is no file in a repository', 'commit'],
  ['locked: [fail-onn]', '1: locked[0]: unknown key to lock "fail-onn"', 'did you mean fail-on?'],
  ['locked: [rules.young-pakage]', '1: locked[0]: unknown rule "young-pakage"', 'young-package'],
  ['approved: []', '1: approved: must be a list of packages', ''],
  ['approved: [left-pad]', '1: approved[0]: is no package', 'purl'],
  ['approved: ["pkg:npm/*"]', '1: approved[0]: approves every name', 'name the packages'],
  ['approved: ["pkg:npm/@*/*"]', '1: approved[0]: approves every name', 'name the packages'],
  ['denied: [{ reason: x }]', '1: denied[0]: package is missing', 'add the package'],
  ['denied: [{ package: "pkg:npm/a", until: x }]', '1: denied[0].until: unknown key', 'package, reason'],
  ['inline-exceptions: [nothing]', '1: inline-exceptions[0]: unknown rule', ''],
  [
    'inline-exceptions: [known-malicious]',
    '1: inline-exceptions[0]: no comment can accept known-malicious',
    'exception',
  ],
  ['baseline: "*.json"', '1: baseline: must be one file', '.github/gazetteer-baseline.json'],
  ['baseline: ../x.json', '1: baseline: must be relative', ''],
  ['services: { github-advisories: on }', '1: services.github-advisories: is no address', 'https:'],
  ['services: { osv: true }', '1: services.osv: must be an address, not true', ''],
  ['registries: { cargo: "https://x.example" }', '1: registries.cargo: unknown ecosystem "cargo"', 'npm, pypi'],
  ['registries: { npm: "http://npm.acme.example" }', '1: registries.npm: must be https', 'https://'],
  ['registries: { npm: "http://127.0.0.1.acme.example" }', '1: registries.npm: must be https', 'https://'],
  ['registries: { npm: "https://user:secret@npm.acme.example" }', '1: registries.npm: an address with credentials', ''],
  ['registries: { npm: "https://npm.acme.example/?a=b" }', '1: registries.npm: must be https without a query', ''],
  ['registries: { npm: "https://npm.acme.example\\\\@other.example/" }', '1: registries.npm: must be https', ''],
  ['registries: { npm: "https://npm.acme.example/\\n" }', '1: registries.npm: is no address', ''],
  ['registries: { npm: "file:///etc/passwd" }', '1: registries.npm: must be https', ''],
  ['registries: { npm: npm.acme.example }', '1: registries.npm: is no address', ''],
  ['registries: { npm: [] }', '1: registries.npm: must be a list of registries', ''],
  ['registries: { npm: [{ url: "https://x.example" }] }', '1: registries.npm[0]: role is missing', 'role: primary'],
  ['registries: { npm: { mirrors-public: true } }', '1: registries.npm: url is missing', 'url:'],
  [
    'registries: { npm: { url: "https://x.example", mirrors-public: yes } }',
    '1: registries.npm.mirrors-public: must be true',
    '',
  ],
  [
    'registries:\n  npm:\n    - url: https://x.example\n      role: explicit',
    '3: registries.npm[0]: names is missing',
    'names:',
  ],
  ['trusted-registries: https://x.example', '1: trusted-registries: must be a list of addresses', ''],
  ['private: { npm: acme-* }', '1: private.npm: must be a list of names', ''],
  ['private: { npm: ["acme-?"] }', '1: private.npm[0]: holds a character that no name has', '*'],
  ['private: { npm: [" "] }', '1: private.npm[0]: must be a name', ''],
  ['first-party: { repository: "https://github.com/acme" }', '1: first-party.repository: is no repository', 'without'],
  ['budget: { seconds: 2m }', '1: budget.seconds: must be a whole number', ''],
  ['budget: { requests: 0 }', '1: budget.requests: must be a whole number from 1', ''],
  ['budget: { requests: 1.5 }', '1: budget.requests: must be a whole number', ''],
  ['budget: { bytes: 100mb }', '1: budget.bytes: must be a size such as 100MB', ''],
  ['budget: { bytes: 11GB }', '1: budget.bytes: must be a size', ''],
  ['budget: { bytes: -1 }', '1: budget.bytes: must be a size', ''],
  ['rules:\n  young-pakage: off', '2: rules.young-pakage: unknown rule "young-pakage"', 'did you mean young-package?'],
  ['rules: { young-package: severe }', '1: rules.young-package: must be one of off, info', ''],
  ['rules: { young-package: false }', '1: rules.young-package: must be one of off, info', ''],
  ['rules: { young-package: [low] }', '1: rules.young-package: must be off, a severity or a mapping', ''],
  ['rules: { young-package: { mode: dry-run } }', '1: rules.young-package.mode: must be observe', ''],
  ['rules:\n  recent-release:\n    odd: 1', '3: rules.recent-release.odd: is not known here', 'recent-release'],
  [
    'rules:\n  recent-release:\n    grades:\n      - under: 1d\n      - severity: low\n        under: soon',
    '6: rules.recent-release.grades[1].under: must be a duration',
    'recent-release',
  ],
  [
    'rules:\n  recent-release:\n    packages:\n      pkg:npm/a: off\n      pkg:npm/a.b: 1',
    '5: rules.recent-release.packages.pkg:npm/a.b: must be off',
    '',
  ],
  ['ignore-paths: ["/test/**"]', '1: ignore-paths[0]: must be relative', 'test/fixtures/**'],
  ['ignore-paths: ["a/../b"]', '1: ignore-paths[0]: must be relative', ''],
  ['ignore-paths: ["!a"]', '1: ignore-paths[0]: negation is not supported', ''],
  ['ignore-paths: ["a\\\\b"]', '1: ignore-paths[0]: holds a character', ''],
  ['exceptions: {}', '1: exceptions: must be a list of exceptions', ''],
  [acceptance('{ reason: x, expires: 2027-01-31 }'), '2: exceptions[0]: rule is missing', 'add the rule'],
  [acceptance('{ rule: young-package, expires: 2027-01-31 }'), '2: exceptions[0]: reason is missing', 'add why'],
  [acceptance('{ rule: young-package, reason: x }'), '2: exceptions[0]: expires is missing', '2027-01-31'],
  [acceptance('{ rule: young-package, reason: "  ", expires: 2027-01-31 }'), '2: exceptions[0].reason: must be', ''],
  [acceptance('{ rule: young-package, reason: x, expires: 2027-02-30 }'), '2: exceptions[0].expires: is no day', ''],
  [acceptance('{ rule: young-package, reason: x, expires: soon }'), '2: exceptions[0].expires: is no day', ''],
  [acceptance('{ rule: nothing, reason: x, expires: 2027-01-31 }'), '2: exceptions[0].rule: unknown rule', ''],
  [
    acceptance('{ rule: young-package, package: left-pad, reason: x, expires: 2027-01-31 }'),
    '2: exceptions[0].package: is no package',
    'purl',
  ],
  [
    acceptance('{ rule: young-package, package: "pkg:npm/a?b=c", reason: x, expires: 2027-01-31 }'),
    '2: exceptions[0].package: is no package',
    'qualifiers',
  ],
  [
    acceptance('{ rule: young-package, package: pkg:gem/rails, reason: x, expires: 2027-01-31 }'),
    '2: exceptions[0].package: unknown ecosystem "gem"',
    'npm, pypi',
  ],
  [
    acceptance('{ rule: young-package, package: "pkg:npm/a@1.*", reason: x, expires: 2027-01-31 }'),
    '2: exceptions[0].package: a glob in the version',
    '',
  ],
  [
    acceptance('{ rule: known-malicious, package: pkg:npm/a, reason: x, expires: 2027-01-31 }'),
    '2: exceptions[0].package: known-malicious accepts only an exact package and version',
    'pkg:npm/left-pad@1.3.0',
  ],
  [
    acceptance('{ rule: known-malicious, package: "pkg:npm/*@1.0.0", reason: x, expires: 2027-01-31 }'),
    '2: exceptions[0].package: known-malicious accepts only',
    '',
  ],
  [
    acceptance('{ rule: known-malicious, path: "a/**", reason: x, expires: 2027-01-31 }'),
    '2: exceptions[0]: package is missing',
    'version',
  ],
];

describe('a faulty configuration', () => {
  it.each(faults)('%j', async (text, message, remedy) => {
    const error = await loadPolicy(text, context).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AuditError);
    if (!(error instanceof AuditError)) return;
    expect(error.code).toBe('config');
    expect(error.message.startsWith(`.github/gazetteer.yml:${message}`), error.message).toBe(true);
    expect(error.message).not.toContain('\n');
    expect(error.message.length).toBeLessThan(400);
    expect(error.hint).toContain(remedy);
  });

  it('never repeats credentials', async () => {
    const text = 'trusted-registries: ["https://me:hunter2@npm.acme.example/"]';
    const error = await loadPolicy(text, context).catch((caught: unknown) => caught);
    expect(String(error)).not.toContain('hunter2');
  });
});
