import type { Dependency } from '../model/dependency.ts';
import { absent, type Fact, unknown } from '../model/fact.ts';
import type { Question } from '../model/question.ts';
import type { RegistryCandidate, ReleaseFact } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { answersOf, ofRecord, sayUnasked } from './candidates.ts';
import { ecosystemOf, type FactContext, type FactKind } from './kind.ts';

type ReleaseQuestion = Extract<Question, { kind: 'release' }>;

/** The release that would be installed. */
export const fact: FactKind<'release'> = {
  name: 'release',
  plan: releaseQuestions,
  resolve(subject, context) {
    const found = context.fact('package', subject);
    if (found.state !== 'present') return found;
    if (versionOf(subject, context) === undefined)
      return noneChosen(subject, found.value.versions.length > 0, found.source);
    const answers = releaseQuestions(subject, context).map((question) => context.answer(question));
    const release = answers.find((answer) => answer?.state === 'present');
    if (release !== undefined) return release;
    const open = answers.find((answer) => answer?.state === 'unknown');
    if (open !== undefined) return open;
    const silent = withheldFor(subject)[0];
    if (silent !== undefined) return unknown(`${silent.url} may have it and is ${sayUnasked(silent)}`, silent.url);
    return answers.find((answer) => answer?.state === 'absent') ?? unknown('it was not asked', found.source);
  },
};

/** Registries of record that may not be contacted, and those in whose place another one is asked. */
const withheldFor = (subject: DependencySubject): readonly RegistryCandidate[] =>
  ofRecord(subject).flatMap((one) => (one.trusted ? (one.standsFor ?? []) : [one]));

/** The version to look at: what the file or the lockfile fixes, else what the client would choose today. */
export function versionOf(subject: DependencySubject, context: FactContext): string | undefined {
  const { version, requirement } = askedFor(subject);
  const fixed = version ?? subject.lockedVersion;
  if (fixed !== undefined) return fixed;
  const found = context.fact('package', subject);
  if (found.state !== 'present') return undefined;
  return ecosystemOf(subject, context).versions.choose(requirement, found.value);
}

/** What is written, unless constraints make all clients ask for the same other thing. */
function askedFor({ dependency, constrained = [] }: DependencySubject): Pick<Dependency, 'version' | 'requirement'> {
  const [first] = constrained;
  const isAgreed = constrained.every(({ requirement }) => requirement === first?.requirement);
  return first !== undefined && isAgreed ? first : dependency;
}

/** One registry is asked at once, several only where the package turned out to be. */
function releaseQuestions(subject: DependencySubject, context: FactContext): readonly ReleaseQuestion[] {
  const version = versionOf(subject, context);
  if (version === undefined) return [];
  const answers = answersOf(subject, context);
  const [only] = answers;
  const asked =
    answers.length === 1 && only?.candidate.trusted === true
      ? [only]
      : answers.filter(({ fact }) => fact?.state === 'present');
  const { ecosystem, name } = subject.dependency;
  return asked.map(({ candidate }) => ({ kind: 'release', ecosystem, name, version, registry: candidate.url }));
}

function noneChosen(subject: DependencySubject, hasVersions: boolean, source: string): Fact<ReleaseFact> {
  const { requirement } = askedFor(subject);
  if (!hasVersions) return unknown('the registry lists no versions', source);
  if (requirement === undefined) return unknown('the registry names no default version', source);
  const several = ofRecord(subject).length > 1 || withheldFor(subject).length > 0;
  if (several) return unknown(`no version of the first registry satisfies ${requirement}`, source);
  return absent(`no version satisfies ${requirement}`, source);
}
