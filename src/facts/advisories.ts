import type { AdvisoryFact } from '../model/advisory.ts';
import { type Fact, present, type Unknown, unknown } from '../model/fact.ts';
import type { Question } from '../model/question.ts';
import type { FactName } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { isPerhapsHidden, isTold } from './hidden.ts';
import type { FactContext } from './kind.ts';
import { holderOf } from './release.ts';

type AdvisoriesQuestion = Extract<Question, { kind: 'advisories' }>;
type RecordQuestion = Extract<Question, { kind: 'advisory' }>;

/** The facts that an advisory service is asked for. */
export const advisoryFacts: readonly FactName[] = ['malware', 'vulnerabilities', 'was-vulnerable'];

/** The source of an answer that nobody was asked for, on purpose. */
export const notSent = 'not sent';

/** The OpenSSF's collection of malicious packages. */
export const isMalwareId = (id: string): boolean => id.startsWith('MAL-');

/** Of names that may be told alone. */
export function advisoriesQuestion(
  subject: DependencySubject,
  version: string | undefined,
  context: FactContext,
): AdvisoriesQuestion | undefined {
  if (!isTold(subject, holderOf(subject, context), context)) return undefined;
  const { ecosystem, name } = subject.dependency;
  return { kind: 'advisories', ecosystem, name, ...(version === undefined ? {} : { version }) };
}

/** The list of malware is kept by name, and asked under the same conditions. */
export function malwareListQuestion(
  subject: DependencySubject,
  context: FactContext,
): Extract<Question, { kind: 'malware' }> | undefined {
  const asked = context.consults('github-advisories') ? advisoriesQuestion(subject, undefined, context) : undefined;
  return asked && { kind: 'malware', ecosystem: asked.ecosystem, name: asked.name };
}

/** Why nobody is asked, where that is on purpose. */
export const whyNotSent = (subject: DependencySubject, context: FactContext): Unknown | undefined =>
  isPerhapsHidden(subject, holderOf(subject, context)?.url, context)
    ? unknown('their names may be private', notSent)
    : undefined;

/** The records to read, as far as their ids are known. */
export const recordQuestions = (
  asked: AdvisoriesQuestion,
  isWanted: (id: string) => boolean,
  context: FactContext,
): readonly RecordQuestion[] => {
  const answer = context.answer(asked);
  return answer?.state === 'present' ? answer.value.ids.filter(isWanted).map((id) => recordQuestion(asked, id)) : [];
};

const recordQuestion = (asked: AdvisoriesQuestion, id: string): RecordQuestion => ({ ...asked, kind: 'advisory', id });

export interface Records {
  /** Those that stand and are about the release. */
  readonly read: readonly AdvisoryFact[];
  /** Why others say nothing. */
  readonly unread?: Unknown;
}

/** What the records say that are wanted; where a limit ended one of them, that is what is told. */
export function readRecords(
  asked: AdvisoriesQuestion,
  isWanted: (id: string) => boolean,
  context: FactContext,
): Fact<Records> {
  const ids = context.answer(asked);
  if (ids?.state !== 'present') return ids ?? unknown('it was not asked', 'advisories');
  const answers = ids.value.ids
    .filter(isWanted)
    .map((id) => context.answer(recordQuestion(asked, id)) ?? unknown('it was not asked', 'advisories'));
  const open = answers.filter((answer) => answer.state === 'unknown');
  const unread = open.find(({ overBudget }) => overBudget === true) ?? open[0] ?? ids.value.unread;
  const read = answers.flatMap((answer) => (answer.state === 'present' ? [answer.value] : []));
  return present({ read, ...(unread === undefined ? {} : { unread }) }, ids.source);
}
