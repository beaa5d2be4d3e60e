import type { Ecosystem } from '../model/ecosystem.ts';
import { type Fact, present, unknown } from '../model/fact.ts';
import type { PackageFact, RegistryCandidate } from '../model/registry.ts';
import { type Choice, type ChoiceCandidate, type Decision, type IndexAnswer, winnerOf } from '../model/resolution.ts';
import type { DependencySubject } from '../model/subject.ts';
import { answersOf, ofRecord, packageQuestion, sayRefusal } from './candidates.ts';
import { ecosystemOf, type FactContext, type FactKind } from './kind.ts';
import { isMirrorOf, linksOnlyTo } from './mirrors.ts';
import { findOpenings } from './openings.ts';

/** How each plausible client chooses among its indexes. */
export const fact: FactKind<'choice'> = {
  name: 'choice',
  plan: (subject, context) =>
    [...subject.choices, ...othersOf(subject, context)].flatMap(({ candidates }) =>
      candidates.flatMap((one) => questionsOf(subject, one)),
    ),
  resolve(subject, context) {
    const { ecosystem, name } = subject.dependency;
    const others = othersOf(subject, context);
    const choices = [...subject.choices, ...others];
    if (choices.length === 0) return unknown('there is nothing to choose', subject.dependency.source.kind);
    const decideAll = (all: readonly Choice[]) => all.map((choice) => decide(choice, subject, context));
    const decisions = decideAll(subject.choices);
    const isKept = subject.otherwise?.by === 'base' && !leadsToPublic(decisions);
    const otherwise = others.length === 0 || isKept ? {} : { otherwise: decideAll(others) };
    // Addresses of settings may hold credentials; canonical ones do not.
    const { canonical } = ecosystemOf(subject, context).registries;
    const asked = choices.flatMap(({ candidates }) => candidates.map(({ registry }) => canonical(registry.url)));
    const isWellKnown = context.isWellKnown(ecosystem, name);
    return present({ decisions, ...otherwise, isWellKnown }, [...new Set(asked)].join(', '));
  },
};

/** A registry of record that some client takes it from today, and the version. */
interface Served {
  readonly candidate: RegistryCandidate;
  readonly version: string;
}

/** Which registries of record serve it by the choice of each client, as far as that is known. */
export const servedFrom = (subject: DependencySubject, context: FactContext): readonly Served[] =>
  subject.choices.flatMap((choice): readonly Served[] => {
    const { outcome } = hear(choice, subject, context);
    if (outcome.kind !== 'served') return [];
    const { registry } = choice.candidates.find(({ index }) => index.url === outcome.url) ?? {};
    const candidate = ofRecord(subject).find(({ url, trusted }) => trusted && url === registry?.url);
    return candidate === undefined ? [] : [{ candidate, version: outcome.version }];
  });

/** What many people use from the public registry is no private name: there is nothing to ask. */
const othersOf = ({ otherwise, dependency: { ecosystem, name } }: DependencySubject, context: FactContext) =>
  otherwise === undefined || context.isWellKnown(ecosystem, name) ? [] : otherwise.choices;

/** Some client takes it from a public registry, or has no other to choose. */
const leadsToPublic = (decisions: readonly Decision[]): boolean =>
  decisions.length === 0 || decisions.some((decision) => winnerOf(decision)?.registry.public === true);

const questionsOf = (subject: DependencySubject, { registry }: ChoiceCandidate) =>
  registry.trusted ? [packageQuestion(subject, registry)] : [];

/** The answers, and what follows from them. */
function hear(choice: Choice, subject: DependencySubject, context: FactContext) {
  const facts = new Map(choice.candidates.map((one) => [one.index.url, factOf(one, subject, context)]));
  const answers = new Map([...facts].map(([url, fact]) => [url, toAnswer(fact)]));
  const ask = (url: string): IndexAnswer => answers.get(url) ?? { state: 'absent' };
  return { facts, answers, outcome: choice.client.choose(choice.setup, choice.wanted, ask) };
}

function decide(choice: Choice, subject: DependencySubject, context: FactContext): Decision {
  const ecosystem = ecosystemOf(subject, context);
  const { facts, answers, outcome } = hear(choice, subject, context);
  return {
    choice,
    answers,
    outcome,
    openings: findOpenings(choice, answers, ecosystem.versions),
    mirrors: mirrorsIn(choice, facts, ecosystem, publicOf(subject, context)),
  };
}

function factOf({ registry }: ChoiceCandidate, subject: DependencySubject, context: FactContext): Fact<PackageFact> {
  if (!registry.trusted) return unknown(`${sayRefusal(registry)} (${registry.origin})`, registry.url);
  const answer = context.answer(packageQuestion(subject, registry));
  return answer ?? unknown('it was not asked', registry.url);
}

/** A status that a client acts upon is more than no answer. */
function toAnswer(fact: Fact<PackageFact>): IndexAnswer {
  switch (fact.state) {
    case 'absent':
      return { state: 'absent' };
    case 'unknown':
      return fact.status === undefined
        ? { state: 'unknown', reason: fact.reason }
        : { state: 'refused', status: fact.status };
    case 'present':
      return toPresence(fact.value);
  }
}

function toPresence({ forwarded, latest, tags, versions }: PackageFact): IndexAnswer {
  // Another index answered in its place; without credentials that is also what hides a name which it has.
  if (forwarded?.mayHide === true)
    return { state: 'unknown', reason: `it forwards to ${forwarded.to}, and may hide the name` };
  if (forwarded !== undefined) return { state: 'absent' };
  return {
    state: 'present',
    ...(latest === undefined ? {} : { latest }),
    ...(tags === undefined ? {} : { tags }),
    releases: versions.map(({ version, deprecated, yanked = deprecated, integrity, archives }) => ({
      version,
      ...(yanked === undefined ? {} : { yanked }),
      ...(integrity === undefined ? {} : { hashes: integrity }),
      ...(archives === undefined ? {} : { archives }),
    })),
  };
}

/** What the public registries have that serve the name, whether or not the choice is among them. */
const publicOf = (subject: DependencySubject, context: FactContext): readonly PackageFact[] =>
  subject.otherwise === undefined
    ? []
    : answersOf(subject, context).flatMap(({ candidate, fact }) =>
        candidate.public && fact?.state === 'present' ? [fact.value] : [],
      );

function mirrorsIn(
  { candidates }: Choice,
  facts: ReadonlyMap<string, Fact<PackageFact>>,
  ecosystem: Ecosystem,
  known: readonly PackageFact[],
): string[] {
  const packageOf = ({ index }: ChoiceCandidate) => {
    const fact = facts.get(index.url);
    return fact?.state === 'present' ? fact.value : undefined;
  };
  const asked = candidates.filter(({ registry }) => registry.public).flatMap((one) => packageOf(one) ?? []);
  const originals = [...known, ...asked];
  const { archiveHosts, default: address } = ecosystem.registries;
  const publicHosts = archiveHosts(address);
  const isCopy = (value: PackageFact) =>
    linksOnlyTo(value, publicHosts) || originals.some((original) => isMirrorOf(value, original, ecosystem.versions));
  return candidates.flatMap((one) => {
    const value = one.registry.public ? undefined : packageOf(one);
    return value !== undefined && isCopy(value) ? [one.index.url] : [];
  });
}
