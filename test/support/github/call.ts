import type { Served } from './answers.ts';

/** A request that belongs to an operation. */
export interface Call {
  readonly served: Served;
  readonly parameters: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly body: unknown;
}
