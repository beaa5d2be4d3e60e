import type { Ecosystem } from '../model/ecosystem.ts';
import { present, unknown } from '../model/fact.ts';
import type { Question } from '../model/question.ts';
import type { DependencySubject } from '../model/subject.ts';
import type { FactContext, FactKind } from './kind.ts';

/** Ecosystems besides its own that have a package of the name; asked only for a public name that does not exist. */
export const fact: FactKind<'elsewhere'> = {
  name: 'elsewhere',
  plan: (subject, context) => others(subject, context).map(({ question }) => question),
  resolve(subject, context) {
    const answers = others(subject, context).map((other) => ({ ...other, fact: context.answer(other.question) }));
    const found = answers.flatMap(({ ecosystem, fact }) =>
      fact?.state === 'present'
        ? [{ ecosystem: ecosystem.type, title: ecosystem.registryTitle, source: fact.source }]
        : [],
    );
    const open = answers.flatMap(({ fact }) => (fact?.state === 'unknown' ? [fact.reason] : []));
    if (found.length === 0 && (answers.length === 0 || open.length > 0)) {
      return unknown(open.join('; ') || 'not asked', 'other registries');
    }
    return present({ found }, answers.map(({ question }) => question.registry).join(', '));
  },
};

interface Other {
  readonly ecosystem: Ecosystem;
  readonly question: Extract<Question, { kind: 'package' }>;
}

function others(subject: DependencySubject, context: FactContext): readonly Other[] {
  const { own, ownScope, privateBy, claimedBy } = subject;
  if (own || ownScope || privateBy !== undefined || claimedBy !== undefined) return [];
  if (!subject.registries.every((candidate) => candidate.public)) return [];
  if (context.fact('package', subject).state !== 'absent') return [];
  return context.ecosystems.flatMap((ecosystem): Other[] => {
    const name = ecosystem.names.normalise(subject.dependency.name);
    if (ecosystem.lookups === undefined || !ecosystem.hasRegistryOfRecord) return [];
    if (ecosystem.type === subject.dependency.ecosystem || ecosystem.names.reject(name) !== undefined) return [];
    const question = {
      kind: 'package',
      ecosystem: ecosystem.type,
      name,
      registry: context.publicRegistry(ecosystem),
    } as const;
    return [{ ecosystem, question }];
  });
}
