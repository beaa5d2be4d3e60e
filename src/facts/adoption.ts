import { isUsed } from '../knowledge/names/lookalike.ts';
import { present, unknown } from '../model/fact.ts';
import { isSteady } from '../model/newness.ts';
import { heldSince } from '../model/registry.ts';
import type { AdoptionFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { bundledNames, type FactContext, type FactKind } from './kind.ts';

/** What the bundled lists say of the use of a name; unknown where no list of its ecosystem is bundled. */
export const fact: FactKind<'adoption'> = {
  name: 'adoption',
  plan: () => [],
  resolve(subject, context) {
    const { ecosystem, name } = subject.dependency;
    const { bundled, now } = context;
    if (bundled.lists.sizeOf(ecosystem) === 0) return unknown('no list of its ecosystem is bundled', bundledNames);
    const adoption = bundled.adoptionOf(ecosystem, name, now);
    const known = bundled.knownBefore(ecosystem, name);
    const placeholder = bundled.placeholderClassOf(ecosystem, name);
    const found: AdoptionFact = {
      isKnown: adoption.isKnown,
      ...(adoption.rank === undefined ? {} : { rank: adoption.rank }),
      isUsed: isUsed(adoption),
      isEstablished: adoption.isEstablished,
      ...(known === undefined ? {} : { knownBefore: known.moment.toISOString() }),
      errorRate: known?.errorRate ?? 0,
      ...(known !== undefined && isOfFormer(known.moment, subject, context) ? { isOfFormer: true } : {}),
      ...(placeholder === undefined ? {} : { placeholder }),
    };
    return present(found, bundledNames);
  },
};

function isOfFormer(moment: Date, subject: DependencySubject, context: FactContext): boolean {
  const found = context.fact('package', subject);
  if (found.state !== 'present') return false;
  const since = Date.parse(heldSince(found.value) ?? '');
  return since >= moment.getTime() && !isSteady(found.value, context.now.getTime() - since);
}
