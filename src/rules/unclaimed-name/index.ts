import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { sayHost } from '../addresses.ts';
import {
  addressesOf,
  causeOf,
  describeChoice,
  findVacancy,
  privateCause,
  rivalsOf,
  sayAdvice,
  sayClient,
  sayRemedy,
} from '../collisions.ts';
import { testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { servedByAnotherIndex } from '../supply-chain.ts';
import { clip, sayName, sayPart, sayPublicRegistry, sayVersion } from '../wording.ts';

const meta: RuleMeta = {
  id: 'unclaimed-name',
  title: 'Unclaimed private name',
  summary:
    'A name that the configuration calls private, or that another index is meant to serve, is free on the public registry: whoever registers it there can be installed in its place. Or a repository has moved away from an account that is gone: whoever registers the account again ends the redirect.',
  group: 'Whose is it?',
  severity: 'high',
  confidence: 'high',
  needs: ['choice', 'public-twin', 'package', 'commit'],
  atlas: servedByAnotherIndex,
  cwe: ['CWE-427', 'CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
};

/**
 * A repository that was renamed or moved, whose old owner's name nobody holds. GitHub retires some names of repositories
 * that were used much, and does not tell which, so that nobody knows whether this one can be taken. A commit cannot be
 * made again under another's hash: there a new repository could only end the redirect.
 */
function judgeRedirect(subject: DependencySubject, facts: Facts): Draft | undefined {
  const pkg = facts.get('package', subject);
  if (subject.own || pkg.state !== 'present' || pkg.value.movedTo?.isFree !== true) return undefined;
  const { name } = pkg.value.movedTo;
  const isFixed = facts.get('commit', subject).state === 'present';
  return {
    severity: isFixed ? 'low' : 'medium',
    confidence: 'medium',
    message: `${sayName(subject)} has moved to ${sayPart(name)}, and nobody holds the account that its old name begins with: whoever registers it can put another repository in its place.`,
    evidence: [testify('package', pkg, () => `moved to ${name}; the account of the old name answered 404`)],
    remediation: 'Write the name of today, after making sure who holds it.',
    cause: { key: 'moved', name: sayName(subject), anyVersion: true },
  };
}

/**
 * No configuration says where the name belongs, but the client would ask another index for it and the public one too, where
 * nobody has it. Whether the other one has it may not be known: then the public side alone is reason enough.
 */
function judgeVacancy(subject: DependencySubject, facts: Facts): readonly Draft[] {
  const fact = facts.get('choice', subject);
  if (fact.state !== 'present') return [];
  const vacancy = findVacancy(fact.value);
  if (vacancy === undefined) return [];
  const { decision, opening, isServed } = vacancy;
  const holders = rivalsOf(decision).filter(
    ({ index }) => !isServed || decision.answers.get(index.url)?.state === 'present',
  );
  const places = [...new Set(holders.map(({ index }) => sayHost(index.url)))].slice(0, 3).join(' or ');
  const registry = sayPublicRegistry(facts, subject);
  const client = sayClient(decision, fact.value);
  const from = isServed ? `comes from ${places}` : `can only come from ${places} today`;
  // Which release it takes to outdo the other index is not known where that one does not tell.
  const taken = isServed ? `take a release ${sayVersion(opening.version)} from there` : 'then take it from there';
  return [
    {
      ...(isServed ? {} : { confidence: 'medium' as const }),
      message: `${sayName(subject)} ${from}, but anybody can register it on ${registry}: ${client} would ${taken}.`,
      evidence: [testify('choice', fact, describeChoice)],
      remediation: sayRemedy(decision) ?? `Register a placeholder for the name on ${registry}.`,
      ...causeOf(subject, decision, {
        message: `names ${isServed ? `come from ${places}` : `can only come from ${places} today`}, but anybody can register them on ${registry}: ${client} would ${isServed ? 'take a higher release' : 'then take them'} from there`,
        remediation: sayRemedy(decision, 'them') ?? `Register placeholders for the names on ${registry}.`,
      }),
    },
  ];
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    const abandoned = judgeRedirect(subject, facts);
    if (abandoned !== undefined) return [abandoned];
    // Inside a namespace only its owner publishes, and no question tells from outside whether it has one.
    if (subject.own || subject.mayHide || subject.registries.length === 0) return [];
    if (subject.privateBy === undefined) return judgeVacancy(subject, facts);
    const twin = facts.get('public-twin', subject);
    const free = twin.state === 'absent' || (twin.state === 'present' && twin.value.status === 'unpublished');
    if (!free) return [];
    const registry = sayPublicRegistry(facts, subject);
    const asked = subject.registries.some(({ public: isPublic }) => isPublic) ? ', which is asked for it here' : '';
    const choice = facts.get('choice', subject);
    const vacancy = choice.state === 'present' ? findVacancy(choice.value) : undefined;
    const advice = vacancy === undefined ? undefined : sayAdvice(vacancy.decision);
    const more = advice === undefined ? '' : `: ${advice}`;
    const meaning = clip(subject.privateBy, 80);
    const why = twin.state === 'absent' ? clip(twin.proof, 80) : 'every version was unpublished';
    return [
      {
        message: `${sayName(subject)} is meant to be private (${meaning}), but anybody can register it on ${registry}${asked} (${why}).`,
        evidence: [testify('public-twin', twin, ({ status }) => status)],
        remediation: `Register a placeholder for the name on ${registry}, or make every client ask only the private registry for it${more}.`,
        cause: privateCause(subject, meaning, {
          message: `names are meant to be private (${meaning}), but anybody can register them on ${registry}${asked}`,
          remediation: `Register placeholders for the names on ${registry}, or make every client ask only the private registry for them${more}.`,
        }),
        ...(vacancy === undefined ? {} : { indexes: addressesOf(vacancy.decision) }),
      },
    ];
  },
};
