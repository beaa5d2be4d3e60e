import { expect, it } from 'vitest';
import {
  factsOf,
  now,
  privateRegistry,
  publicRegistry,
  type RuleInput,
  runRule,
  subjectOf,
} from '../../../test/support/rules.ts';
import type { ReleaseFact } from '../../model/registry.ts';
import type { Advisory } from '../advisories.ts';
import { day, hour } from '../durations.ts';
import { hold, rule } from './index.ts';
import { readOptions } from './options.ts';

const ago = (age: number): string => new Date(Date.parse(now) - age).toISOString();
const release = (age: number) => ({ state: 'present', value: { version: '1.14.1', publishedAt: ago(age) } }) as const;
const ageSetting =
  '; a minimum age (min-release-age of npm, minimumReleaseAge of pnpm and Bun, npmMinimalAgeGate of Yarn) keeps such releases out';
const versionsOf = (versions: readonly ReleaseFact[]) =>
  ({ state: 'present', value: { name: 'axios', status: 'active', versions, removedVersions: [] } }) as const;

it.each([
  [-hour, 'high'],
  [0, 'high'],
  [24 * hour - 1, 'high'],
  [24 * hour, 'medium'],
  [7 * day - 1, 'medium'],
])('grades an age of %d milliseconds', (age, severity) => {
  const drafts = runRule(rule, { facts: { release: release(age) } });
  expect(drafts).toMatchObject([{ severity, version: '1.14.1' }]);
});

it('says when it will be old enough', () => {
  const drafts = runRule(rule, { subject: { dependency: { name: 'axios' } }, facts: { release: release(3 * hour) } });
  expect(drafts[0]).toMatchObject({
    message:
      'axios 1.14.1 was published 3 hours ago (2026-03-10 09:00 UTC); counts as medium from 2026-03-11 09:00 UTC, old enough from 2026-03-17 09:00 UTC.',
    remediation: `Wait until the release is old enough${ageSetting}.`,
    course: [{ at: '2026-03-11T09:00:00.000Z', severity: 'medium' }, { at: '2026-03-17T09:00:00.000Z' }],
  });
});

it.each<[string, NonNullable<RuleInput['subject']>['dependency'], string | undefined]>([
  ['the newest settled one', { version: '1.14.1' }, '1.13.0'],
  ['one within a written range', { requirement: '^1.13.0' }, '1.13.0'],
  ['none where the range leaves none', { requirement: '>=1.13.1' }, undefined],
])('names an older version: %s', (_, dependency, settled) => {
  const versions = [
    { version: '1.12.0', publishedAt: ago(90 * day) },
    { version: '1.13.0', publishedAt: ago(30 * day) },
    { version: '1.13.1', publishedAt: ago(20 * day), yanked: 'broken' },
    { version: '1.13.2', publishedAt: ago(20 * day), deprecated: 'broken' },
    { version: '1.14.0-rc.1', publishedAt: ago(20 * day) },
    { version: '1.14.0', publishedAt: ago(2 * day) },
    { version: '1.13.9' },
    { version: '2.0.0', publishedAt: ago(20 * day) },
  ];
  const facts = { release: release(hour), package: versionsOf(versions) };
  const drafts = runRule(rule, { subject: { dependency: { name: 'axios', ...dependency } }, facts });
  const instead = settled === undefined ? '' : `, or take ${settled}, which is old enough already`;
  expect(drafts[0]?.remediation).toBe(`Wait until the release is old enough${instead}${ageSetting}.`);
  expect(drafts[0]?.evidence).toHaveLength(settled === undefined ? 1 : 2);
});

it.each<[string, RuleInput]>([
  ['what is old enough', { facts: { release: release(7 * day) } }],
  ['a time that is none', { facts: { release: { state: 'present', value: { version: '1.0.0', publishedAt: '1' } } } }],
  ['an absent release', { facts: { release: { state: 'absent', proof: '404' } } }],
  ['what no registry serves', { subject: { registries: [] }, facts: { release: release(hour) } }],
  [
    'a private package that strangers do not see',
    { subject: { privateBy: 'left-*', registries: [privateRegistry] }, facts: { release: release(hour) } },
  ],
])('is silent for %s', (_, input) => {
  expect(runRule(rule, input)).toEqual([]);
});

it('holds first-party releases and private names that a public registry may serve', () => {
  const facts = { release: release(hour) };
  expect(runRule(rule, { subject: { own: true }, facts })).toHaveLength(1);
  const registries = [privateRegistry, publicRegistry];
  expect(runRule(rule, { subject: { privateBy: 'left-*', registries }, facts })).toHaveLength(1);
});

const at = (path: string) => ({ path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 });

