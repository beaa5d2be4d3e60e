import type { GradeStep } from '../../model/finding.ts';
import { differInNumbers, isForeign } from '../../model/likeness.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { type AgeVerdict, type Grade, gradeAge, gradesOfYouth, readGrades, strangersLook } from '../ages.ts';
import { testify } from '../evidence.ts';
import { inventedName } from '../invented-name.ts';
import { findKinship, testifyRepository } from '../kinship.ts';
import { describeMeaning, isExplained } from '../likeness.ts';
import { isAdopted, isServed, ofName, sayOther, sayRank, sinceWhen } from '../names.ts';
import { optionNamed, rejectUnknownKeys } from '../options.ts';
import { propose, removal } from '../replacement.ts';
import { count, sayName } from '../wording.ts';
import { type KnownInvented, readKnownInvented } from './known-invented.ts';
import { placeholderOf, sayPlaceholder } from './placeholder.ts';
import { findShape, type Shape } from './shape.ts';

const meta: RuleMeta = {
  id: 'hallucinated-name',
  title: 'Hallucinated name',
  summary:
    'A name that is new to the repository exists, but looks like one that a language model makes up, is young, and nothing is known of its use: somebody may have registered it for those who follow such an answer.',
  group: 'Is it real?',
  severity: 'high',
  confidence: 'medium',
  needs: ['package', 'adoption', 'lookalike', 'meaning', 'about', 'target'],
  atlas: inventedName('indicates'),
  cwe: ['CWE-1357'],
  attack: ['T1195.001', 'T1585'],
  aboutAi: true,
  signWeight: 94,
  approvable: 'name',
};

export interface HallucinatedNameOptions {
  readonly grades: readonly Grade[];
  readonly 'known-invented': KnownInvented;
}

/** What is said of the package itself, and what to take instead. */
function describe(
  subject: DependencySubject,
  facts: Facts,
): Pick<Draft, 'cause' | 'evidence' | 'remediation' | 'suggestion'> {
  const [pkg, adoption] = [facts.get('package', subject), facts.get('adoption', subject)];
  const [meaning, about] = [facts.get('meaning', subject), facts.get('about', subject)];
  return {
    ...ofName(subject),
    evidence: [
      ...(meaning.state === 'present' ? [testify('meaning', meaning, describeMeaning)] : []),
      testify('package', pkg, (value) => `${count(value.versions.length, 'version')}, ${value.status}`),
      testify('adoption', adoption, sayRank),
      ...testifyRepository(about),
    ],
    ...advise(subject, facts),
  };
}

/** How grave a listed name is that is no longer young. */
const lasting = 'medium';

const whose = 'who publishes this one and why';

function advise(subject: DependencySubject, facts: Facts): Pick<Draft, 'remediation' | 'suggestion'> {
  const own = subject.dependency.name;
  const meaning = facts.get('meaning', subject);
  const { invention, meanings: [first] = [] } = meaning.state === 'present' ? meaning.value : {};
  if (invention?.kind === 'standard-library') return { remediation: removal };
  if (first?.isOffered !== true)
    return {
      remediation: `Take the name from the documentation of the package that was meant, or make sure ${whose}.`,
    };
  const { name, kind } = first;
  // A word more is what plugins have, too: the other one would not do what they do.
  if (kind === 'extra-affix' && !differInNumbers(own, name))
    return { remediation: `Make sure that not ${sayOther(name)} was meant, and ${whose}.` };
  return propose(subject, facts, name, `make sure ${whose}`);
}

/** What is listed stays invented, however old it grows. */
const stayListed = (step: GradeStep): GradeStep => ({ severity: lasting, ...step });

function accuse(subject: DependencySubject, facts: Facts, shape: Shape, verdict: AgeVerdict | undefined): Draft {
  const [about, target] = [facts.get('about', subject), facts.get('target', subject)];
  const holder = sayPlaceholder(facts.get('adoption', subject), about);
  const age = verdict === undefined ? 'exists' : `was first published ${verdict.said}`;
  const lacks = ['is in no list of used names', ...shape.lacks].join(', ');
  const guard = holder === undefined ? '' : ` By its summary it ${holder}.`;
  const kin = shape.isListed ? undefined : findKinship(about, target);
  const isCleared = kin?.by === 'publisher';
  const ofOne = isCleared && target.state === 'present' ? ` ${kin.words}, it and ${sayOther(target.value.name)}.` : '';
  const { evidence, ...advice } = describe(subject, facts);
  return {
    severity: isCleared ? 'info' : (verdict?.severity ?? lasting),
    confidence: shape.confidence,
    ...ofName(subject),
    message: `${sayName(subject)} looks invented: ${shape.words}. It ${age}, and ${lacks}.${guard}${ofOne}`,
    evidence: isCleared ? [...evidence, kin.evidence] : evidence,
    ...(isCleared
      ? { remediation: 'Make sure that this one is the package that was meant.' }
      : { ...advice, signal: { words: `its name looks invented: ${shape.words}`, countsAs: 'nothing' } }),
    ...(verdict === undefined ? {} : { course: shape.isListed ? verdict.course.map(stayListed) : verdict.course }),
  };
}

const isOfElsewhere = (subject: DependencySubject, facts: Facts): boolean => {
  const meaning = facts.get('meaning', subject);
  return meaning.state === 'present' && isForeign(meaning.value);
};

/** `lookalike-name` tells more of what resembles one used name. */
function isLookalike(subject: DependencySubject, facts: Facts): boolean {
  const like = facts.get('lookalike', subject);
  return like.state === 'present' && !isExplained(like.value, facts.get('meaning', subject));
}

export const rule: Rule<DependencySubject, HallucinatedNameOptions> = {
  subjects: ['dependency'],
  meta,
  options(raw, ecosystems) {
    rejectUnknownKeys(raw, ['grades', 'known-invented']);
    return {
      grades: readGrades(optionNamed(raw, 'grades'), 'grades') ?? gradesOfYouth,
      'known-invented': readKnownInvented(optionNamed(raw, 'known-invented'), ecosystems),
    };
  },
  check(subject, facts, options): readonly Draft[] {
    if (subject.own || subject.ownScope || subject.privateBy !== undefined) return [];
    if (!subject.newToRepository || !strangersLook(subject)) return [];
    const pkg = facts.get('package', subject);
    const adoption = facts.get('adoption', subject);
    if (pkg.state !== 'present' || !isServed(pkg.value) || adoption.state !== 'present') return [];
    const since = sinceWhen(pkg.value);
    const verdict = since === undefined ? undefined : gradeAge(since, facts.now, options.grades);
    // What was in use once under another owner is no invention.
    const isReal = adoption.value.isUsed && adoption.value.isOfFormer === true && !isOfElsewhere(subject, facts);
    const found = isAdopted(adoption) ? undefined : findShape(subject, facts, pkg.value, options['known-invented']);
    const shape = isReal && found?.isListed !== true ? undefined : found;
    if (shape !== undefined && (shape.isListed || (verdict !== undefined && !isLookalike(subject, facts))))
      return [accuse(subject, facts, shape, verdict)];
    const about = facts.get('about', subject);
    const holder = sayPlaceholder(adoption, about);
    // Many use a former name for years: the package still leads to the other.
    const isRedirect = placeholderOf(adoption, about) === 'redirect';
    if (holder === undefined || (adoption.value.isUsed && !isRedirect)) return [];
    const message = `${sayName(subject)} is no package to be used: by its summary it ${holder}.`;
    return [{ severity: isRedirect ? 'low' : 'medium', message, ...describe(subject, facts) }];
  },
};
