import type { FactContext } from './kind.ts';

/** Works a thing out once for each name of a run: rounds of planning ask for it again and again. */
export function rememberByName<T>(
  workOut: (ecosystem: string, name: string, context: FactContext) => T,
): typeof workOut {
  const memories = new WeakMap<FactContext, Map<string, T>>();
  return (ecosystem, name, context) => {
    const memory = memories.get(context) ?? new Map<string, T>();
    memories.set(context, memory);
    const key = `${ecosystem} ${name}`;
    const known = memory.get(key) ?? workOut(ecosystem, name, context);
    memory.set(key, known);
    return known;
  };
}
