import type { Ecosystem } from '../model/ecosystem.ts';
import { type Fact, present, unknown } from '../model/fact.ts';
import type { PackageFact } from '../model/registry.ts';
import type { Choice, ChoiceCandidate, Decision, IndexAnswer } from '../model/resolution.ts';
import type { DependencySubject } from '../model/subject.ts';
import { packageQuestion } from './candidates.ts';
import { ecosystemOf, type FactContext, type FactKind } from './kind.ts';
import { isMirrorOf } from './mirrors.ts';
import { findOpenings } from './openings.ts';

/** How each plausible client chooses among its indexes. */
export const fact: FactKind<'choice'> = {
  name: 'choice',
  plan: (subject) =>
    subject.choices.flatMap(({ candidates }) => candidates.flatMap((one) => questionsOf(subject, one))),
  resolve(subject, context) {
    const { ecosystem, name } = subject.dependency;
    if (subject.choices.length === 0) return unknown('there is nothing to choose', subject.dependency.source.kind);
    const decisions = subject.choices.map((choice) => decide(choice, subject, context));
    const source = [
      ...new Set(subject.choices.flatMap(({ candidates }) => candidates.map(({ registry }) => registry.url))),
    ];
    return present({ decisions, isWellKnown: context.isWellKnown(ecosystem, name) }, source.join(', '));
  },
};

const questionsOf = (subject: DependencySubject, { registry }: ChoiceCandidate) =>
  registry.trusted ? [packageQuestion(subject, registry)] : [];

function decide(choice: Choice, subject: DependencySubject, context: FactContext): Decision {
  const ecosystem = ecosystemOf(subject, context);
  const facts = new Map(choice.candidates.map((one) => [one.index.url, factOf(one, subject, context)]));
  const answers = new Map([...facts].map(([url, fact]) => [url, toAnswer(fact)]));
  const ask = (url: string): IndexAnswer => answers.get(url) ?? { state: 'absent' };
  return {
    choice,
    answers,
    outcome: choice.client.choose(choice.setup, choice.wanted, ask),
    openings: findOpenings(choice, answers, ecosystem.versions),
    mirrors: mirrorsIn(choice, facts, ecosystem),
  };
}

function factOf({ registry }: ChoiceCandidate, subject: DependencySubject, context: FactContext): Fact<PackageFact> {
  if (!registry.trusted)
    return unknown(
      `${registry.url} (${registry.origin}) is not contacted: the configuration does not trust it`,
      registry.url,
    );
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
      return {
        state: 'present',
        ...(fact.value.latest === undefined ? {} : { latest: fact.value.latest }),
        releases: fact.value.versions.map(({ version, yanked, integrity }) => ({
          version,
          ...(yanked === undefined ? {} : { yanked }),
          ...(integrity === undefined ? {} : { hashes: integrity }),
        })),
      };
  }
}

function mirrorsIn(
  { candidates }: Choice,
  facts: ReadonlyMap<string, Fact<PackageFact>>,
  ecosystem: Ecosystem,
): string[] {
  const packageOf = ({ index }: ChoiceCandidate) => {
    const fact = facts.get(index.url);
    return fact?.state === 'present' ? fact.value : undefined;
  };
  const originals = candidates.filter(({ registry }) => registry.public).flatMap((one) => packageOf(one) ?? []);
  const others = candidates.filter(({ registry }) => !registry.public);
  return others.flatMap((one) => {
    const value = packageOf(one);
    if (value === undefined || !originals.some((original) => isMirrorOf(value, original, ecosystem.versions)))
      return [];
    return [one.index.url];
  });
}
