import { rememberFor } from '../../text/remember.ts';
import { type Cell, type ClassValue, type Closure, nothing, type Value } from './values.ts';

/** So many classes above or below one are looked at. */
const mostRelated = 50;

const lines = new WeakMap<ClassValue, { readonly made: readonly ClassValue[] }>();

/** A class and those that it is derived from, the nearest first, each once. */
export const lineOf = (type: ClassValue): readonly ClassValue[] =>
  rememberFor(lines, type, () => {
    const line = new Set([type]);
    // A set gives what is added while it is gone through.
    for (const one of line)
      for (const { type: base } of one.bases) if (base !== undefined && line.size < mostRelated) line.add(base);
    return [...line];
  });

/** The method of a class, or of the nearest one above that has it. */
export const methodOf = (type: ClassValue, name: string): Closure | undefined =>
  lineOf(type)
    .find(({ methods }) => methods.has(name))
    ?.methods.get(name);

/** A field of an instance, which may have been set by what its class is derived from. */
export function fieldOf({ fields, made }: Cell, name: string): Value | undefined {
  const own = fields.get(name);
  if (made === undefined || (own !== undefined && own !== nothing)) return own;
  const above = lineOf(made).map(({ instance }) => instance.fields.get(name));
  return above.find((one) => one !== undefined && one !== nothing) ?? own ?? above.find((one) => one !== undefined);
}

/** Methods of the classes below one, where they stand for what it leaves to them. */
export function derivedMethods(made: ClassValue, name: string): readonly Closure[] {
  const below = new Set<ClassValue>();
  const addBelow = ({ derived }: ClassValue): void => {
    for (const one of derived) {
      if (below.size >= mostRelated) return;
      below.add(one);
    }
  };
  addBelow(made);
  const found: Closure[] = [];
  for (const one of below) {
    const method = one.methods.get(name);
    if (method !== undefined) found.push({ ...method, self: { ...nothing, cell: one.instance } });
    else addBelow(one);
  }
  return found;
}
