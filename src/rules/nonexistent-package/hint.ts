import type { Fact } from '../../model/fact.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Draft, Facts, LookalikeFact, MeaningFact } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { testify } from '../evidence.ts';
import { isSlip } from '../likeness.ts';
import { sayOther } from '../names.ts';
import { propose } from '../replacement.ts';
import { clip } from '../wording.ts';
import { slipOfTheKeyboard } from './slip.ts';

/** What was probably meant by a name that does not exist. */
export interface Hint {
  /** Sentences, each with a space before it. */
  readonly words: string;
  readonly remediation?: string;
  readonly evidence: readonly Evidence[];
  readonly more: Partial<Pick<Draft, 'suggestion' | 'atlas' | 'attack' | 'aboutAi'>>;
}

const none: Hint = { words: '', evidence: [], more: {} };

/** From here on one name is so likely that it is offered. */
const likely = 0.7;

/** Others that are named besides the likeliest. */
const mostOthers = 2;

/** @param isElsewhere another ecosystem has a package of the name: that says more than names that are somewhat like it */
export function findHint(subject: DependencySubject, facts: Facts, isElsewhere: boolean): Hint {
  const like = facts.get('lookalike', subject);
  const meaning = facts.get('meaning', subject);
  if (like.state === 'present' && isPlainSlip(like.value, subject.dependency.name))
    return fromSlip(subject, facts, like, like.value);
  return meaning.state === 'present' ? fromMeaning(subject, facts, meaning, meaning.value, isElsewhere) : none;
}

const isPlainSlip = (like: LookalikeFact, own: string): boolean =>
  like.kind === 'slip' || (like.confidence === 'high' && isSlip(like, own));

/** What to write, or what stands against it, as far as the registry has told of that name. */
const proposeFor = (subject: DependencySubject, facts: Facts, name: string) =>
  propose({ name, subject, target: facts.get('target', subject), now: facts.now }, 'remove the entry');

function fromSlip(
  subject: DependencySubject,
  facts: Facts,
  fact: Fact<LookalikeFact>,
  { name, words }: LookalikeFact,
): Hint {
  const { remediation, ...suggestion } = proposeFor(subject, facts, name);
  return {
    words: ` It is like ${sayOther(name)}, but for a slip: ${clip(words, 80)}.`,
    remediation,
    evidence: [testify('lookalike', fact, (value) => `${value.name}: ${value.words}`)],
    more: { ...slipOfTheKeyboard, ...suggestion },
  };
}

function fromMeaning(
  subject: DependencySubject,
  facts: Facts,
  fact: Fact<MeaningFact>,
  { invention, meanings }: MeaningFact,
  isElsewhere: boolean,
): Hint {
  const { ecosystem } = subject.dependency;
  const evidence = [testify('meaning', fact, describeMeaning)];
  const here = meanings.filter((one) => one.ecosystem === ecosystem);
  const [first, ...others] = here;
  const isOffered = first !== undefined && first.score >= likely && invention?.kind !== 'standard-library';
  const isKnownBetter = isElsewhere && (first === undefined || first.kind === 'extra-affix' || !isOffered);
  if (isKnownBetter) return { ...none, evidence };
  const why =
    invention === undefined
      ? ''
      : ` It looks ${invention.kind === 'typo' ? 'mistyped' : 'invented'}: ${clip(invention.words, 160)}.`;
  const named = invention !== undefined && first !== undefined && invention.words.includes(`"${first.name}"`);
  const listed = (named ? others : here)
    .slice(0, named ? mostOthers : mostOthers + 1)
    .map(({ name }) => sayOther(name));
  const also = listed.length === 0 ? '' : ` ${named ? 'Also' : 'Perhaps'} meant: ${listed.join(', ')}.`;
  const { remediation, ...suggestion } = isOffered ? proposeFor(subject, facts, first.name) : noProposal;
  return {
    words: `${why}${invention?.kind === 'standard-library' ? '' : also}`,
    ...(invention?.kind === 'standard-library' ? removal : remediation === undefined ? {} : { remediation }),
    evidence,
    more: { ...(invention?.kind === 'typo' ? slipOfTheKeyboard : {}), ...suggestion },
  };
}

const noProposal: Partial<ReturnType<typeof propose>> = {};

const removal = { remediation: 'Remove the entry: what the language itself brings is not to be installed.' } as const;

const describeMeaning = ({ invention, meanings }: MeaningFact): string =>
  [
    ...(invention === undefined ? [] : [`${invention.kind}: ${invention.words}`]),
    ...meanings.map(({ purl, why, score }) => `${purl} (${score.toFixed(2)}: ${why})`),
  ].join('; ');
