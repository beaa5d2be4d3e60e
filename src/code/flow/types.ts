import { clientMadeBy } from './clients.ts';
import { type Frame, findVar } from './machine.ts';
import { nothing, type Value } from './values.ts';

const wrapping = /^typing(?:_extensions)?\./;

/** What a type says of what has it: a class of the program, or the client of a model, in any part of it (`Optional[OpenAI]`). */
export function typeOf(type: string, frame: Frame): Value | undefined {
  let other: Value | undefined;
  for (const [written] of type.slice(0, 120).matchAll(/[A-Za-z_][\w.]*/g)) {
    const [first = '', ...rest] = written.split('.');
    const found = findVar(frame.scope, first);
    if (found?.type !== undefined) return { ...nothing, cell: found.type.instance };
    for (const root of found?.paths ?? []) {
      const path = `${[root, ...rest].join('.')}()`;
      const of = clientMadeBy(path);
      if (of !== undefined) return { ...nothing, paths: [path], client: { of, tail: '' } };
      if (/(?:^|\.)Callable\(\)$/.test(path)) return { ...nothing, paths: [path] };
      if (rest.length === 0 && !wrapping.test(path)) other ??= { ...nothing, paths: [path] };
    }
  }
  return other;
}
