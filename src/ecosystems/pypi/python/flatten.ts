import type { Expression } from './expression.ts';
import type { Module } from './module.ts';

/** A text that an expression comes to, with its place. */
export interface Written {
  readonly value: string;
  readonly offset: number | undefined;
  readonly start: number;
  readonly end: number;
}

export interface Flat {
  readonly texts: readonly Written[];
  /** Parts that no literal is behind. */
  readonly unknown: readonly { readonly start: number; readonly end: number; readonly reason: string }[];
}

/** Names that stand for nothing. */
const nothing = new Set(['None', 'list', 'tuple', 'set']);

/** How many names one text may be put together from; more is no version that anybody writes. */
const maxNames = 16;
const maxParts = 64;
const maxText = 10_000;

/**
 * The texts in lists, sums and dictionaries, and behind names.
 *
 * @param expanded names that were looked into before, and are not again: this bounds the work, and ends circles
 */
export function flatten(root: Expression, { bindings }: Pick<Module, 'bindings'>, expanded: Set<string>): Flat {
  const texts: Written[] = [];
  const unknown: Flat['unknown'][number][] = [];
  const open: Expression[] = [root];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { start, end } = one;
    if (one.kind === 'text') texts.push({ value: one.text.value, offset: one.text.offset, start, end });
    else if (one.kind === 'list') open.push(...reversed(one.items));
    else if (one.kind === 'dict') open.push(...reversed(one.entries.map(({ value }) => value)));
    else if (one.kind === 'sum') {
      const value = textOf(one, bindings);
      if (value === undefined) open.push(...reversed(one.parts));
      else texts.push({ value, offset: undefined, start, end });
    } else if (one.kind === 'opaque') unknown.push({ start, end, reason: 'it is no literal, and nothing is executed' });
    else if (!nothing.has(one.name) && !expanded.has(one.name)) {
      const values = bindings.get(one.name);
      if (values === undefined) unknown.push({ start, end, reason: 'what the name stands for is not in this file' });
      expanded.add(one.name);
      open.push(...reversed(values ?? []));
    }
  }
  return { texts, unknown };
}

const reversed = (list: readonly Expression[]): Expression[] => [...list].reverse();

/** The text that a sum of texts gives; names count that are bound once, to a text. */
function textOf(sum: Expression & { kind: 'sum' }, bindings: Module['bindings']): string | undefined {
  let value = '';
  let names = 0;
  let parts = 0;
  if (sum.parts.length > maxParts) return undefined;
  const open = reversed(sum.parts);
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.kind === 'text') value += part.text.value;
    else if (part.kind === 'sum' && part.parts.length <= maxParts) open.push(...reversed(part.parts));
    else if (part.kind === 'name' && names < maxNames) {
      const [only, ...others] = bindings.get(part.name) ?? [];
      if (only === undefined || others.length > 0) return undefined;
      names += 1;
      open.push(only);
    } else return undefined;
    parts += 1;
    if (value.length > maxText || parts > maxParts) return undefined;
  }
  return value;
}
