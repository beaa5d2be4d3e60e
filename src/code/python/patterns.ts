import type { Expression } from '../program.ts';
import { ImportReader } from './imports.ts';
import { closing, opening } from './token-reader.ts';
import { token } from './tokens.ts';

interface Pattern {
  readonly literals: readonly Expression[];
  readonly names: readonly Expression[];
  /** Nothing but literals. */
  readonly isPlain: boolean;
}

/** Patterns of `match`, as far as what they name and what they compare with goes. */
export class PatternReader extends ImportReader {
  /** Up to the colon or the condition of a case. */
  protected pattern(): Pattern {
    const literals: Expression[] = [];
    const names: Expression[] = [];
    let isPlain = true;
    let depth = 0;
    while (!this.isLineEnd && !(depth === 0 && (this.is(':') || this.is('if')))) {
      if (this.kind === token.text) {
        literals.push(this.atom());
        continue;
      }
      if (this.isMark(opening)) depth += 1;
      if (this.isMark(closing)) depth -= 1;
      if (!this.is('|')) isPlain = false;
      const { at } = this;
      const one = this.kind === token.name ? this.name() : undefined;
      if (one?.kind === 'name' && one.name !== '_') names.push(one);
      if (this.at === at) this.at += 1;
    }
    return { literals, names, isPlain: isPlain && literals.length > 0 };
  }
}
