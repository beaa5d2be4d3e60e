import type { Fact } from '../model/fact.ts';
import type { Evidence } from '../model/finding.ts';
import { isForeign, isSlip } from '../model/likeness.ts';
import type { Draft, Facts, LookalikeFact, MeaningFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { testify } from './evidence.ts';
import { describeMeaning, isExplained, sayLikeness } from './likeness.ts';
import { sayOther, sayRank } from './names.ts';
import { propose, removal } from './replacement.ts';
import { slipOfTheKeyboard } from './slip.ts';
import { clip } from './wording.ts';

/** What was probably meant by a name that does not exist. */
export interface Hint {
  /** Sentences, each with a space before it. */
  readonly words: string;
  readonly remediation?: string | undefined;
  readonly evidence: readonly Evidence[];
  readonly more: Partial<Pick<Draft, 'suggestion' | 'atlas' | 'attack' | 'aboutAi'>>;
}

const none: Hint = { words: '', evidence: [], more: {} };

/** So many are named at most. */
const most = 3;

/** @param isElsewhere another ecosystem has a package of the name: that says more than names that are somewhat like it */
export function findHint(subject: DependencySubject, facts: Facts, isElsewhere: boolean): Hint {
  const like = facts.get('lookalike', subject);
  const meaning = facts.get('meaning', subject);
  const adoption = facts.get('adoption', subject);
  // It is no slip and no invention: a mirror may lack it, or it was removed.
  if (adoption.state === 'present' && adoption.value.isUsed) {
    const evidence = [testify('adoption', adoption, sayRank)];
    return { ...none, words: ` The bundled lists know a package of that name: ${sayRank(adoption.value)}.`, evidence };
  }
  if (like.state === 'present' && isSlip(like.value, subject.dependency.name) && !isExplained(like.value, meaning))
    return fromSlip(subject, facts, like, like.value);
  return meaning.state === 'present' ? fromMeaning(subject, facts, meaning, meaning.value, isElsewhere) : none;
}

/** What to write, or what stands against it, as far as the registry has told of that name. */
const proposeIf = (isOffered: boolean, subject: DependencySubject, facts: Facts, name = ''): Partial<Draft> =>
  isOffered ? propose(subject, facts, name, 'remove the entry') : {};

function fromSlip(subject: DependencySubject, facts: Facts, fact: Fact<LookalikeFact>, like: LookalikeFact): Hint {
  const { name, words, isOffered } = like;
  const { remediation, ...suggestion } = proposeIf(isOffered, subject, facts, name);
  return {
    words: ` It is like ${sayLikeness(like)}, but for a slip: ${clip(words, 80)}.`,
    remediation,
    evidence: [testify('lookalike', fact, (value) => `${value.name}: ${value.words}`)],
    more: { ...slipOfTheKeyboard, ...suggestion },
  };
}

function fromMeaning(
  subject: DependencySubject,
  facts: Facts,
  fact: Fact<MeaningFact>,
  value: MeaningFact,
  isElsewhere: boolean,
): Hint {
  const { invention, meanings } = value;
  const { ecosystem } = subject.dependency;
  const evidence = [testify('meaning', fact, describeMeaning)];
  const here = meanings.filter((one) => one.ecosystem === ecosystem);
  const [first] = here;
  const isStandard = invention?.kind === 'standard-library';
  const isOffered = first?.isOffered === true && !isStandard;
  const isKnownBetter = isElsewhere && !isStandard && (!isOffered || first.kind === 'extra-affix');
  if (isKnownBetter) return { ...none, evidence };
  const why =
    invention === undefined
      ? ''
      : ` It looks ${invention.kind === 'typo' ? 'mistyped' : 'invented'}: ${clip(invention.words, 160)}.`;
  const named = invention !== undefined && first !== undefined && invention.words.includes(`"${first.name}"`);
  const listed = here.slice(named ? 1 : 0, most).map(({ name }) => sayOther(name));
  const isListed = listed.length > 0 && !isForeign(value);
  const also = isListed ? ` ${named ? 'Also' : 'Perhaps'} meant: ${listed.join(', ')}.` : '';
  const { remediation, ...suggestion } = proposeIf(isOffered, subject, facts, first?.name);
  return {
    words: why + also,
    remediation: isStandard ? removal : remediation,
    evidence,
    more: { ...(invention?.kind === 'typo' ? slipOfTheKeyboard : {}), ...suggestion },
  };
}
