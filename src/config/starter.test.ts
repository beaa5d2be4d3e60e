import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../test/support/memory-source.ts';
import { readPolicy } from '../app/policy.ts';
import { ruleGroups } from '../model/rule.ts';
import { rules } from '../rules/index.gen.ts';
import { defaultPolicy } from './defaults.ts';
import { renderStarter } from './starter.ts';

const starter = renderStarter(
  rules.map(({ meta }) => meta),
  '2027-01-31',
  'https://schema.example/config.schema.json',
);
const blocks = starter.trimEnd().split('\n\n').slice(1);

/** As an editor undoes comments. */
const use = (text: string): string => text.replaceAll(/^# /gm, '');

const keyOf = (block: string): string => /^# ([a-z-]+):/m.exec(block)?.[1] ?? '';

/** What is extended says nothing. */
const empty = memorySource(null, { 'gazetteer.yml': 'version: 1\n' }).head;

const load = async (text: string) => {
  const { notes: _, ...policy } = await readPolicy(text, 'gazetteer.yml', async () => empty);
  return policy;
};

/** Fields of the policy by the keys that set them. */
const fields: ReadonlyMap<string, keyof typeof defaultPolicy> = new Map([
  ['fail-on', 'failOn'],
  ['fail-on-confidence', 'failOnConfidence'],
  ['on-unverified', 'onUnverified'],
  ['registries', 'registries'],
  ['trusted-registries', 'trustedRegistries'],
  ['private', 'private'],
  ['first-party', 'firstParty'],
  ['services', 'services'],
  ['budget', 'budget'],
  ['rules', 'rules'],
  ['ignore-paths', 'ignorePaths'],
  ['exceptions', 'exceptions'],
  ['approved', 'approved'],
  ['denied', 'denied'],
  ['inline-exceptions', 'inlineExceptions'],
  ['baseline', 'baseline'],
  ['locked', 'locked'],
]);
const showsDefault: ReadonlySet<string> = new Set([
  ...['fail-on', 'fail-on-confidence', 'on-unverified', 'services', 'budget', 'extends'],
]);

describe('the configuration that is written to start from', () => {
  it('sets nothing as it is', async () => {
    expect(await load(starter)).toEqual({ ...defaultPolicy, stated: new Set() });
  });

  it('explains every key of the format', () => {
    const schema = JSON.parse(readFileSync(new URL('../../docs/config.schema.json', import.meta.url), 'utf8'));
    expect(['version', ...blocks.map(keyOf)].sort()).toEqual(Object.keys(schema.properties).sort());
    for (const block of blocks) expect(block).toMatch(/^## [A-Z]/);
  });

  it.each(blocks.map((block) => [keyOf(block), block]))(
    'holds where the marks of %s are taken away',
    async (key, block) => {
      const policy = await load(`version: 1\n${use(block)}\n`);
      const changed = [...fields].filter(
        ([, field]) => JSON.stringify(policy[field]) !== JSON.stringify(defaultPolicy[field]),
      );
      expect(changed.map(([name]) => name)).toEqual(showsDefault.has(key) ? [] : [key]);
    },
  );

  it('holds where all marks are taken away', async () => {
    const policy = await load(use(starter));
    expect(policy.exceptions).toMatchObject([{ rule: 'recent-release', expires: '2027-01-31' }]);
    expect(policy).toMatchObject({ stated: new Set(['failOn', 'failOnConfidence', 'onUnverified']) });
  });

  it('names its schema where editors look, and nowhere else', () => {
    expect(starter.split('\n', 1)).toEqual([
      '#\tyaml-language-server: $schema=https://schema.example/config.schema.json',
    ]);
  });

  it('lists every rule with its default, in the groups that people know', () => {
    const listed = [...starter.matchAll(/^## {5}([a-z-]+) +([a-z]+)$/gm)].map(
      ([, id, severity]) => `${id} ${severity}`,
    );
    expect(listed.toSorted()).toEqual(rules.map(({ meta }) => `${meta.id} ${meta.severity}`).toSorted());
    const groups = [...starter.matchAll(/^## {3}(\S.*)$/gm)].map(([, group]) => group);
    expect(groups).toEqual(ruleGroups);
  });

  it('fits a screen in width', () => {
    const longest = Math.max(...starter.split('\n').map(({ length }) => length));
    expect(longest).toBeLessThanOrEqual(120);
  });
});
