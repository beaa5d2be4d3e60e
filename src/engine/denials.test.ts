import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../config/defaults.ts';
import { ecosystems } from '../ecosystems/index.gen.ts';
import { absent, type Fact, present, unknown } from '../model/fact.ts';
import type { Policy } from '../model/policy.ts';
import { type Question, questionKey } from '../model/question.ts';
import { createDenialFilter } from './denials.ts';

const mirror = 'https://mirror.acme.example';
const policy: Policy = {
  ...defaultPolicy,
  registries: { npm: [{ url: mirror, role: 'primary', mirrorsPublic: true }] },
};
const wellKnown = new Set(['react', 'lodash', 'chalk']);

const ask = (name: string, registry = mirror, ecosystem = 'npm'): Question => ({
  kind: 'package',
  ecosystem,
  name,
  registry,
});

/** What becomes of answers to questions, round by round. */
function judge(...rounds: readonly (readonly [Question, Fact<unknown>])[][]): readonly string[] {
  const { disbelieve } = createDenialFilter({
    ecosystems,
    policy,
    isWellKnown: (_, name) => wellKnown.has(name),
  });
  const answers = new Map<string, Fact<unknown>>();
  for (const round of rounds) {
    for (const [question, answer] of round) answers.set(questionKey(question), answer);
    disbelieve(
      round.map(([question]) => question),
      answers,
    );
  }
  return [...answers.values()].map(({ state }) => state);
}

const no = absent('answered 404', mirror);
const yes = present({}, mirror);
const passedOn: Fact<unknown> = { ...absent('answered 404', mirror), isPassedOn: true };

describe('what a public registry denies', () => {
  it.each<[string, readonly (readonly [Question, Fact<unknown>])[][], readonly string[]]>([
    [
      'is unknown where two well-known names are among it, and nothing is there',
      [
        [
          [ask('react'), no],
          [ask('lodash'), no],
          [ask('unheard'), no],
        ],
      ],
      ['unknown', 'unknown', 'unknown'],
    ],
    [
      'is absent where nobody uses the names',
      [
        [
          [ask('a'), no],
          [ask('b'), no],
          [ask('c'), no],
        ],
      ],
      ['absent', 'absent', 'absent'],
    ],
    [
      'is absent where one is well known',
      [
        [
          [ask('react'), no],
          [ask('b'), no],
        ],
      ],
      ['absent', 'absent'],
    ],
    [
      'is absent where it has anything',
      [
        [
          [ask('react'), no],
          [ask('lodash'), no],
          [ask('fine'), yes],
        ],
      ],
      ['absent', 'absent', 'present'],
    ],
    [
      'counts over all rounds',
      [[[ask('react'), no]], [[ask('lodash'), no]], [[ask('later'), no]]],
      ['unknown', 'unknown', 'unknown'],
    ],
    [
      'is unknown where one is well known and another registry may be out of reach, whatever is there',
      [
        [
          [ask('react'), passedOn],
          [ask('unheard'), passedOn],
          [ask('fine'), yes],
        ],
      ],
      ['unknown', 'unknown', 'present'],
    ],
    [
      'is absent where nobody uses what another registry has not',
      [[[ask('a'), passedOn]], [[ask('b'), passedOn]]],
      ['absent', 'absent'],
    ],
    [
      'says nothing of other registries',
      [
        [
          [ask('react'), no],
          [ask('lodash'), no],
          [ask('a', 'https://pypi.org/simple', 'pypi'), no],
        ],
      ],
      ['unknown', 'unknown', 'absent'],
    ],
    [
      'is the word of a private one on names that are not its own',
      [
        [
          [ask('react', 'https://private.acme.example'), no],
          [ask('lodash', 'https://private.acme.example'), no],
        ],
      ],
      ['absent', 'absent'],
    ],
    [
      'does not make silence an answer',
      [
        [
          [ask('react'), no],
          [ask('lodash'), no],
          [ask('c'), unknown('answered 500', mirror)],
        ],
      ],
      ['unknown', 'unknown', 'unknown'],
    ],
  ])('%s', (_, rounds, states) => {
    expect(judge(...rounds)).toEqual(states);
  });
});
