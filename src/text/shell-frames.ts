import type { CommandDraft } from './shell-drafts.ts';
import type { ShellScope, WordDraft } from './shell-words.ts';

/** A place where commands stand: the text itself, a subshell, a substitution, the body of a `case`. */
export interface CommandFrame {
  readonly kind: 'commands';
  /** What ends it; '' is the end of the text. */
  readonly close: '' | ')' | '`' | 'esac';
  readonly start: number;
  readonly scope: ShellScope;
  /** It is the value of a word of the frame below. */
  readonly isSubstitution: boolean;
  /** It may be arithmetic, where `<<` shifts. */
  readonly mayBeArithmetic: boolean;
  command: CommandDraft;
  word: WordDraft | undefined;
  /** An operator that waits for its target, and where it stands. */
  redirect: { readonly operator: string; readonly at: number } | undefined;
  /** The command that ended last. */
  last: CommandDraft | undefined;
  /** The command whose output the next one reads. */
  piped: CommandDraft | undefined;
  /** Patterns of a `case` are read, and parentheses in them counted; -1 in its bodies. */
  patternDepth: number;
  /** A pattern has begun. */
  inPattern: boolean;
}

/** Double quotes, or the body of a here-document that is expanded. */
export interface QuoteFrame {
  readonly kind: 'double';
  readonly start: number;
  readonly owner: CommandFrame;
  /** Inside a parameter expansion: what it holds is no part of the word's text. */
  readonly opaque: boolean;
  readonly isDocument: boolean;
}

/** `${...}` or `$[...]`. */
export interface ParameterFrame {
  readonly kind: 'parameter';
  readonly close: '}' | ']';
  readonly start: number;
  readonly owner: CommandFrame;
  readonly opaque: boolean;
  readonly inQuotes: boolean;
  depth: number;
}

export type Frame = CommandFrame | QuoteFrame | ParameterFrame;

export const isOpaque = (frame: Frame): boolean =>
  frame.kind === 'parameter' || (frame.kind === 'double' && frame.opaque);

export const ownerOf = (frame: Frame): CommandFrame => (frame.kind === 'commands' ? frame : frame.owner);
