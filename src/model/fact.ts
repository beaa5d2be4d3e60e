/**
 * An answer from outside. *Unknown* is neither presence nor absence: a registry that did not answer proves nothing.
 */
export type Fact<T> = Present<T> | Absent | Unknown;

export interface Present<T> {
  readonly state: 'present';
  readonly value: T;
  /** Who said so: the address of the answer, or the name of bundled data. */
  readonly source: string;
}

export interface Absent {
  readonly state: 'absent';
  /** Why this is believed, in words: what was asked and how it was confirmed. */
  readonly proof: string;
  readonly source: string;
  /** Whoever said so passes on what another one has, and says the same while that one is out of reach. */
  readonly isPassedOn?: true;
}

export interface Unknown {
  readonly state: 'unknown';
  /** Why nothing is known, in words. */
  readonly reason: string;
  readonly source: string;
  /** True when a budget of the run ended the question: such a run stays incomplete whatever the policy says. */
  readonly overBudget?: boolean;
  /** The HTTP status that the answer came with, where it is none that says anything of the question. */
  readonly status?: number;
}

export const present = <T>(value: T, source: string): Present<T> => ({ state: 'present', value, source });
export const absent = (proof: string, source: string): Absent => ({ state: 'absent', proof, source });
export const unknown = (reason: string, source: string): Unknown => ({ state: 'unknown', reason, source });
