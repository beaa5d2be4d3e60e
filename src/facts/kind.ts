import type { Names } from '../knowledge/names/index.ts';
import type { Ecosystem } from '../model/ecosystem.ts';
import type { Fact } from '../model/fact.ts';
import type { Policy } from '../model/policy.ts';
import type { AnswerTo, Question } from '../model/question.ts';
import type { FactName, FactTypes } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';

/** What is bundled about names, as far as facts are made of it. */
export type BundledNames = Pick<
  Names,
  | 'adoptionOf'
  | 'knownBefore'
  | 'rankedNames'
  | 'resemblanceOf'
  | 'isSlipOfTop'
  | 'findSlip'
  | 'placeholderClassOf'
  | 'lists'
>;

/** The source of what the bundled lists say. */
export const bundledNames = 'bundled names';

/** What a fact may look at: the answers so far, and bundled knowledge. */
export interface FactContext {
  readonly ecosystems: readonly Ecosystem[];
  /** Undefined while the question is open. */
  answer<Q extends Question>(question: Q): Fact<AnswerTo<Q>> | undefined;
  /** Whether the run asks about this package in any case, if with others: nobody learns of a name by the question. */
  asksAnyway(question: Extract<Question, { kind: 'package' }>): boolean;
  /** Stands for the answers so far: another object once there are further ones. */
  answered(): object;
  fact<N extends FactName>(name: N, subject: DependencySubject): Fact<FactTypes[N]>;
  /** The address that answers for an ecosystem's public registry: its default, or a mirror that serves everything. */
  publicRegistry(ecosystem: Ecosystem): string;
  /** The addresses that the configuration gives for an ecosystem, and that of the platform which runs the audit. */
  configuredRegistries(ecosystem: Ecosystem): readonly string[];
  /** Whether a registry is asked with credentials: then it may show what others do not see. */
  authenticates(registry: string): boolean;
  /** Whether a namespace is known to publish on the public registry. */
  publishesPublicly(ecosystem: string, scope: string): boolean;
  /** Whether the configuration calls a name private: nobody is asked for it. Left out: it calls none so. */
  isPrivate(ecosystem: string, name: string): boolean;
  /** Whether many people use the package of that name from the public registry. */
  isWellKnown(ecosystem: string, name: string): boolean;
  readonly bundled: BundledNames;
  /** Whether a service is asked at all. */
  consults(service: keyof Policy['services']): boolean;
  /** The moment of the audit. */
  readonly now: Date;
}

/**
 * One kind of fact about a dependency: which questions it takes, given the answers so far, and what they come to.
 * Both functions are pure; asking is the engine's part.
 */
export interface FactKind<N extends FactName = FactName> {
  readonly name: N;
  plan(subject: DependencySubject, context: FactContext): readonly Question[];
  resolve(subject: DependencySubject, context: FactContext): Fact<FactTypes[N]>;
}

export function ecosystemOf(subject: DependencySubject, context: FactContext): Ecosystem {
  const found = context.ecosystems.find(({ type }) => type === subject.dependency.ecosystem);
  if (found === undefined) throw new Error(`no ecosystem ${subject.dependency.ecosystem}`);
  return found;
}
