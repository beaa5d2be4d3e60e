import type { Present } from '../../model/fact.ts';
import { young } from '../../model/newness.ts';
import type { PackageFact } from '../../model/registry.ts';
import type { Draft, Facts, LookalikeFact, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { sayAgo, strangersLook } from '../ages.ts';
import { testify } from '../evidence.ts';
import { findKinship, testifyRepository } from '../kinship.ts';
import { isAddition, isExplained, sayLikeness } from '../likeness.ts';
import { countSigns, isLikePlugin, sayUnlinked } from '../maturity.ts';
import { isServed, ofName, sayRank, sinceWhen } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { propose } from '../replacement.ts';
import { takenForAnother } from '../supply-chain.ts';
import { clip, count, sayName } from '../wording.ts';
import { type Weight, weigh } from './weigh.ts';

const meta: RuleMeta = {
  id: 'lookalike-name',
  title: 'Lookalike name',
  summary:
    'A package or action that is new to the repository has a name that may be taken for that of a used one: a slip of the keyboard, another separator, a word more or another scope. What is taken comes from somebody else than was meant.',
  group: 'Is it real?',
  severity: 'high',
  confidence: 'medium',
  needs: ['package', 'lookalike', 'meaning', 'adoption', 'target', 'about'],
  atlas: takenForAnother('indicates'),
  cwe: ['CWE-1357'],
  attack: ['T1195.001', 'T1036'],
  aboutAi: false,
  signWeight: 95,
  approvable: 'name',
};

/** What follows the owner; undefined where a name has none. */
const behindOwner = (name: string): string | undefined => /^[^/]+\/(.*)$/s.exec(name)?.[1];

/** A slip in what the owner of the well-known one would have to have made himself. */
const isOwnersOwn = ({ kind, name }: LookalikeFact, own: string): boolean =>
  kind === 'slip' && (behindOwner(own) === undefined || behindOwner(own) !== behindOwner(name));

const sayAge = (since: number | undefined, now: string): string =>
  `first published ${since === undefined ? 'at an unknown time' : sayAgo(since, now)}`;

interface Case {
  readonly subject: DependencySubject;
  readonly facts: Facts;
  readonly pkg: Present<PackageFact>;
  readonly like: Present<LookalikeFact>;
}

function tell({ subject, facts, pkg, like }: Case): Draft | undefined {
  const own = subject.dependency.name;
  const { name, kind, words, rank } = like.value;
  const adoption = facts.get('adoption', subject);
  const [about, target] = [facts.get('about', subject), facts.get('target', subject)];
  const since = sinceWhen(pkg.value);
  const age = since === undefined ? undefined : Date.parse(facts.now) - since;
  const pair = { name: own, pkg: pkg.value, age, about, other: name, target };
  const unlinked = sayUnlinked(about, target);
  const isPlugin = like.value.isOfFamily === true && isLikePlugin(pair);
  const weight = weigh(like.value, { name: own, age, adoption, signs: countSigns(pair), unlinked, isPlugin });
  if (weight === undefined) return undefined;
  const kin = findKinship(about, target);
  const isSettled = age !== undefined && age >= young && like.value.isGrave !== true;
  const isCleared = kin?.by === 'publisher' || (kin !== undefined && isSettled);
  const other = sayLikeness(like.value);
  const difference = kind === 'slip' ? `the owner's name differs by ${words}, and the rest is the same` : words;
  const ranked = rank === undefined ? '' : `; ${other} has rank ${rank}`;
  const use = adoption.state === 'present' ? `, ${sayRank(adoption.value)}` : '';
  const doubt = kin === undefined ? '' : ` ${kin.words}${isCleared ? '' : ', which anyone can write'}.`;
  return {
    ...weight,
    ...(isCleared ? { severity: 'info' } : signalOf(weight, `its name is like ${other}: ${clip(difference, 140)}`)),
    ...ofName(subject),
    message: `${sayName(subject)} is not ${other}: ${clip(difference, 140)}. It was ${sayAge(since, facts.now)}${use}${ranked}.${doubt}`,
    evidence: [
      testify('lookalike', like, (value) => `${value.name}: ${value.kind}, ${value.words}`),
      testify('package', pkg, ({ versions }) => `${count(versions.length, 'version')}, ${sayAge(since, facts.now)}`),
      ...(adoption.state === 'present' ? [testify('adoption', adoption, sayRank)] : []),
      ...(kin === undefined ? testifyRepository(about) : [kin.evidence]),
    ],
    ...(isCleared || isAddition(like.value) || !like.value.isOffered
      ? { remediation: `Make sure ${whose(kind)}, and that not ${other} was meant.` }
      : propose(subject, facts, name, `make sure ${whose(kind)}`)),
  };
}

/** Beside what else is told of the package; what hardly speaks against it stands by itself. */
const signalOf = ({ severity }: Weight, words: string): Pick<Draft, 'signal'> =>
  severity === 'high' || severity === 'medium' ? { signal: { words, countsAs: 'nothing' } } : {};

const whose = (kind: string): string => (kind === 'slip' ? 'who the owner is' : 'who publishes it');

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.own || subject.ownScope || subject.privateBy !== undefined) return [];
    if (!subject.newToRepository || !strangersLook(subject)) return [];
    const pkg = facts.get('package', subject);
    const like = facts.get('lookalike', subject);
    // A name that does not exist is the matter of `nonexistent-package`.
    if (pkg.state !== 'present' || !isServed(pkg.value) || like.state !== 'present') return [];
    if (isOwnersOwn(like.value, subject.dependency.name)) return [];
    if (isExplained(like.value, facts.get('meaning', subject))) return [];
    const draft = tell({ subject, facts, pkg, like });
    return draft === undefined ? [] : [draft];
  },
};
