import type { Fact } from './fact.ts';
import type { Lookup } from './http.ts';
import type { AnswerTypes, Question } from './question.ts';

type KindOf = Question['kind'];

/** An advisory or convenience service: it answers many questions of one kind at once. Its outage is a warning. */
export interface Service<K extends KindOf> {
  readonly id: string;
  readonly title: string;
  readonly answers: K;
  /** Most questions in one lookup. */
  readonly batchSize: number;
  /** One fact for each question, in order. */
  lookup(
    questions: readonly Extract<Question, { kind: K }>[],
    endpoint: string,
  ): Lookup<readonly Fact<AnswerTypes[K]>[]>;
}

/** A service for any kind of question. */
export type AnyService = { [K in KindOf]: Service<K> }[KindOf];
