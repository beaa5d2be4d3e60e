import { expect, it } from 'vitest';
import { type RuleInput, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

type Registry = NonNullable<RuleInput['registry']>;
const evil = { url: 'https://npm.evil.example/' };
const scoped = { role: 'explicit', names: ['@acme/*'] } as const;

it.each<[string, Registry, string]>([
  ['added for all', { use: evil }, 'adds the registry https://npm.evil.example/: all npm packages would come from it.'],
  ['added beside', { use: { ...evil, role: 'extra' } }, 'all npm packages would be looked for there too.'],
  ['added for a scope', { use: { ...evil, ...scoped } }, 'npm packages named @acme/* would come from it.'],
  [
    'added to be pointed to',
    { use: { ...evil, role: 'explicit' } },
    'npm packages that point to it would come from it.',
  ],
  [
    'added for many names',
    { use: { ...evil, role: 'extra', names: ['a', 'b', 'c', 'd', 'e'] } },
    'npm packages named a, b, c and 2 more would be looked for there too.',
  ],
  [
    'repointed',
    { use: evil, previous: {} },
    'replaces the registry https://npm.acme.example/ by https://npm.evil.example/',
  ],
  [
    'for no names',
    { use: { ...evil, role: 'explicit', names: [] } },
    'evil.example/: npm packages that point to it would come from it.',
  ],
  [
    'the default in place of another one',
    { use: evil, previous: {}, isDefault: true },
    'replaces the registry https://npm.acme.example/',
  ],
  ['widened', { use: { role: 'extra' }, previous: { ...scoped } }, 'serve other names than before'],
  ['with other names', { use: { ...scoped, names: ['*'] }, previous: { ...scoped } }, 'packages named * would come'],
])('tells of a registry that is %s', (_, registry, words) => {
  const drafts = runRule(rule, { registry });
  expect(drafts).toHaveLength(1);
  expect(drafts[0]).not.toHaveProperty('severity');
  expect(drafts[0]?.message).toContain(words);
});

it.each(['./wheels', '../x', 'file:///srv/wheels', 'C:\\wheels'])('says a folder beside the registry: %s', (url) => {
  expect(runRule(rule, { registry: { use: { url, role: 'extra' } } })).toMatchObject([
    { severity: 'medium', message: expect.stringContaining('adds the folder ') },
  ]);
  const [instead] = runRule(rule, { registry: { use: { url, role: 'primary' } } });
  expect(instead).not.toHaveProperty('severity');
});

it('tells of one that is gone from beside others', () => {
  const use = { url: 'https://npm.acme.example/', role: 'extra' } as const;
  expect(runRule(rule, { registry: { use, isGone: true, trusted: true, further: 21 } })).toMatchObject([
    {
      severity: 'medium',
      message:
        '.npmrc no longer names the registry https://npm.acme.example/: all npm packages would come from what is left; the file loses 21 further registry lines.',
    },
  ]);
});

it('tells of one that a single command has lost', () => {
  const within = { path: 'Dockerfile', startLine: 3, startColumn: 1, endLine: 3, endColumn: 20 };
  const use = { url: 'https://npm.acme.example/', names: ['acme-tool'], within } as const;
  expect(runRule(rule, { registry: { use, isGone: true, trusted: true } })[0]?.message).toContain(
    'no longer names the registry https://npm.acme.example/ for this command: npm packages named acme-tool would come',
  );
});

it.each<[string, Registry]>([
  ['in place of another one', { use: evil, previous: {}, trusted: true }],
  ['with other names', { use: { ...scoped, names: ['*'] }, previous: { ...scoped }, trusted: true }],
  ['beside the default, in place of another one', { use: { ...evil, role: 'extra' }, previous: {}, trusted: true }],
])('is milder where the registry is trusted or well known: %s', (_, registry) => {
  expect(runRule(rule, { registry })).toMatchObject([
    { severity: 'medium', message: expect.stringContaining(', which is well known or trusted by the configuration: ') },
  ]);
});

it('says what to look at: the folder, the names, or who runs the registry', () => {
  const advise = (registry: Registry) => runRule(rule, { registry })[0]?.remediation;
  expect(advise({ use: { url: './wheels', role: 'extra' } })).toContain('the archives in that folder');
  expect(advise({ use: evil, previous: {}, trusted: true })).toContain('these names are meant to come from there');
  expect(advise({ use: evil })).toContain('Find out who runs that registry');
});

it.each<[string, Registry]>([
  ['the same', { use: {}, previous: {} }],
  ['the same with a slash less', { use: { url: 'https://npm.acme.example' }, previous: {} }],
  ['the default, said', { use: {}, trusted: true, isDefault: true }],
  ['a trusted one that is added', { use: evil, trusted: true }],
  ['a trusted one that is added beside', { use: { ...evil, role: 'extra' }, trusted: true }],
  ['a trusted one for a scope', { use: { ...evil, ...scoped }, trusted: true }],
  ['one of several that is the only one now', { use: { role: 'primary' }, previous: { role: 'extra' } }],
  ['the same names', { use: { ...scoped }, previous: { ...scoped } }],
])('is silent for %s', (_, registry) => {
  expect(runRule(rule, { registry })).toEqual([]);
});

it('never shows credentials', () => {
  const drafts = runRule(rule, {
    registry: {
      use: { url: 'https://user:hunter2@npm.evil.example/' },
      previous: { url: 'https://npm.acme.example/?token=hunter2' },
    },
  });
  expect(drafts).toHaveLength(1);
  expect(JSON.stringify(drafts)).not.toContain('hunter2');
});

it('says how many further ones it stands for', () => {
  const [draft] = runRule(rule, { registry: { further: 1999 } });
  expect(draft?.message).toContain('; the file gains 1999 further registry lines.');
});
