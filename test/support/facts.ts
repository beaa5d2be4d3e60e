import { names } from '../../src/app/names.ts';
import { ecosystems } from '../../src/ecosystems/index.gen.ts';
import type { FactContext, FactKind } from '../../src/facts/kind.ts';
import { type Fact, unknown } from '../../src/model/fact.ts';
import { questionKey } from '../../src/model/question.ts';

/** What is said besides the rest of a context. */
interface Told extends Partial<FactContext> {
  /** By the keys of their questions. */
  readonly answers?: ReadonlyMap<string, Fact<unknown>>;
  /** Facts that are worked out as the program does; left out: none is known. */
  readonly kinds?: readonly Pick<FactKind, 'name' | 'resolve'>[];
}

/** What facts may look at. Left out: nobody answered, and nothing is configured. */
export function factContext({ answers, kinds = [], ...told }: Told = {}): FactContext {
  const context: FactContext = {
    ecosystems,
    bundled: names,
    now: new Date(0),
    answer: (question) => answers?.get(questionKey(question)) as never,
    asksAnyway: () => false,
    answered: () => ({}),
    fact: (name, subject) =>
      (kinds.find((kind) => kind.name === name)?.resolve(subject, context) ?? unknown('not asked', 'test')) as never,
    publicRegistry: ({ registries }) => registries.default,
    configuredRegistries: () => [],
    authenticates: () => false,
    publishesPublicly: () => false,
    isPrivate: () => false,
    isWellKnown: () => false,
    consults: () => false,
    ...told,
  };
  return context;
}