it.each([
  ['web/package-lock.json', 'min-release-age in .npmrc'],
  ['npm-shrinkwrap.json', 'min-release-age in .npmrc'],
  ['pnpm-lock.yaml', 'minimumReleaseAge in pnpm-workspace.yaml'],
  ['yarn.lock', 'npmMinimalAgeGate in .yarnrc.yml'],
  ['bun.lock', 'minimumReleaseAge in bunfig.toml'],
  ['uv.lock', 'exclude-newer of uv'],
  ['poetry.lock', 'solver.min-release-age of Poetry'],
  ['pyproject.toml', 'exclude-newer of uv, --uploaded-prior-to of pip'],
  ['requirements/dev.in', '--uploaded-prior-to of pip'],
  ['Pipfile.lock', undefined],
])('names the setting for %s', (path, setting) => {
  const subject = { dependency: { location: at(path) } };
  const [draft] = runRule(rule, { subject, facts: { release: release(hour) } });
  const words = setting === undefined ? '' : `; a minimum age (${setting}) keeps such releases out`;
  expect(draft?.remediation).toBe(`Wait until the release is old enough${words}.`);
});

it.each([
  [-hour, 'published at a time that lies in the future'],
  [3 * hour, 'published 3 hours ago'],
  [3 * day, 'published 3 days ago'],
  [7 * day, undefined],
])('is a sign under seven days, whatever the grades: %d', (age, words) => {
  const options = { grades: [{ under: '2w', severity: 'low' }] };
  const until = new Date(Date.parse(now) - age + 7 * day).toISOString();
  const [draft] = runRule(rule, { facts: { release: release(age) }, options });
  expect([draft?.severity, draft?.signal]).toEqual(['low', words && { words, until, countsAs: 'age' }]);
});

it('is silent for what a member of the workspace serves, and for nothing else of the own', () => {
  const facts = { release: release(hour) };
  expect(runRule(rule, { subject: { own: true, fromWorkspace: true }, facts })).toEqual([]);
  expect(runRule(rule, { subject: { own: true }, facts })).toHaveLength(1);
});

it('waits for the same as the other releases of the file that are as young', () => {
  const beside = Array.from({ length: 612 }, () => subjectOf().dependency);
  const causeOf = (age: number, path = 'a/package-lock.json', facts: RuleInput['facts'] = {}) =>
    runRule(rule, {
      subject: { dependency: { name: 'axios', version: '1.14.1', location: at(path) }, beside },
      facts: { release: release(age), ...facts },
    })[0]?.cause;
  expect(causeOf(hour)).toMatchObject({
    name: 'axios 1.14.1',
    many: {
      least: 4,
      message: 'of 612 dependencies in a/package-lock.json are younger than 24 hours',
      remediation:
        'Wait until they are old enough, or take the older releases that are named with them; a minimum age (min-release-age in .npmrc) keeps such releases out.',
    },
  });
  expect(causeOf(3 * day)?.many?.message).toBe(
    'of 612 dependencies in a/package-lock.json were published 24 hours to 7 days ago',
  );
  expect(causeOf(2 * hour)?.key).toBe(causeOf(hour)?.key);
  expect(causeOf(3 * day)?.key).not.toBe(causeOf(hour)?.key);
  expect(causeOf(hour, 'b/package-lock.json')?.key).not.toBe(causeOf(hour)?.key);
  const older = { package: versionsOf([{ version: '1.13.0', publishedAt: ago(30 * day) }]) };
  expect(causeOf(hour, 'a/package-lock.json', older)?.name).toBe('axios 1.14.1 (1.13.0 is old enough)');
});

const closing: readonly Advisory[] = [{ id: 'GHSA-1', fixed: ['1.13.9', '1.14.1'] }];

it.each<[number, readonly Advisory[], string, string]>([
  [hour, closing, 'medium', 'counts as low from'],
  [3 * day, closing, 'low', 'old enough from'],
  [hour, [{ id: 'GHSA-1', fixed: ['1.14.0'] }], 'high', 'counts as medium from'],
  [hour, [], 'high', 'counts as medium from'],
])('lowers by one grade what closes a known vulnerability: %d, %j', (age, advisories, severity, outlook) => {
  const subject = subjectOf({
    dependency: { name: 'axios', version: '1.14.1' },
    previous: { version: '1.14.0' },
  });
  const facts = {
    release: release(age),
    package: versionsOf([{ version: '1.13.0', publishedAt: ago(30 * day) }]),
  };
  const [draft] = hold(subject, factsOf(facts), readOptions({}), advisories);
  expect(draft).toMatchObject({ severity, message: expect.stringContaining(outlook) });
  const isFix = advisories === closing;
  expect(draft?.message.includes(', and closes GHSA-1, which 1.14.0 has; ')).toBe(isFix);
  const whole = isFix ? (age < day ? 'high' : 'medium') : undefined;
  expect(draft?.signal?.undiscounted?.severity).toBe(whole);
  // It is told apart from the others, and the older release is no remedy.
  expect(draft?.cause === undefined).toBe(isFix);
  expect(draft?.remediation.includes('1.13.0')).toBe(!isFix);
});
