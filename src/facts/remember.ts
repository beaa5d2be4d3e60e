import type { DependencySubject } from '../model/subject.ts';
import { rememberFor } from '../text/remember.ts';
import type { FactContext } from './kind.ts';

/** Works a thing out once for each name of a run: rounds of planning ask for it again and again. */
export function rememberByName<T>(
  workOut: (ecosystem: string, name: string, context: FactContext) => T,
): typeof workOut {
  const memories = new WeakMap<FactContext, { readonly made: Map<string, { readonly made: T }> }>();
  return (ecosystem, name, context) => {
    const memory = rememberFor(memories, context, () => new Map());
    const key = `${ecosystem} ${name}`;
    const known = memory.get(key);
    if (known !== undefined) return known.made;
    const made = workOut(ecosystem, name, context);
    memory.set(key, { made });
    return made;
  };
}

/** The same for each subject, as long as there are no further answers. */
export function rememberBySubject<T>(workOut: (subject: DependencySubject, context: FactContext) => T): typeof workOut {
  const memories = new WeakMap<object, { readonly made: WeakMap<DependencySubject, { readonly made: T }> }>();
  return (subject, context) => {
    const memory = rememberFor(memories, context.answered(), () => new WeakMap());
    return rememberFor(memory, subject, () => workOut(subject, context));
  };
}
