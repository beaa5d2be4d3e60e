import { type Fact, present, unknown } from '../model/fact.ts';
import type { Confidence } from '../model/finding.ts';
import { isAdopted } from '../model/newness.ts';
import { purl } from '../model/purl.ts';
import type { LookalikeFact } from '../model/rule.ts';
import type { DependencySubject } from '../model/subject.ts';
import { bundledNames, type FactContext, type FactKind } from './kind.ts';
import { findLikeness } from './likeness.ts';
import { rememberByName } from './remember.ts';

/** The used name that another one may be taken for. */
export const fact: FactKind<'lookalike'> = {
  name: 'lookalike',
  plan: () => [],
  resolve(subject, context) {
    const { ecosystem, name } = subject.dependency;
    return isExcused(subject, context)
      ? unknown('its own use excuses what it may resemble', bundledNames)
      : findOnce(ecosystem, name, context);
  },
};

/** A package that is there and is used: most are. To compare it with all others would take milliseconds, for nothing. */
function isExcused(subject: DependencySubject, context: FactContext): boolean {
  const { ecosystem, name } = subject.dependency;
  if (context.fact('package', subject).state !== 'present') return false;
  const adoption = context.fact('adoption', subject);
  return (
    adoption.state === 'present' && isAdopted(adoption.value) && likenessIfUsed(ecosystem, name, context) === undefined
  );
}

/** How sure it is that a name may be taken for another one although it is used itself; undefined where its use excuses it. */
export const likenessIfUsed = rememberByName((type, name, { bundled, ecosystems, now }): Confidence | undefined => {
  const ecosystem = ecosystems.find((one) => one.type === type);
  return ecosystem && findLikeness(bundled, ecosystem, name, bundled.adoptionOf(type, name, now))?.confidence;
});

const findOnce = rememberByName((type, name, context): Fact<LookalikeFact> => {
  const { bundled, ecosystems } = context;
  const ecosystem = ecosystems.find((one) => one.type === type);
  const found = ecosystem && findLikeness(bundled, ecosystem, name);
  if (ecosystem === undefined || found === undefined) return unknown('it resembles no used name', bundledNames);
  const { isRespelled: _, ...like } = found;
  const ifUsed = likenessIfUsed(type, name, context);
  const used = ifUsed === undefined ? {} : { ifUsed };
  const family = isOfFamily(type, name, found.name, context) ? { isOfFamily: true as const } : {};
  return present({ ...like, ...used, ...family, purl: purl(type, found.name) }, bundledNames);
});

/** Names that people squat with one word more have fewer around them: `axios` 42, `request` 30, but `gulp` 358, `fastify` 71. */
const largeFamily = 50;

const isOfFamily = (type: string, name: string, root: string, { bundled }: FactContext): boolean =>
  name.startsWith(root) &&
  /^[-.]./.test(name.slice(root.length)) &&
  (bundled.rankedNames(type)?.familySize(root) ?? 0) >= largeFamily;
