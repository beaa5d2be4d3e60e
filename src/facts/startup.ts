import { type Fact, present, unknown } from '../model/fact.ts';
import type { StartupFact } from '../model/registry.ts';
import type { StartupsFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { answerTo, closeQuestion, closeRelease, isBuilt } from './closely.ts';
import type { FactContext, FactKind } from './kind.ts';
import { recent } from './small.ts';

/** Files of the release that run whenever the interpreter starts, and those of the release before it. */
export const fact: FactKind<'startup'> = {
  name: 'startup',
  plan: (subject, context) => [ownQuestion(subject, context), formerQuestion(subject, context)].flatMap((q) => q ?? []),
  resolve(subject, context): Fact<StartupsFact> {
    const release = answerTo(ownQuestion(subject, context), context);
    if (release === undefined) return unknown('looked for only in archives of young releases', 'archives');
    if (release.state !== 'present') return release;
    const predecessor = answerTo(formerQuestion(subject, context), context) ?? unknown('it was not asked', 'archives');
    return present({ release: release.value, predecessor }, release.source);
  },
};

function ownQuestion(subject: DependencySubject, context: FactContext) {
  // As long as `recent-release` holds it: archives are much to read.
  const release = closeRelease(subject, context, recent);
  return release !== undefined && isBuilt(release)
    ? closeQuestion('startup', subject, release.version, context)
    : undefined;
}

/** The one before it is looked into only where there is something to hold against it: mostly there is not. */
function formerQuestion(subject: DependencySubject, context: FactContext) {
  const own: Fact<StartupFact> | undefined = answerTo(ownQuestion(subject, context), context);
  if (own?.state !== 'present' || own.value.files.length === 0) return undefined;
  const before = context.fact('predecessor', subject);
  return before.state === 'present'
    ? closeQuestion('startup', subject, before.value.release.version, context)
    : undefined;
}
