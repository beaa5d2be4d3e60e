/**
 * A program as far as what flows where in it matters, in one form for all languages. Places are offsets into the text of the
 * file, in UTF-16 code units. What a parser does not understand is `unknown`, with the expressions that it holds.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Expression = Span &
  (
    | { readonly kind: 'name'; readonly name: string }
    /** Text with nothing put in. */
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'constant'; readonly value: number | boolean | null }
    /** Text with what is put in: an f-string, a template literal. */
    | { readonly kind: 'template'; readonly parts: readonly Expression[] }
    | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
    | { readonly kind: 'item'; readonly of: Expression; readonly index: Expression }
    | {
        readonly kind: 'call';
        readonly callee: Expression;
        readonly given: readonly Argument[];
        readonly isNew?: true;
        readonly isTagged?: true;
        /** An element of a page: its function is called with its attributes. */
        readonly isElement?: true;
      }
    | { readonly kind: 'function'; readonly code: FunctionCode }
    | { readonly kind: 'class'; readonly statement: Extract<Statement, { kind: 'class' }> }
    | { readonly kind: 'list'; readonly items: readonly Expression[] }
    | { readonly kind: 'record'; readonly fields: readonly Field[] }
    /** `+`, `%`, `==`, `in`, `not`: what comes of it holds what its operands hold, unless it is a truth or a number. */
    | { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly Expression[] }
    /** One of them: `a if b else c`, `b ? a : c`, `a ?? c`, `a or c`. */
    | { readonly kind: 'choice'; readonly test: Expression; readonly options: readonly Expression[] }
    | { readonly kind: 'assignment'; readonly target: Expression; readonly value: Expression }
    | { readonly kind: 'comprehension'; readonly loops: readonly Loop[]; readonly element: Expression }
    /** What it is waited for, or what a starred expression spreads out. */
    | { readonly kind: 'await' | 'yield' | 'spread'; readonly of: Expression }
    | { readonly kind: 'unknown'; readonly parts: readonly Expression[] }
  );

/** What a call gives: by place, or by name. */
export interface Argument {
  readonly name?: string;
  readonly value: Expression;
}

/** One field of a record; without a key it spreads another record, or its key is computed. */
export interface Field {
  readonly key?: string;
  readonly value: Expression;
}

export interface Loop {
  readonly target: Expression;
  readonly of: Expression;
  readonly conditions: readonly Expression[];
}

export interface Parameter {
  /** A name, or a pattern that takes the argument apart. */
  readonly target: Expression;
  readonly preset?: Expression;
  /** It takes all further arguments. */
  readonly isRest?: true;
  /** As written: `OpenAI`, `openai.OpenAI`. */
  readonly type?: string;
}

export interface FunctionCode extends Span {
  /** Empty where it has none. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  /** It is called where it is read: `@property`, `get name()`. */
  readonly isGetter?: true;
  /** What is written above it, as `@tool` in Python. */
  readonly decorators: readonly Expression[];
}

export type Statement = Span &
  (
    | { readonly kind: 'expression'; readonly value: Expression }
    /** Several targets: `a = b = value`. `isAdded`: to what the target holds (`+=`). */
    | {
        readonly kind: 'assign';
        readonly targets: readonly Expression[];
        readonly value: Expression;
        readonly isAdded?: true;
        /** As written: `client: OpenAI = ...`. */
        readonly type?: string;
      }
    /** Names that are those of the scope around: `global`, `nonlocal`. */
    | { readonly kind: 'outer'; readonly names: readonly string[] }
    | { readonly kind: 'return'; readonly value?: Expression }
    /** The rest of the block is not reached: `raise`, `throw`, `continue`, `break`. */
    | { readonly kind: 'leave'; readonly value?: Expression }
    | { readonly kind: 'define'; readonly code: FunctionCode }
    | {
        readonly kind: 'class';
        readonly name: string;
        readonly bases: readonly Expression[];
        readonly body: readonly Statement[];
      }
    | { readonly kind: 'import'; readonly module: string; readonly bindings: readonly Binding[] }
    /** What it exports under which name: `export default`, `module.exports.name =`. */
    | { readonly kind: 'export'; readonly name: string; readonly value: Expression }
    /** The first branch whose test holds, else the rest. */
    | {
        readonly kind: 'if';
        readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly kind: 'loop';
        readonly target?: Expression;
        readonly of?: Expression;
        readonly test?: Expression;
        readonly body: readonly Statement[];
      }
    /** `with`: what it opens, under which name; and `try`: all its parts in their order. */
    | {
        readonly kind: 'with';
        readonly items: readonly { readonly value: Expression; readonly target?: Expression }[];
        readonly body: readonly Statement[];
      }
    | {
        readonly kind: 'try';
        readonly body: readonly Statement[];
        readonly handlers: readonly (readonly Statement[])[];
        readonly last: readonly Statement[];
      }
    | { readonly kind: 'block'; readonly body: readonly Statement[] }
  );

/** A name that an import makes, and what of the module it stands for: left out, the module itself. */
export interface Binding extends Span {
  readonly local: string;
  /** `*`: all that it has. */
  readonly member?: string;
}

/** A file that was parsed. */
export interface Program {
  readonly path: string;
  readonly text: string;
  readonly body: readonly Statement[];
  /** What was not understood: the rest was. */
  readonly faults: readonly Fault[];
}

export interface Fault {
  /** An offset. */
  readonly at: number;
  readonly reason: string;
  /** Nothing of the file could be read for it. */
  readonly hidesAll?: true;
}
