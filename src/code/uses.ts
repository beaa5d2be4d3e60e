import { rememberFor } from '../text/remember.ts';
import type { Argument, Expression, FunctionCode, Program, Span, Statement } from './program.ts';

/** A call in a program with what its imports say it is: `torch.load`, `transformers.pipeline`. */
export interface Use extends Span {
  readonly path: string;
  readonly callee: Expression;
  readonly given: readonly Argument[];
  /** What a name stands for in the same function or module: all that is assigned to it. */
  valuesOf(name: string): readonly Expression[];
  /** What calls in the program give for a name that is a parameter of the function around. */
  givenFor(name: string): readonly Expression[];
  /** What a function of the program of that name returns. */
  returnsOf(name: string): readonly Expression[];
  pathOf(of: Expression): string | undefined;
}

/** Imports of parts: `langchain_experimental.tools.PythonREPLTool`. */
export interface Import extends Span {
  readonly path: string;
}

export interface Uses {
  readonly calls: readonly Use[];
  readonly imports: readonly Import[];
}

const longestPath = 300;
/** So many values of one name are kept. */
const mostValues = 20;
const deepest = 300;

/**
 * The calls and imports of a program, resolved by its imports and by names that stand for what a call made. What a name stands
 * for is the same in the whole program: names that are used for several things are rare, and what is asked here forgives it.
 */
export const listUses = (program: Program): Uses =>
  rememberFor(listed, program, () => {
    const walk = new Walk();
    walk.statements(program.body, 0);
    return { calls: walk.resolved(), imports: walk.imports };
  });

/** Two that ask for the uses of a program are given the same. */
const listed = new WeakMap<Program, { readonly made: Uses }>();

interface FoundCall {
  readonly at: Extract<Expression, { kind: 'call' }>;
}

interface FoundParameter {
  readonly code: FunctionCode;
  readonly place: number;
}

class Walk {
  readonly imports: Import[] = [];
  readonly #paths = new Map<string, string>();
  readonly #values = new Map<string, Expression[]>();
  readonly #calls: FoundCall[] = [];
  readonly #named = new Map<string, { readonly path: string | undefined }>();
  readonly #parameters = new Map<string, FoundParameter[]>();
  readonly #returns = new Map<string, Expression[]>();
  readonly #around: string[] = [];

