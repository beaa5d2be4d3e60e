import type { PackageFact } from '../../model/registry.ts';
import type { Draft, Facts, Rule, RuleMeta } from '../../model/rule.ts';
import type { DependencySubject } from '../../model/subject.ts';
import { sayHost } from '../addresses.ts';
import {
  type Collision,
  describeChoice,
  describePackage,
  findCollisions,
  findIntrusions,
  isPlaceholder,
  rivalsOf,
  sayClient,
  sayIndex,
  sayRemedy,
  worstOf,
} from '../collisions.ts';
import { testify } from '../evidence.ts';
import { type NoOptions, readNoOptions } from '../options.ts';
import { clip, sayName, sayPath, sayPublicRegistry, sayVersion } from '../wording.ts';

const meta: RuleMeta = {
  id: 'index-collision',
  title: 'Name on two indexes',
  summary:
    'Two indexes that the client would both accept have the same name with different archives, and the public one serves it, or would as soon as a certain version stood there; or a name that is meant to be private is on the public registry.',
  group: 'Whose is it?',
  severity: 'high',
  confidence: 'high',
  needs: ['choice', 'public-twin'],
  atlas: {
    techniques: [{ id: 'AML.T0010.001', basis: 'case-study', stance: 'enables' }],
    caseStudies: ['AML.CS0015'],
    mitigations: [
      { id: 'AML.M0013', basis: 'atlas-declared' },
      { id: 'AML.M0014', basis: 'asserted' },
      { id: 'AML.M0023', basis: 'asserted' },
    ],
  },
  cwe: ['CWE-427', 'CWE-1357'],
  attack: ['T1195.001'],
  aboutAi: false,
};

const installable = (twin: PackageFact): boolean =>
  twin.versions.length > 0 && twin.status !== 'security-placeholder' && twin.status !== 'quarantined';

function sayTwin(subject: DependencySubject, facts: Facts, twin: PackageFact, wins: boolean): string {
  const registry = sayPublicRegistry(facts, subject);
  if (twin.status === 'security-placeholder') return `${registry} holds an empty placeholder for it after an attack`;
  if (twin.status === 'quarantined') return `a project of that name is quarantined on ${registry}`;
  return `a package of that name is on ${registry}${wins ? ', which may serve it here' : ''}`;
}

/** Why the name is held to belong elsewhere: the configuration, or another project of the repository. */
function sayMeaning({ privateBy, claimedBy }: DependencySubject): string | undefined {
  if (privateBy !== undefined) return clip(privateBy, 80);
  if (claimedBy === undefined) return undefined;
  return `${sayPath(claimedBy.location.path)}:${claimedBy.location.startLine} sends it to ${sayHost(claimedBy.url)}`;
}

/** A name that is meant to live elsewhere has a twin on the public registry, whether or not that one is asked for it. */
function judgeTwin(subject: DependencySubject, facts: Facts, meaning: string): readonly Draft[] {
  const twin = facts.get('public-twin', subject);
  // A name without any version left is free again: that is `unclaimed-name`.
  if (twin.state !== 'present' || twin.value.status === 'unpublished') return [];
  const choice = facts.get('choice', subject);
  const known = choice.state === 'present' && choice.value.decisions.every(({ outcome }) => outcome.kind !== 'open');
  const worst = choice.state === 'present' && known ? worstOf(findIntrusions(choice.value)) : undefined;
  const mayServe = known ? worst?.wins !== undefined : subject.registries.some((registry) => registry.public);
  const wins = installable(twin.value) && mayServe;
  const would = worst?.opening === undefined ? '' : `; ${sayOpening(subject, facts, worst)}`;
  return [
    {
      severity: wins ? 'critical' : 'high',
      message: `${sayName(subject)} is meant to be private (${meaning}), but ${sayTwin(subject, facts, twin.value, wins)}${would}.`,
      evidence: [testify('public-twin', twin, describePackage)],
      remediation: wins
        ? 'Make the client ask only the private registry for this name, and look for installations of the public package.'
        : 'Make sure that no client asks the public registry for this name, and find out who owns the public package.',
      ...relate(subject, worst),
    },
  ];
}

const sayOpening = (subject: DependencySubject, facts: Facts, { decision, opening }: Collision): string =>
  opening === undefined
    ? ''
    : `a release ${sayVersion(opening.version)} on ${sayIndex(subject, facts, decision, opening.url)} would be taken by ${decision.choice.client.title} instead`;

/** The lines that name the other indexes. */
function relate({ at }: DependencySubject, collision: Collision | undefined): Pick<Draft, 'related'> {
  if (collision === undefined) return {};
  const lines = rivalsOf(collision.decision).flatMap(({ registry }) =>
    registry.at === undefined ? [] : [registry.at],
  );
  const others = lines.filter(({ path, startLine }) => path !== at.path || startLine !== at.startLine);
  return others.length === 0 ? {} : { related: others.map((line) => ({ ...line, message: 'names the other index' })) };
}

/** Nothing says where the name belongs, but two indexes have it, and what they have is not the same. */
function judgeBoth(subject: DependencySubject, facts: Facts): readonly Draft[] {
  const fact = facts.get('choice', subject);
  // What many people use from the public registry is no private name: another index offers builds of it.
  if (fact.state !== 'present' || fact.value.isWellKnown) return [];
  const worst = worstOf(findCollisions(fact.value));
  if (worst === undefined) return [];
  const { decision, wins } = worst;
  const client = sayClient(decision, fact.value);
  const places = decision.choice.candidates
    .filter(({ index }) => decision.answers.get(index.url)?.state === 'present')
    .map(({ index }) => sayIndex(subject, facts, decision, index.url));
  const placeholder = placeholderIn(subject, facts);
  const said = `${sayName(subject)} is on ${[...new Set(places)].join(' and on ')}`;
  const today = decision.outcome.kind === 'served' ? decision.outcome : undefined;
  const taken =
    today === undefined
      ? `${client} takes neither`
      : `${client} takes ${sayVersion(today.version)} from ${sayIndex(subject, facts, decision, today.url)}`;
  const end = wins === undefined ? `; ${sayOpening(subject, facts, worst)}` : '';
  return [
    {
      severity: wins === undefined ? (placeholder ? 'low' : 'high') : placeholder ? 'high' : 'critical',
      message: `${said}, with different archives: ${taken}${end}${placeholder ? '. The public package looks like a placeholder that keeps the name' : ''}.`,
      evidence: [testify('choice', fact, describeChoice)],
      remediation: placeholder
        ? 'Make sure that the placeholder is your own or that of the project which the other index belongs to.'
        : (sayRemedy(decision) ?? 'Make the client ask only one index for this name.'),
      ...(wins === undefined ? {} : { version: wins }),
      ...relate(subject, worst),
    },
  ];
}

/** The package that would be taken from the public registry only keeps the name. */
function placeholderIn(subject: DependencySubject, facts: Facts): boolean {
  const fact = facts.get('public-twin', subject);
  return fact.state === 'present' && isPlaceholder(fact.value);
}

export const rule: Rule<DependencySubject, NoOptions> = {
  subjects: ['dependency'],
  meta,
  options: readNoOptions,
  check(subject, facts): readonly Draft[] {
    if (subject.own || subject.registries.length === 0) return [];
    const meaning = sayMeaning(subject);
    return meaning === undefined ? judgeBoth(subject, facts) : judgeTwin(subject, facts, meaning);
  },
};
