import { answersOf, packageQuestion, sayUnasked, sayWhyUnasked } from '../facts/candidates.ts';
import type { FactContext } from '../facts/kind.ts';
import { timelessSource } from '../facts/release.ts';
import type { Fact } from '../model/fact.ts';
import { compareLocations, compareText } from '../model/location.ts';
import type { Notification, Unverified } from '../model/report.ts';
import { type ChoiceCandidate, type Decision, winnerOf } from '../model/resolution.ts';
import type { FactName } from '../model/rule.ts';
import type { DependencySubject, RegistrySubject } from '../model/subject.ts';
import { maskCredentials } from '../text/mask.ts';
import { isLacking } from './claimed.ts';
import { openAdvisories } from './outages.ts';
import { furtherIndexes } from './reading.ts';
import { type Remark, remarkOn } from './remarks.ts';

/** An open question; a run that a limit ended stays incomplete whatever the policy says. */
export type OpenQuestion = Unverified & { readonly overBudget?: true };

/** What the registries of record left open about a subject. */
export function listUnanswered(
  subject: DependencySubject,
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly OpenQuestion[] {
  if (!mustBeAnswered(subject, context)) return [];
  if (subject.registries.length > 0) return questionsOf(subject, context, needed);
  const { kind } = subject.dependency.source;
  const reason = 'where it would come from is not understood';
  if (kind === 'unknown') return [describe(subject, 'existence', reason, subject.at.path)];
  // Nobody is left to ask: that proves neither presence nor absence.
  const left = 'the settings leave no index that could serve it';
  return kind === 'registry' && !subject.own ? [describe(subject, 'existence', left, subject.at.path)] : [];
}

/** Names in prose, and those of ecosystems without a registry of record, are told by the count; nothing waits for them. */
const mustBeAnswered = (subject: DependencySubject, { ecosystems }: FactContext): boolean =>
  subject.fileRole !== 'prose' &&
  ecosystems.find(({ type }) => type === subject.dependency.ecosystem)?.hasRegistryOfRecord === true;

function questionsOf(
  subject: DependencySubject,
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly OpenQuestion[] {
  const found = context.fact('package', subject);
  const open: OpenQuestion[] = [];
  const ask = (question: string, fact: Fact<unknown>) => {
    if (fact.state === 'unknown') open.push(describe(subject, question, fact.reason, fact.source, fact.overBudget));
  };
  if (!subject.own && !isLeftOpen(subject, context)) ask('existence', found);
  open.push(...outOfBudget(subject, context, needed));
  if (needed.has('public-twin') && subject.privateBy !== undefined) ask('index', context.fact('public-twin', subject));
  if (found.state === 'present' && needed.has('choice')) open.push(...openChoice(subject, context));
  if (found.state !== 'present' || !needed.has('release')) return open;
  const release = context.fact('release', subject);
  ask('age', release);
  const silent = release.state === 'present' && release.value.publishedAt === undefined;
  return silent && timelessSource(subject, context) === undefined
    ? [...open, describe(subject, 'age', 'the registry gives no publication time', release.source)]
    : open;
}

/**
 * What code imports may be anything under a namespace that hides its packages, also a place that a tool makes up: where all
 * were asked, nothing is waited for.
 */
const isLeftOpen = (subject: DependencySubject, context: FactContext): boolean =>
  subject.fileRole === 'code' && answersOf(subject, context).every(({ fact }) => fact?.state === 'absent');

/**
 * An index has the name, and another one that the client would ask, or asked before the change, gave no answer: which of
 * them serves it, or did, is not known. Where many people use the package from the public registry, nothing speaks for the
 * other one.
 */
function openChoice(subject: DependencySubject, context: FactContext): readonly OpenQuestion[] {
  const fact = context.fact('choice', subject);
  // Of a setting that is missing here it is told what the public one has: the others are not what is in question.
  if (fact.state !== 'present' || subject.own || isLacking(subject)) return [];
  const { decisions, otherwise = [], isWellKnown } = fact.value;
  const now = decisions.flatMap(silentIn);
  const isLoss = subject.otherwise?.by === 'base' && now.length === 0 && !otherwise.some(isServedPrivately);
  const silent = isLoss ? otherwise.flatMap(silentIn).filter(({ registry }) => !registry.public) : now;
  const answerOf = ({ registry }: ChoiceCandidate) => context.answer(packageQuestion(subject, registry));
  const ended = silent.find((one) => {
    const answer = answerOf(one);
    return one.index.url === furtherIndexes || (answer?.state === 'unknown' && answer.overBudget === true);
  });
  const first = ended ?? silent[0];
  const isFixed = subject.dependency.integrity !== undefined && subject.dependency.integrity.length > 0;
  if (first === undefined || (ended === undefined && (isWellKnown || isFixed))) return [];
  const answer = answerOf(first);
  const { url, origin, trusted } = first.registry;
  const why =
    answer?.state === 'unknown' && trusted ? answer.reason : `${url} (${origin}) is ${sayUnasked(first.registry)}`;
  const what = isLoss ? 'may have served it until now' : 'may serve it';
  return [describe(subject, 'index', `${why}, and ${what}`, url, ended !== undefined)];
}

/** Indexes without an answer on which the outcome hangs: one that refuses may answer the client, who has credentials. */
function silentIn({ choice, outcome, answers }: Decision): readonly ChoiceCandidate[] {
  const stateOf = ({ index }: ChoiceCandidate) => answers.get(index.url)?.state;
  // What the client does not ask decides nothing.
  if (choice.disregards !== undefined) return [];
  const silent = choice.candidates.filter((one) => stateOf(one) === 'unknown' || stateOf(one) === 'refused');
  return outcome.kind === 'open' || silent.some((one) => stateOf(one) === 'refused') ? silent : [];
}

const isServedPrivately = (decision: Decision): boolean => winnerOf(decision)?.registry.public === false;

/** An outage of the advisory service is a warning; a budget that ran out before it was asked is not. */
function outOfBudget(
  subject: DependencySubject,
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly OpenQuestion[] {
  const ended = openAdvisories(subject, context, needed).find(({ why }) => why.overBudget === true);
  if (ended === undefined) return [];
  const question = ended.what === 'vulnerability' ? ended.what : 'malware';
  return [describe(subject, question, ended.why.reason, ended.why.source, true)];
}

function describe(
  subject: DependencySubject,
  question: string,
  reason: string,
  source: string,
  overBudget?: boolean,
): OpenQuestion {
  const open = { purl: subject.dependency.purl, path: subject.at.path, question, source, reason, location: subject.at };
  return overBudget === true ? { ...open, overBudget } : open;
}

/** Nobody was asked about it, or nobody answered, where nothing waits for an answer. */
export const remarkUnasked = (subject: DependencySubject, context: FactContext): readonly Remark[] =>
  whyUnasked(subject, context).map((said) => ({
    ...remarkOn(subject, context),
    level: 'note',
    topic: said,
    before: `${said}: `,
    counts: 'remarks',
    after: '',
    ...(said === inText ? { unanswered: 'details' } : {}),
  }));

const inText = 'names in text not looked up';

function whyUnasked(subject: DependencySubject, context: FactContext): readonly string[] {
  const { dependency, fileRole, own } = subject;
  const { kind } = dependency.source;
  if (kind === 'bundled') return ['packages shipped inside others, whose bytes no registry vouches for'];
  const ecosystem = context.ecosystems.find(({ type }) => type === dependency.ecosystem);
  if (ecosystem === undefined || kind !== 'registry' || context.fact('package', subject).state !== 'unknown') return [];
  if (!ecosystem.hasRegistryOfRecord) return [`packages of ${ecosystem.title} not looked up`];
  return fileRole === 'prose' && !own ? [inText] : [];
}

/**
 * Registries that clients would ask and this run may not, each with the number of names that it might serve: also those that
 * the change names and nothing hangs on.
 */
export function noteUntrusted(
  subjects: readonly DependencySubject[],
  named: readonly RegistrySubject[],
): readonly Notification[] {
  const names = new Map<string, { readonly origin: string; readonly path: string; count: number }>();
  for (const { choices, registries, at } of subjects) {
    const candidates = [
      ...registries.flatMap((one) => [one, ...(one.standsFor ?? [])]),
      ...choices.flatMap((choice) => choice.candidates.map(({ registry }) => registry)),
    ];
    const refused = new Map(
      candidates.filter(({ trusted, url }) => !trusted && url.includes('://')).map((one) => [one.url, one]),
    );
    for (const { url, origin } of refused.values()) {
      const known = names.get(url) ?? { origin, path: at.path, count: 0 };
      known.count++;
      names.set(url, known);
    }
  }
  for (const { use, trusted, fileRole, at } of named) {
    if (trusted || fileRole === 'prose' || names.has(use.url) || !/^https?:\/\//i.test(use.url)) continue;
    names.set(use.url, { origin: `${at.path}:${at.startLine}`, path: at.path, count: 0 });
  }
  return [...names].map(([url, { origin, path, count }]) => ({
    level: 'note',
    message: `${maskCredentials(url)} (${origin}) is not contacted, for ${sayWhyUnasked({ url })}; names that it may serve: ${count}`,
    path,
  }));
}

/**
 * An age that nobody can tell, for the index that serves the release tells none at all. It is one that may be asked, and nothing
 * can be waited for; where it stands for the public registry, that is more than a note.
 */
export function remarkTimeless(
  subject: DependencySubject,
  context: FactContext,
  needed: ReadonlySet<FactName>,
): readonly Remark[] {
  const isAsked = needed.has('release') && mustBeAnswered(subject, context);
  const source = isAsked ? timelessSource(subject, context) : undefined;
  if (source === undefined) return [];
  const said = `${maskCredentials(source.url)} tells no times of publication`;
  return [
    {
      ...remarkOn(subject, context),
      level: source.public ? 'warning' : 'note',
      topic: said,
      before: `${said}; packages whose age is not known: `,
      counts: 'packages',
      after: '',
      unanswered: 'details',
    },
  ];
}

export function compareOpen(a: OpenQuestion, b: OpenQuestion): number {
  const byPlace = a.location !== undefined && b.location !== undefined ? compareLocations(a.location, b.location) : 0;
  return (
    compareText(a.path ?? '', b.path ?? '') ||
    byPlace ||
    compareText(a.purl ?? '', b.purl ?? '') ||
    compareText(a.question, b.question) ||
    compareText(a.reason, b.reason)
  );
}