  resolved(): readonly Use[] {
    const shared = {
      valuesOf: (name: string) => this.#values.get(name) ?? [],
      returnsOf: (name: string) => this.#returns.get(name) ?? [],
      pathOf: (of: Expression) => this.#pathOf(of, 0),
    };
    const callsOf = new Map<string, FoundCall[]>();
    for (const call of this.#calls) if (call.at.callee.kind === 'name') keep(callsOf, call.at.callee.name, call);
    const givenAt = (at: Span) => (name: string) => this.#givenFor(name, at, callsOf);
    return this.#calls.flatMap(({ at }): Use[] => {
      const path = this.#pathOf(at.callee, 0);
      return path === undefined
        ? []
        : [
            {
              path,
              callee: at.callee,
              given: at.given,
              ...shared,
              givenFor: givenAt(at),
              start: at.start,
              end: at.end,
            },
          ];
    });
  }

  #givenFor(name: string, { start, end }: Span, callsOf: ReadonlyMap<string, readonly FoundCall[]>) {
    const around = this.#parameters.get(name)?.findLast(({ code }) => code.start <= start && end <= code.end);
    if (around === undefined) return [];
    return (callsOf.get(around.code.name) ?? []).flatMap(({ at: { given } }) => {
      const placed = given.filter((one) => one.name === undefined)[around.place];
      const found = given.find((one) => one.name === name) ?? placed;
      return found === undefined ? [] : [found.value];
    });
  }

  #pathOf(of: Expression, depth: number): string | undefined {
    if (depth > 20) return undefined;
    switch (of.kind) {
      case 'name': {
        const imported = this.#paths.get(of.name);
        if (imported !== undefined) return imported;
        return this.#values.has(of.name) ? this.#pathNamed(of.name, depth) : of.name;
      }
      case 'member': {
        const whole = this.#pathOf(of.of, depth + 1);
        return whole === undefined || whole.length > longestPath ? undefined : `${whole}.${of.name}`;
      }
      case 'call': {
        const made = this.#pathOf(of.callee, depth + 1);
        return made === undefined ? undefined : `${made}()`;
      }
      case 'await':
        return this.#pathOf(of.of, depth + 1);
      case 'operation': {
        // `Path("weights") / "m.pt"` is a path again.
        const first = of.operator === '/' ? of.operands[0] : undefined;
        const path = first && this.#pathOf(first, depth + 1);
        return path?.startsWith('pathlib.Path') === true ? 'pathlib.Path()' : undefined;
      }
      default:
        return undefined;
    }
  }

  /** What all that a name stands for is: `open()`, for each file that is called `f` in its turn. */
  #pathNamed(name: string, depth: number): string | undefined {
    const known = this.#named.get(name);
    if (known !== undefined) return known.path;
    // What a name is made of may be named like it.
    this.#named.set(name, { path: undefined });
    const paths = new Set((this.#values.get(name) ?? []).map((value) => this.#pathOf(value, depth + 1)));
    const [path, ...others] = paths;
    const found = others.length === 0 ? path : undefined;
    this.#named.set(name, { path: found });
    return found;
  }

  statements(all: readonly Statement[], depth: number): void {
    if (depth > deepest) return;
    for (const one of all) this.#statement(one, depth + 1);
  }

  #statement(one: Statement, depth: number): void {
    if (one.kind === 'import') this.#import(one);
    if (one.kind === 'assign') for (const target of one.targets) this.#assign(target, one.value);
    if (one.kind === 'with')
      for (const { value, target } of one.items) if (target !== undefined) this.#assign(target, value);
    if (one.kind === 'loop' && one.target !== undefined && one.of !== undefined) this.#assign(one.target, one.of);
    const around = this.#around.at(-1);
    if (one.kind === 'return' && one.value !== undefined && around !== undefined)
      keep(this.#returns, around, one.value);
    if (one.kind === 'define') this.#define(one.code, depth);
    else this.#parts(one, depth);
  }

  #define(code: FunctionCode, depth: number): void {
    for (const [place, { target, preset }] of code.parameters.entries()) {
      if (target.kind === 'name') keep(this.#parameters, target.name, { code, place });
      if (preset !== undefined) this.#assign(target, preset);
    }
    this.#around.push(code.name);
    this.#parts(code, depth + 1);
    this.#around.pop();
  }

  #import({ module, bindings }: Extract<Statement, { kind: 'import' }>): void {
    for (const { local, member, start, end } of bindings) {
      const path = member === undefined || member === 'default' || member === '*' ? module : `${module}.${member}`;
      this.#paths.set(local, path);
      this.imports.push({ path, start, end });
    }
  }

  #assign(target: Expression, value: Expression): void {
    if (target.kind === 'name') keep(this.#values, target.name, value);
    // `const { load } = require("...")`
    if (target.kind !== 'record') return;
    const path = requiredBy(value);
    for (const { key, value: local } of target.fields)
      if (path !== undefined && key !== undefined && local.kind === 'name')
        this.#paths.set(local.name, `${path}.${key}`);
  }

  /** Whatever a statement or an expression holds. Most of the time goes by here, so no list of it is made. */
  #parts(of: object, depth: number): void {
    for (const name in of) this.#part(of[name as keyof typeof of], depth);
  }

  #part(part: unknown, depth: number): void {
    if (depth > deepest || typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) for (const one of part) this.#part(one, depth + 1);
    else if (isStatement(part)) this.#statement(part, depth + 1);
    else if (isExpression(part)) this.#expression(part, depth + 1);
    else if (!('program' in part)) this.#parts(part, depth + 1);
  }

  #expression(of: Expression, depth: number): void {
    if (depth > deepest) return;
    if (of.kind === 'call') this.#calls.push({ at: of });
    if (of.kind === 'assignment') this.#assign(of.target, of.value);
    this.#parts(of, depth);
  }
}

function keep<T>(into: Map<string, T[]>, name: string, one: T): void {
  const list = into.get(name) ?? [];
  into.set(name, list);
  list.push(one);
  if (list.length > mostValues) list.shift();
}

const requiredBy = (value: Expression): string | undefined => {
  const call = value.kind === 'await' ? value.of : value;
  if (call.kind !== 'call' || call.callee.kind !== 'name' || !/^(?:require|import)$/.test(call.callee.name))
    return undefined;
  const named = call.given[0]?.value;
  return named?.kind === 'text' ? named.value.replace(/^node:/, '') : undefined;
};

const statementKinds = new Set<unknown>([
  'expression',
  'assign',
  'outer',
  'return',
  'leave',
  'define',
  'class',
  'import',
  'export',
  'if',
  'loop',
  'with',
  'try',
  'block',
]);
const kindOf = (part: object): unknown => ('kind' in part ? part.kind : undefined);
const isStatement = (part: object): part is Statement => statementKinds.has(kindOf(part));
const isExpression = (part: object): part is Expression => typeof kindOf(part) === 'string';
