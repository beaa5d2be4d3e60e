import { describe, expect, it } from 'vitest';
import type { ConfigContext } from './context.ts';
import { loadPolicy } from './load.ts';

const ids = ['young-package', 'recent-release', 'known-malicious', 'denied-package'];
const context: ConfigContext = {
  path: '.github/gazetteer.yml',
  ecosystems: ['npm', 'pypi'],
  rules: ids.map((id) => ({ meta: { id }, options: (raw) => raw })),
};

/** A file of the repository on top of one that it extends, each without its version. */
const extend = (parent: string, own: string) =>
  loadPolicy(`extends: acme/policy/gazetteer.yml@main\n${own}`, {
    ...context,
    extend: () => loadPolicy(parent, { ...context, path: 'acme/policy/gazetteer.yml' }),
  });

const accept = (rule: string) => `exceptions: [{ rule: ${rule}, reason: x, expires: 2027-01-31 }]`;
const url = '"https://npm.acme.example/"';

describe('a configuration that extends another one', () => {
  it('replaces single values, adds to lists, and keeps what it leaves out', async () => {
    const parent = `fail-on: medium\non-unverified: warn\nprivate: { npm: [a] }\nbudget: { seconds: 5 }\nrules: { young-package: off, recent-release: low }\n${accept('young-package')}`;
    const policy = await extend(
      parent,
      `on-unverified: fail\nprivate: { npm: [b], pypi: [c] }\nbudget: { requests: 9 }\nrules: { recent-release: high }\n${accept('recent-release')}`,
    );
    expect(policy).toMatchObject({
      failOn: 'medium',
      onUnverified: 'fail',
      private: { npm: ['a', 'b'], pypi: ['c'] },
      budget: { seconds: 5, requests: 9 },
      rules: { 'young-package': { severity: 'off' }, 'recent-release': { severity: 'high' } },
      stated: new Set(['failOn', 'onUnverified']),
      notes: [],
    });
    expect(policy.exceptions.map(({ rule }) => rule)).toEqual(['young-package', 'recent-release']);
  });

  it('says which line of it does not count, and why', async () => {
    const { notes } = await extend('locked: [fail-on]', '\nfail-on: never');
    expect(notes).toEqual([
      {
        level: 'warning',
        path: '.github/gazetteer.yml',
        message:
          '.github/gazetteer.yml:3: fail-on is locked by acme/policy/gazetteer.yml, and what stands there would loosen it: it does not count',
      },
    ]);
  });
});

/** key that is locked, what its file says besides, what would loosen it, what would not */
const table: readonly (readonly [string, string, string, string])[] = [
  ['fail-on', 'fail-on: high', 'fail-on: critical', 'fail-on: low'],
  ['fail-on', '', 'fail-on: never', 'fail-on: high'],
  ['fail-on-confidence', '', 'fail-on-confidence: high', 'fail-on-confidence: low'],
  ['on-unverified', '', 'on-unverified: warn', 'on-unverified: fail'],
  ['registries', '', `registries: { npm: ${url} }`, 'private: { npm: [a] }'],
  [
    'registries',
    `registries: { npm: ${url} }`,
    'registries: { npm: "https://x.example/" }',
    `registries: { npm: ${url} }`,
  ],
  ['trusted-registries', '', `trusted-registries: [${url}]`, 'fail-on: low'],
  ['first-party', 'first-party: { npm: [a] }', 'first-party: { npm: [b] }', 'denied: [pkg:npm/b]'],
  ['first-party', '', 'first-party: { repository: "github.com/acme/*" }', 'fail-on: low'],
  ['services', '', 'services: { osv: false }', 'services: {}'],
  [
    'services',
    'services: { osv: false }',
    'services: { deps-dev: false }',
    'services: { osv: "https://osv.acme.example/" }',
  ],
  ['budget', '', 'budget: { seconds: 500 }', 'budget: { seconds: 5 }'],
  ['ignore-paths', '', 'ignore-paths: ["test/**"]', 'fail-on: low'],
  ['approved', 'approved: [pkg:npm/a]', 'approved: [pkg:npm/b]', 'denied: [pkg:npm/b]'],
  ['inline-exceptions', '', 'inline-exceptions: [recent-release]', 'fail-on: low'],
  ['baseline', '', 'baseline: known.json', 'fail-on: low'],
  ['baseline', 'baseline: known.json', 'baseline: other.json', 'baseline: known.json'],
  ['exceptions', '', accept('recent-release'), 'fail-on: low'],
  ['exceptions.recent-release', '', accept('recent-release'), accept('young-package')],
  ['denied', 'denied: [pkg:npm/a]', accept('denied-package'), 'denied: [pkg:npm/b]'],
  ['denied', 'denied: [pkg:npm/a]', 'rules: { denied-package: low }', accept('young-package')],
  ['rules', '', 'rules: { young-package: off }', 'rules: { young-package: critical }'],
  ['rules', '', 'rules: { young-package: high }', 'rules: { young-package: {} }'],
  ['rules', 'rules: { young-package: off }', 'rules: { recent-release: low }', 'rules: { young-package: low }'],
  ['rules.young-package', '', 'rules: { young-package: { mode: observe } }', 'rules: { recent-release: off }'],
  [
    'rules.young-package',
    'rules: { young-package: high }',
    'rules: { young-package: medium }',
    'rules: { young-package: critical }',
  ],
  [
    'rules.young-package',
    'rules: { young-package: high }',
    'rules: { young-package: {} }',
    'rules: { young-package: high }',
  ],
  [
    'rules.young-package',
    'rules: { young-package: { mode: observe } }',
    'rules: { young-package: { days: 1 } }',
    'rules: { young-package: {} }',
  ],
];

describe('what is locked', () => {
  it.each(table)('%s, of %j: %j does not count, %j does', async (key, said, looser, other) => {
    const parent = `locked: [${key}]\n${said}`;
    const bare = await extend(parent, '');
    const { notes, ...held } = await extend(parent, looser);
    const { stated: _, notes: __, ...before } = bare;
    const { stated: ___, ...after } = held;
    expect(after).toEqual(before);
    expect(notes).toHaveLength(1);
    const fine = await extend(parent, other);
    expect(fine.notes).toEqual([]);
    expect(fine).not.toEqual(await extend(`locked: [${key}]`, looser));
  });

  it('is what a file in between locks too, and what that one says holds', async () => {
    const policy = await loadPolicy('extends: a/b/c@d\nfail-on: never\nfail-on-confidence: high', {
      ...context,
      extend: () => extend('locked: [fail-on]\nfail-on: medium', 'locked: [fail-on-confidence]\nfail-on: low'),
    });
    expect(policy).toMatchObject({ failOn: 'low', failOnConfidence: 'medium' });
    expect(policy.locked).toEqual(['fail-on', 'fail-on-confidence']);
    expect(policy.notes).toHaveLength(2);
  });
});
