import { type Fact, present, unknown } from '../model/fact.ts';
import type { Question } from '../model/question.ts';
import type { AboutFact, PackageFact, ReleaseFact } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { ecosystemOf, type FactContext, type FactKind } from './kind.ts';
import { isNewcomer, isSleeper } from './newcomer.ts';
import { holderOf } from './release.ts';
import { targetOf, withPlaceholder } from './target.ts';

type IsAsked = (subject: DependencySubject, context: FactContext) => boolean;

const askWhere = (isAsked: IsAsked): FactKind<'about'> => ({
  name: 'about',
  plan(subject, context) {
    const question = aboutQuestion(subject, context, isAsked);
    return question === undefined ? [] : [question];
  },
  resolve(subject, context) {
    const found = context.fact('package', subject);
    if (found.state !== 'present') return unknown('there is no package', found.source);
    const question = aboutQuestion(subject, context, isAsked);
    const answer = told(found) ?? told(context.fact('release', subject)) ?? (question && context.answer(question));
    if (answer?.state === 'present')
      return { ...answer, value: withPlaceholder(subject.dependency.name, answer.value) };
    return answer ?? unknown('the registry does not tell', found.source);
  },
});

/** What a document says of it; where that of the package leaves it out, that of the release may tell. */
const told = (said: Fact<PackageFact | ReleaseFact>): Fact<AboutFact> | undefined =>
  said.state === 'present' && said.value.about !== undefined ? present(said.value.about, said.source) : undefined;

/** Who is behind the package, where that matters to how it is judged. */
export const fact = askWhere(
  (subject, context) =>
    targetOf(subject, context) !== undefined ||
    isNewcomer(subject, context) ||
    (holderOf(subject, context)?.public === true && isSleeper(subject, context)),
);

/** The same of every package, for people who want to know. */
export const factForAll = askWhere(() => true);

function aboutQuestion(
  subject: DependencySubject,
  context: FactContext,
  isAsked: IsAsked,
): Extract<Question, { kind: 'about' }> | undefined {
  const { ecosystem, name } = subject.dependency;
  const found = context.fact('package', subject);
  if (found.state !== 'present' || found.value.about !== undefined) return undefined;
  if (ecosystemOf(subject, context).lookups?.about === undefined) return undefined;
  const holder = holderOf(subject, context);
  if (holder === undefined || holder.isLinks === true || !isAsked(subject, context)) return undefined;
  return { kind: 'about', ecosystem, name, registry: holder.url };
}
