import { expect, it } from 'vitest';
import { type RuleInput, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

type Subject = NonNullable<RuleInput['subject']>;
const run = (subject: Subject) => runRule(rule, { subject });
const npm = (requirement?: string) => ({ name: 'left-pad', ...(requirement === undefined ? {} : { requirement }) });
const python = (requirement?: string) => ({ ecosystem: 'pypi', ...npm(requirement) });

it.each<[string, Subject, string]>([
  ['nothing', { dependency: npm() }, 'is asked for without a version'],
  ['an empty text', { dependency: npm(' ') }, 'is asked for without a version'],
  ['any', { dependency: npm('*') }, 'is asked for as "*"'],
  ['a tag', { dependency: npm('next') }, 'as "next"'],
  ['a lower bound', { dependency: python('>=1,!=1.5') }, 'as ">=1,!=1.5"'],
  ['a command', { fileRole: 'script', dependency: python() }, 'whatever is published next on PyPI'],
  ['a setting', { fileRole: 'configuration', dependency: npm('latest') }, 'as "latest"'],
  ['what was bounded before', { dependency: npm('>=1'), previous: npm('^1') }, 'as ">=1"'],
  [
    'what came from elsewhere before',
    { dependency: npm('*'), previous: { source: { kind: 'path', path: 'x' } } },
    '"*"',
  ],
  [
    'what an override opens',
    { dependency: { ...npm('1.3.0'), version: '1.3.0' }, constrained: [{ requirement: '>=1' }] },
    'as ">=1"',
  ],
  [
    'what one of two clients does not narrow',
    { dependency: npm('*'), constrained: [{ requirement: '1.3.0', version: '1.3.0' }, { requirement: '*' }] },
    'as "*"',
  ],
  ['a name that no registry serves', { dependency: npm('*'), registries: [] }, 'published next is installed next.'],
])('tells of %s', (_, subject, words) => {
  expect(run(subject)).toMatchObject([{ message: expect.stringContaining(words) }]);
});

it.each<[string, Subject]>([
  ['a version', { dependency: { ...npm('1.3.0'), version: '1.3.0' } }],
  ['a range', { dependency: npm('^1') }],
  ['a lockfile', { fileRole: 'lockfile', dependency: npm('*') }],
  ['what a lockfile fixes', { dependency: npm('*'), lockedVersion: '1.3.0' }],
  ['a constraint', { constrains: true, dependency: npm('*') }],
  ['what a constraint fixes', { dependency: npm('*'), constrained: [{ requirement: '1.3.0', version: '1.3.0' }] }],
  ['text', { fileRole: 'prose', dependency: npm() }],
  ['an own package', { own: true, dependency: npm('*') }],
  ['a peer', { dependency: { ...npm('>=1'), scope: 'peer' } }],
  ['a repository', { dependency: { ...npm(), source: { kind: 'git', url: 'https://git.acme.example/x' } } }],
  ['what was as open before', { dependency: npm('>=2'), previous: npm('>=1') }],
  ['a tag of a registry that has none', { dependency: python('latest') }],
])('is silent for %s', (_, subject) => {
  expect(run(subject)).toEqual([]);
});
