import type { Ecosystem } from '../model/ecosystem.ts';
import { type Fact, type Unknown, unknown } from '../model/fact.ts';
import type { Policy } from '../model/policy.ts';
import { type Question, questionKey } from '../model/question.ts';
import { maskCredentials } from '../text/mask.ts';
import { keyOf } from './name-key.ts';
import { publicRegistryOf } from './registries.ts';

type Absent = Extract<Fact<never>, { readonly state: 'absent' }>;

interface Answers {
  get(key: string): Fact<unknown> | undefined;
  set(key: string, answer: Unknown | Absent): unknown;
}

interface DenialContext {
  readonly ecosystems: readonly Ecosystem[];
  readonly policy: Policy;
  isWellKnown(ecosystem: string, name: string): boolean;
}

/** What a public registry has said so far. */
interface Word {
  readonly url: string;
  hasAny: boolean;
  isPassedOn: boolean;
  readonly denied: Map<string, Denial>;
}

interface Denial {
  readonly question: Extract<Question, { kind: 'package' }>;
  readonly answer: Absent;
}

/** One well-known name may have been taken away; two at once, and nothing that is there, is no registry that works. */
const enough = 2;

/**
 * Why what a public registry denies proves no absence; `known` are those names of it which many people use. One that has none
 * of all that it was asked for is broken, or is none: a server that answers 404 to everything; a single name that it has makes
 * it believed. One that passes on what another one has goes on serving what it has kept.
 */
function doubtOf({ url, hasAny, isPassedOn }: Word, known: readonly string[]): string | undefined {
  const host = maskCredentials(url);
  const some = known.slice(0, enough).join(' and ');
  if (!hasAny && known.length >= enough)
    return `${host} has nothing that it was asked for, not even ${some}: its word proves no absence`;
  return isPassedOn && known.length > 0
    ? `${host} denies even ${some}, as it does while it cannot reach the registry behind it: its word proves no absence`
    : undefined;
}

export type DenialFilter = ReturnType<typeof createDenialFilter>;

/** What a public registry denies without being believed becomes unknown. */
export function createDenialFilter({ ecosystems, policy, isWellKnown }: DenialContext) {
  const words = new Map<string, Word>();
  const names = new Set<string>();
  const publics = new Map(ecosystems.map((one) => [one.type, publicRegistryOf(one, policy)]));

  const hear = (question: Question, answer: Fact<unknown> | undefined): void => {
    if (question.kind !== 'package' || publics.get(question.ecosystem) !== question.registry) return;
    const key = JSON.stringify([question.ecosystem, question.registry]);
    const word = words.get(key) ?? { url: question.registry, hasAny: false, isPassedOn: false, denied: new Map() };
    words.set(key, word);
    if (answer?.state === 'present') word.hasAny = true;
    else if (answer?.state === 'absent') {
      word.denied.set(questionKey(question), { question, answer });
      names.add(keyOf(question.ecosystem, question.name));
      word.isPassedOn ||= answer.isPassedOn === true;
    }
  };

  const doubt = (word: Word): Unknown | undefined => {
    const denied = [...word.denied.values()].map(({ question }) => question);
    const known = denied.filter(({ ecosystem, name }) => isWellKnown(ecosystem, name)).map(({ name }) => name);
    const reason = doubtOf(word, known);
    return reason === undefined ? undefined : unknown(reason, word.url);
  };

  return {
    /** Makes denials that prove nothing unknown. To be called with what was asked in a round. */
    disbelieve(asked: readonly Question[], answers: Answers): void {
      for (const question of asked) hear(question, answers.get(questionKey(question)));
      for (const word of words.values()) {
        const why = doubt(word);
        if (why !== undefined) for (const key of word.denied.keys()) answers.set(key, why);
      }
    },
    /** What was denied, with what is to be thought of it by now: nobody is asked for it again. */
    recall(answers: Answers): void {
      for (const word of words.values()) {
        const why = doubt(word);
        for (const [key, { answer }] of word.denied) answers.set(key, why ?? answer);
      }
    },
    isDenied: (ecosystem: string, name: string): boolean => names.has(keyOf(ecosystem, name)),
  };
}
