import type { DependencySubject } from '../model/subject.ts';
import { rememberFor } from '../text/remember.ts';
import type { FactContext } from './kind.ts';

/** Works a thing out once for each name of a run: rounds of planning ask for it again and again. */
export function rememberByName<T>(
  workOut: (ecosystem: string, name: string, context: FactContext) => T,
): typeof workOut {
  const memories = new WeakMap<FactContext, Map<string, { readonly made: T }>>();
  return (ecosystem, name, context) => {
    const memory = memories.get(context) ?? new Map<string, { readonly made: T }>();
    memories.set(context, memory);
    const key = `${ecosystem} ${name}`;
    const known = memory.get(key) ?? { made: workOut(ecosystem, name, context) };
    memory.set(key, known);
    return known.made;
  };
}

/** The same for each subject, as long as there are no further answers. */
export function rememberBySubject<T>(workOut: (subject: DependencySubject, context: FactContext) => T): typeof workOut {
  const memories = new WeakMap<object, WeakMap<DependencySubject, { readonly made: T }>>();
  return (subject, context) => {
    const answered = context.answered();
    const memory = memories.get(answered) ?? new WeakMap<DependencySubject, { readonly made: T }>();
    memories.set(answered, memory);
    return rememberFor(memory, subject, () => workOut(subject, context));
  };
}
