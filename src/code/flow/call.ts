import type { Expression } from '../program.ts';
import type { Value } from './values.ts';

export type CallExpression = Extract<Expression, { kind: 'call' }>;

/** A call with all that is known of it. */
export interface Call {
  readonly at: CallExpression;
  readonly callee: Value;
  /** What the method is called on; undefined for a function. */
  readonly receiver: Value | undefined;
  readonly name: string;
  readonly paths: readonly string[];
  readonly given: readonly { readonly name: string | undefined; readonly value: Value; readonly of: Expression }[];
}

/** What is given by name. */
export const namesOf = (given: Call['given']): ReadonlyMap<string, Value> =>
  new Map(given.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value] as const])));
