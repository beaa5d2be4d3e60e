import { describe, expect, it } from 'vitest';
import { type RuleInput, runRule } from '../../../test/support/rules.ts';
import { rule } from './index.ts';

type Mixture = NonNullable<RuleInput['mixture']>;

const acme = 'https://pypi.acme.example/simple';
const open = 'https://pypi.example/simple';

function judge(mixture: Mixture = {}) {
  const [draft, ...more] = runRule(rule, { mixture });
  if (draft === undefined || more.length > 0) throw new Error(`${more.length} drafts`);
  return draft;
}

it('says what is merged and what can be outbid', () => {
  const { message, evidence } = judge();
  expect(message).toBe(
    'pip merges pypi.example and pypi.acme.example here and takes the highest version of all: whoever publishes a higher one under a name that is meant to come from pypi.acme.example gets it installed.',
  );
  expect(evidence).toEqual([
    { fact: 'indexes', source: 'requirements.txt:3', observed: 'present', value: `${open} ${acme}` },
  ]);
});

it.each<[Mixture, string, string]>([
  [{}, 'pip merges ', '`--index-url https://pypi.acme.example/simple`'],
  [{ client: 'uv', strategy: 'unsafe-best-match' }, 'uv merges ', '`explicit = true`'],
  [{ client: 'poetry' }, 'Poetry merges ', '`priority = "explicit"`'],
  [{ client: 'pdm' }, 'PDM merges ', '`include_packages`'],
])('gives the safe form for the client: %o', (mixture, said, advice) => {
  const { message, remediation } = judge(mixture);
  expect(message).toContain(said);
  expect(remediation).toMatch(/^Let pypi\.acme\.example alone serve what is meant to come from it: .+[^.]\.$/);
  expect(remediation).toContain(advice);
});

it('names the strategy that makes the client do so', () => {
  expect(judge({ client: 'uv', strategy: 'unsafe-best-match' }).message).toContain(
    ' here with unsafe-best-match and takes ',
  );
});

describe('the indexes', () => {
  const hosts = (amount: number) => Array.from({ length: amount }, (_, at) => `https://i${at + 1}.example/simple`);

  it.each<[readonly string[], string]>([
    [hosts(3), 'merges i1.example, i2.example and i3.example here'],
    [hosts(5), 'merges i1.example, i2.example, i3.example, i4.example and 1 more here'],
    [['https://i.example/cpu', 'https://i.example/gpu'], 'merges https://i.example/cpu and https://i.example/gpu here'],
    [['https://i.example/cpu?key=secret', 'https://u:secret@i.example/gpu'], 'https://***@i.example/gpu'],
  ])('are told apart: %j', (indexes, words) => {
    const draft = judge({ indexes });
    expect(draft.message).toContain(words);
    expect(JSON.stringify(draft)).not.toContain('secret');
  });

  it('never fill a message', () => {
    const long = `https://i.example/${'x'.repeat(10_000)}`;
    const { message, remediation } = judge({ indexes: [long, `${long}y`], guarded: long, strategy: 'x'.repeat(5_000) });
    expect(message.length).toBeLessThan(700);
    expect(remediation.length).toBeLessThan(500);
  });
});

it('passes over everything else', () => {
  expect(runRule(rule, { subject: { dependency: { name: 'left-pad' } } })).toEqual([]);
  expect(runRule(rule, { registry: { use: { role: 'extra' } } })).toEqual([]);
});
