import { clientMadeBy } from './clients.ts';
import { type Frame, findVar } from './machine.ts';
import { nothing, type Value } from './values.ts';

/** What a type says of what has it: a class of the program, or the client of a model. */
export function typeOf(type: string, frame: Frame): Value | undefined {
  for (const [written] of type.slice(0, 120).matchAll(/[A-Za-z_][\w.]*/g)) {
    const [first = '', ...rest] = written.split('.');
    const found = findVar(frame.scope, first);
    if (found?.type !== undefined) return { ...nothing, cell: found.type.instance };
    for (const root of found?.paths ?? []) {
      const path = `${[root, ...rest].join('.')}()`;
      const of = clientMadeBy(path);
      if (of !== undefined) return { ...nothing, paths: [path], client: { of, tail: '' } };
      if (found !== undefined && rest.length === 0) return { ...nothing, paths: [path] };
    }
  }
  return undefined;
}
