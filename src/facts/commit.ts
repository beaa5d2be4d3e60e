import { type Fact, unknown } from '../model/fact.ts';
import type { Question } from '../model/question.ts';
import type { CommitFact } from '../model/registry.ts';
import type { DependencySubject } from '../model/subject.ts';
import { answersOf } from './candidates.ts';
import type { FactContext, FactKind } from './kind.ts';

type CommitQuestion = Extract<Question, { kind: 'commit' }>;

/** The commit that a dependency names by its whole hash, in the repository that it names. */
export const fact: FactKind<'commit'> = {
  name: 'commit',
  plan: commitQuestions,
  resolve(subject, context) {
    const none = unknown('no commit of a repository that can be asked', 'repositories');
    const answers = commitQuestions(subject, context).map((question) => context.answer(question) ?? none);
    const inState = (state: Fact<CommitFact>['state']) => answers.find((answer) => answer.state === state);
    return inState('present') ?? inState('unknown') ?? inState('absent') ?? none;
  },
};

/** None where the dependency names no commit, or no repository of a host that may be asked. */
export function commitQuestions(subject: DependencySubject, context: FactContext): readonly CommitQuestion[] {
  const { ecosystem, name, version, source } = subject.dependency;
  if (source.kind === 'git' || source.kind === 'url') return fromAddress(subject, context);
  const own = context.ecosystems.find(({ type }) => type === ecosystem);
  const commit = own?.repositories === undefined || source.kind !== 'registry' ? undefined : readCommit(version);
  if (commit === undefined) return [];
  const answers = answersOf(subject, context).filter(({ candidate }) => candidate.trusted);
  // Several are only asked where the repository turned out to be.
  const asked = answers.length === 1 ? answers : answers.filter(({ fact }) => fact?.state === 'present');
  return asked.map(({ candidate }) => ({ kind: 'commit', ecosystem, name, version: commit, registry: candidate.url }));
}

const readCommit = (text: string | undefined): string | undefined =>
  text !== undefined && /^[0-9a-f]{40}$/i.test(text) ? text.toLowerCase() : undefined;

/** A repository is asked for at its own host only: the public one, or a server that the configuration names. */
function fromAddress({ dependency: { source } }: DependencySubject, context: FactContext): readonly CommitQuestion[] {
  if (source.kind !== 'git' && source.kind !== 'url') return [];
  return context.ecosystems.flatMap((ecosystem): CommitQuestion[] => {
    const { repositories, registries, type } = ecosystem;
    const found = repositories?.readAddress(source.url);
    if (repositories === undefined || found === undefined) return [];
    const commit = found.commit ?? (source.kind === 'git' ? readCommit(source.ref) : undefined);
    const registry =
      repositories.hostOf(registries.default) === found.host
        ? context.publicRegistry(ecosystem)
        : context.configuredRegistries(ecosystem).find((url) => repositories.hostOf(url) === found.host);
    if (commit === undefined || registry === undefined) return [];
    return [{ kind: 'commit', ecosystem: type, name: found.name, version: commit, registry }];
  });
}
