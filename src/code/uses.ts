import { rememberFor } from '../text/remember.ts';
import type { Argument, Expression, Program, Span, Statement } from './program.ts';

/** A call in a program with what its imports say it is: `torch.load`, `transformers.pipeline`. */
export interface Use extends Span {
  readonly path: string;
  readonly callee: Expression;
  readonly given: readonly Argument[];
  /** What a name stands for in the same function or module: all that is assigned to it. */
  valuesOf(name: string): readonly Expression[];
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

class Walk {
  readonly imports: Import[] = [];
  readonly #paths = new Map<string, string>();
  readonly #values = new Map<string, Expression[]>();
  readonly #calls: FoundCall[] = [];
  readonly #named = new Map<string, { readonly path: string | undefined }>();

  resolved(): readonly Use[] {
    const shared = {
      valuesOf: (name: string) => this.#values.get(name) ?? [],
      pathOf: (of: Expression) => this.#pathOf(of, 0),
    };
    return this.#calls.flatMap(({ at }): Use[] => {
      const path = this.#pathOf(at.callee, 0);
      return path === undefined
        ? []
        : [{ path, callee: at.callee, given: at.given, ...shared, start: at.start, end: at.end }];
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
    if (one.kind === 'define')
      for (const { target, preset } of one.code.parameters) if (preset !== undefined) this.#assign(target, preset);
    if (one.kind === 'with')
      for (const { value, target } of one.items) if (target !== undefined) this.#assign(target, value);
    this.#parts(one, depth);
  }

  #import({ module, bindings }: Extract<Statement, { kind: 'import' }>): void {
    for (const { local, member, start, end } of bindings) {
      const path = member === undefined || member === 'default' || member === '*' ? module : `${module}.${member}`;
      this.#paths.set(local, path);
      this.imports.push({ path, start, end });
    }
  }

  #assign(target: Expression, value: Expression): void {
    if (target.kind === 'name')
      this.#values.set(target.name, [...(this.#values.get(target.name) ?? []), value].slice(-20));
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
