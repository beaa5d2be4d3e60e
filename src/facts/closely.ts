import type { Fact } from '../model/fact.ts';
import type { AnswerTypes, Question } from '../model/question.ts';
import type { ReleaseFact } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { ecosystemOf, type FactContext } from './kind.ts';
import { isNewcomer } from './newcomer.ts';
import { holderOf, versionOf } from './release.ts';

type CloseQuestion = Extract<Question, { readonly kind: 'startup' | 'requires' | 'build' }>;

/**
 * The release that would be installed, where more is asked of it than its registry tells at once: what is younger than that,
 * and what is new here and young in all. Each takes requests of its own.
 * @param under milliseconds
 */
export function closeRelease(subject: DependencySubject, context: FactContext, under: number): ReleaseFact | undefined {
  const { lookups, versions } = ecosystemOf(subject, context);
  if (
    subject.fromWorkspace === true ||
    subject.privateBy !== undefined ||
    (lookups?.startup ?? lookups?.requires ?? lookups?.build) === undefined
  )
    return undefined;
  const found = context.fact('package', subject);
  const version = versionOf(subject, context);
  if (found.state !== 'present' || version === undefined) return undefined;
  const all = found.value.versions;
  const release =
    all.find((one) => one.version === version) ?? all.find((one) => versions.compare(one.version, version) === 0);
  const age = context.now.getTime() - Date.parse(release?.publishedAt ?? '');
  return age < under || isNewcomer(subject, context) ? release : undefined;
}

/** Of what has a source archive alone, nothing is there to look into. */
export const isBuilt = ({ archives }: ReleaseFact): boolean => archives?.some((kind) => kind !== 'sdist') === true;

/** A question about a release of it to the registry that serves it; undefined where that one cannot be asked. */
export function closeQuestion<K extends CloseQuestion['kind']>(
  kind: K,
  subject: DependencySubject,
  version: string,
  context: FactContext,
): (CloseQuestion & { readonly kind: K }) | undefined {
  const holder = holderOf(subject, context);
  const isAnswered = ecosystemOf(subject, context).lookups?.[kind] !== undefined;
  if (!isAnswered || holder === undefined || !holder.trusted || holder.isLinks === true) return undefined;
  const { ecosystem, name } = subject.dependency;
  return { kind, ecosystem, name, version, registry: holder.url };
}

/** What was answered; undefined where nothing was asked. */
export const answerTo = <K extends CloseQuestion['kind']>(
  question: (CloseQuestion & { readonly kind: K }) | undefined,
  context: FactContext,
): Fact<AnswerTypes[K]> | undefined =>
  // The key of an answer holds the kind of its question.
  question === undefined ? undefined : (context.answer(question) as Fact<AnswerTypes[K]> | undefined);
