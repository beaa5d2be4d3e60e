import { type Fact, present, unknown } from '../model/fact.ts';
import { young } from '../model/newness.ts';
import type { BuildsFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { answerTo, closeQuestion, closeRelease } from './closely.ts';
import type { FactContext, FactKind } from './kind.ts';

/** Who made the release and the one before it, where both are attested and their registry tells it apart from that. */
export const fact: FactKind<'build'> = {
  name: 'build',
  plan: questions,
  resolve(subject, context): Fact<BuildsFact> {
    const [release, predecessor] = questions(subject, context).map((question) => answerTo(question, context));
    if (release === undefined || predecessor === undefined)
      return unknown('asked only of young releases that are attested, as the one before was', 'statements');
    if (release.state !== 'present') return release;
    if (predecessor.state !== 'present') return predecessor;
    return present({ release: release.value, predecessor: predecessor.value }, release.source);
  },
};

/** Of both, or of none: one alone tells nothing. */
function questions(subject: DependencySubject, context: FactContext) {
  // As long as another publisher is a sign of a release.
  const release = closeRelease(subject, context, young);
  const before = context.fact('predecessor', subject);
  if (release?.origin?.isAttested !== true || before.state !== 'present') return [];
  const former = before.value.release;
  if (former.origin?.isAttested !== true) return [];
  const both = [release, former].map(({ version }) => closeQuestion('build', subject, version, context));
  return both.flatMap((question) => question ?? []);
}
