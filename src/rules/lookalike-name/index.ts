import type { Fact, Present } from '../../model/fact.ts';
import type { Confidence } from '../../model/finding.ts';
import type { PackageFact } from '../../model/registry.ts';
import type { AdoptionFact, Draft, Facts, LookalikeFact, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { sayMoment, strangersLook } from '../ages.ts';
import { sayDuration } from '../durations.ts';
import { testify } from '../evidence.ts';
import { isAdopted, isServed, isSibling, offer, sayOther, sayRank, sinceWhen, young } from '../names.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, sayName } from '../wording.ts';
import { findKinship } from './kinship.ts';

const meta: RuleMeta = {
  id: 'lookalike-name',
  title: 'Lookalike name',
  summary:
    'A package or action that is new to the repository has a name that may be taken for that of a used one: a slip of the keyboard, another separator, a word more or another scope. What is taken comes from somebody else than was meant.',
  group: 'Is it real?',
  severity: 'high',
  confidence: 'medium',
  needs: ['package', 'lookalike', 'adoption', 'target', 'about'],
  atlas: {
    techniques: [
      { id: 'AML.T0010.001', basis: 'asserted', stance: 'indicates' },
      { id: 'AML.T0074', basis: 'asserted', stance: 'indicates' },
    ],
    caseStudies: [],
    mitigations: [
      { id: 'AML.M0013', basis: 'atlas-declared' },
      { id: 'AML.M0014', basis: 'asserted' },
      { id: 'AML.M0023', basis: 'asserted' },
    ],
  },
  cwe: ['CWE-1357'],
  attack: ['T1195.001', 'T1036'],
  aboutAi: false,
};

/** What follows the owner; undefined where a name has none. */
function behindOwner(name: string): string | undefined {
  const slash = name.indexOf('/');
  return slash <= 0 ? undefined : name.slice(slash + 1);
}

/** A slip in what the owner of the well-known one would have to have made himself. */
const isOwnersOwn = ({ kind, name }: LookalikeFact, own: string): boolean =>
  kind === 'slip' && (behindOwner(own) === undefined || behindOwner(own) !== behindOwner(name));

/**
 * Its own use speaks for a name, and so does its age: old ones are mostly forks and namesakes that nobody fell for.
 * @param age in milliseconds; undefined where it is not known
 */
function weigh(like: LookalikeFact, adoption: Fact<AdoptionFact>, age: number | undefined): Confidence | undefined {
  const shape = isAdopted(adoption) ? like.ifUsed : like.confidence;
  if (shape === undefined) return undefined;
  if (isSibling(like.kind) || (age !== undefined && age >= young)) return 'low';
  if (age !== undefined) return shape;
  return adoption.state === 'present' && !isAdopted(adoption) ? 'medium' : 'low';
}

const sayAge = (since: number | undefined, now: string): string =>
  since === undefined
    ? 'there since an unknown time'
    : `there for ${sayDuration(Math.max(0, Date.parse(now) - since))} (since ${sayMoment(since)})`;

interface Case {
  readonly subject: DependencySubject;
  readonly facts: Facts;
  readonly pkg: Present<PackageFact>;
  readonly like: Present<LookalikeFact>;
}

function tell({ subject, facts, pkg, like }: Case): Draft | undefined {
  const { name, kind, words, rank } = like.value;
  const adoption = facts.get('adoption', subject);
  const target = facts.get('target', subject);
  const since = sinceWhen(pkg.value);
  const age = since === undefined ? undefined : Date.parse(facts.now) - since;
  const confidence = weigh(like.value, adoption, age);
  if (confidence === undefined) return undefined;
  const kin = findKinship(facts.get('about', subject), target);
  const isYoung = age === undefined || age < young;
  const other = sayOther(name);
  const difference = kind === 'slip' ? `the owner's name differs by ${words}, and the rest is the same` : words;
  const ranked = rank === undefined ? '' : `; ${other} has rank ${rank}`;
  const use = adoption.state === 'present' ? `, ${sayRank(adoption.value)}` : '';
  const isCleared = kin?.by === 'publisher' || (kin !== undefined && !isYoung);
  const doubt = kin === undefined ? '' : ` ${kin.words}${isCleared ? '' : ', which anyone can write'}.`;
  return {
    ...(isCleared ? { severity: 'info' } : {}),
    confidence,
    message: `${sayName(subject)} is not ${other}: ${clip(difference, 140)}. It is ${sayAge(since, facts.now)}${use}${ranked}.${doubt}`,
    evidence: [
      testify('lookalike', like, (value) => `${value.name}: ${value.kind}, ${value.words}`),
      testify('package', pkg, (value) => `${value.versions.length} versions, ${sayAge(since, facts.now)}`),
      ...(adoption.state === 'present' ? [testify('adoption', adoption, sayRank)] : []),
      ...(kin === undefined ? [] : [kin.evidence]),
    ],
    remediation: `Write ${other} if that is what was meant, else make sure who ${kind === 'slip' ? 'the owner is' : 'publishes it'}.`,
    ...(isCleared ? {} : offer(target, name, subject.dependency.ecosystem, facts.now)),
  };
}

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
    const draft = tell({ subject, facts, pkg, like });
    return draft === undefined ? [] : [draft];
  },
};
