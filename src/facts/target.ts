import { classifySummary } from '../knowledge/names/summaries.ts';
import { type Fact, unknown } from '../model/fact.ts';
import { isForeign, isSlip } from '../model/likeness.ts';
import { isAdopted } from '../model/newness.ts';
import type { Question } from '../model/question.ts';
import type { AboutFact, PackageFact } from '../model/registry.ts';
import type { LookalikeFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { ofRecord } from './candidates.ts';
import { bundledNames, ecosystemOf, type FactContext, type FactKind } from './kind.ts';
import { holderOf } from './release.ts';

/** The package that the name may be taken for, or that was probably meant, at the registry that serves or lacks the name. */
export const fact: FactKind<'target'> = {
  name: 'target',
  plan: questionsAbout,
  resolve(subject, context) {
    const [question, more] = questionsAbout(subject, context);
    if (question?.kind !== 'package') return unknown('no other package is meant', bundledNames);
    const found: Fact<PackageFact> | undefined = context.answer(question);
    const about = more?.kind === 'about' ? context.answer(more) : undefined;
    if (found?.state !== 'present') return found ?? unknown('it was not asked', question.registry);
    const told = about?.state === 'present' ? about.value : found.value.about;
    return told === undefined
      ? found
      : { ...found, value: { ...found.value, about: withPlaceholder(question.name, told) } };
  },
};

/** With what its summary says that the package stands for. */
export function withPlaceholder(name: string, about: AboutFact): AboutFact {
  const placeholder = about.summary === undefined ? undefined : classifySummary(name, about.summary);
  return placeholder === undefined ? about : { ...about, placeholder };
}

/** Who is behind it matters only where the name itself exists, too. */
function questionsAbout(subject: DependencySubject, context: FactContext): readonly Question[] {
  const target = targetOf(subject, context);
  if (target === undefined) return [];
  const { ecosystem } = subject.dependency;
  const asked = { ecosystem, ...target };
  const knowsMore = ecosystemOf(subject, context).lookups?.about !== undefined;
  const isRival = context.fact('package', subject).state === 'present';
  const question = { kind: 'package', ...asked } as const;
  return knowsMore && isRival ? [question, { kind: 'about', ...asked }] : [question];
}

/** The name and where to ask for it. Nobody is asked on behalf of names that may be private. */
export function targetOf(
  subject: DependencySubject,
  context: FactContext,
): { readonly name: string; readonly registry: string } | undefined {
  if (subject.own || subject.ownScope || subject.privateBy !== undefined) return undefined;
  const found = context.fact('package', subject);
  if (found.state === 'unknown' || (found.state === 'present' && !subject.newToRepository)) return undefined;
  const registry = registryFor(subject, context);
  const name = registry === undefined ? undefined : chooseName(subject, context, found.state === 'absent');
  return registry === undefined || name === undefined ? undefined : { name, registry };
}

/** One that knows the name itself by now, having or lacking it: nobody else learns of it. */
function registryFor(subject: DependencySubject, context: FactContext): string | undefined {
  const holder = holderOf(subject, context);
  const asked = holder === undefined ? ofRecord(subject) : [holder];
  const able = asked.filter(({ trusted, isLinks }) => trusted && isLinks !== true);
  return (able.find((candidate) => candidate.public) ?? able[0])?.url;
}

/** A name that nobody registered imitates none: unless it is plainly a slip, what was meant by it says more. */
function chooseName(subject: DependencySubject, context: FactContext, isAbsent: boolean): string | undefined {
  const meaning = context.fact('meaning', subject);
  const like = lookalikeOf(subject, context);
  if (like?.isGrave !== true && meaning.state === 'present' && isForeign(meaning.value)) return undefined;
  const meant =
    isAbsent && like !== undefined && isSlip(like, subject.dependency.name) ? undefined : meantBy(subject, context);
  return isAbsent ? (meant ?? like?.name) : (like?.name ?? meant);
}

/** Of a name that exists and is used itself, no other one is meant; what is in no list need not exist. */
function lookalikeOf(subject: DependencySubject, context: FactContext): LookalikeFact | undefined {
  const like = context.fact('lookalike', subject);
  if (like.state !== 'present' || (like.value.rank === undefined && like.value.kind !== 'slip')) return undefined;
  const adoption = context.fact('adoption', subject);
  return adoption.state === 'present' && isAdopted(adoption.value) && like.value.ifUsed === undefined
    ? undefined
    : like.value;
}

function meantBy(subject: DependencySubject, context: FactContext): string | undefined {
  const meaning = context.fact('meaning', subject);
  if (meaning.state !== 'present') return undefined;
  return meaning.value.meanings.find(({ ecosystem }) => ecosystem === subject.dependency.ecosystem)?.name;
}
